import { getTranslations } from "next-intl/server";
import { restoreDimension } from "@/app/_actions/dimensions";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { KeptWording } from "@/lib/dimensions/queries";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { LIMITS } from "@/lib/dimensions/schema";
import type { Day } from "@/lib/platform/clock";
import { dimensionsHref } from "./address";

type Props = {
  earlier: KeptWording;
  /** of the same dimension: what is restored begins no earlier than it */
  last: KeptWording | undefined;
  words: DimensionWords;
  today: Day;
  on?: Day;
};

/** The way back: an earlier wording once more, from a day on. */
export async function RestorePanel({ earlier, last, words, today, on }: Props) {
  const t = await getTranslations("dimensions");
  const title = t("title.restore", { name: words[earlier.dimension].name });
  const first = last && last.startsOn > today ? last.startsOn : today;
  return (
    <SidePanel title={title} closeHref={dimensionsHref(on)} closeLabel={t("action.close")}>
      <CommandForm
        key={earlier.id}
        action={restoreDimension}
        messages={await formMessages("dimensions")}
        successHref={dimensionsHref(undefined, { saved: "restored" })}
        aria-label={title}
      >
        <p className="text-ink-soft">{t("hint.restore")}</p>
        <div className="rounded-md border border-line bg-paper px-3 py-2">
          <p className="font-medium">
            {earlier.name === earlier.shortName
              ? earlier.name
              : t("hint.texts", { name: earlier.name, shortName: earlier.shortName })}
          </p>
          {earlier.hint && <p>{earlier.hint}</p>}
        </div>
        <input type="hidden" name="wordingId" value={earlier.id} />
        <DateField
          name="startsOn"
          label={t("field.startsOn")}
          hint={t("hint.startsOn")}
          defaultValue={first}
          min={first}
          required
        />
        <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
        <FormActions>
          <SubmitButton>{t("action.saveRestore")}</SubmitButton>
          <ButtonLink variant="quiet" href={dimensionsHref(on)} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
