import { getTranslations } from "next-intl/server";
import { wordDimension } from "@/app/_actions/dimensions";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import type { KeptWording } from "@/lib/dimensions/queries";
import type { DimensionWords } from "@/lib/dimensions/rules";
import { type Dimension, LIMITS } from "@/lib/dimensions/schema";
import type { Day } from "@/lib/platform/clock";
import { dimensionsHref } from "./address";

type Props = {
  dimension: Dimension;
  wordings: readonly KeptWording[];
  words: DimensionWords;
  today: Day;
  on?: Day;
};

/** One dimension: what it is called from a day on. */
export async function WordingPanel({ dimension, wordings, words, today, on }: Props) {
  const t = await getTranslations("dimensions");
  // the last one set, announced or in force: what follows, follows it
  const last = wordings.find((one) => one.dimension === dimension);
  const title = t("title.word", { name: words[dimension].name });
  const first = last && last.startsOn > today ? last.startsOn : today;
  return (
    <SidePanel title={title} closeHref={dimensionsHref(on)} closeLabel={t("action.close")}>
      <CommandForm
        key={dimension}
        action={wordDimension}
        messages={await formMessages("dimensions")}
        successHref={dimensionsHref(undefined, { saved: "worded" })}
        aria-label={title}
      >
        <input type="hidden" name="dimension" value={dimension} />
        <TextField
          name="name"
          label={t("field.name")}
          hint={t("hint.nameHint")}
          defaultValue={last?.name}
          maxLength={LIMITS.name}
          required
        />
        <TextField
          name="shortName"
          label={t("field.shortName")}
          hint={t("hint.shortNameHint")}
          defaultValue={last?.shortName}
          maxLength={LIMITS.shortName}
          required
        />
        <TextArea
          name="hint"
          label={t("field.hint")}
          hint={t("hint.hintHint")}
          defaultValue={last?.hint}
          limit={LIMITS.hint}
          rows={3}
        />
        <details open={Boolean(last?.nameEn || last?.shortNameEn)}>
          <summary className="cursor-pointer text-accent">{t("hint.english")}</summary>
          <div className="mt-3 flex flex-col gap-4">
            <p className="text-ink-soft">{t("hint.englishHint")}</p>
            <TextField
              name="nameEn"
              label={t("field.nameEn")}
              defaultValue={last?.nameEn}
              maxLength={LIMITS.nameEn}
            />
            <TextField
              name="shortNameEn"
              label={t("field.shortNameEn")}
              defaultValue={last?.shortNameEn}
              maxLength={LIMITS.shortNameEn}
            />
            <TextArea
              name="hintEn"
              label={t("field.hintEn")}
              defaultValue={last?.hintEn}
              limit={LIMITS.hintEn}
              rows={3}
            />
          </div>
        </details>
        <DateField
          name="startsOn"
          label={t("field.startsOn")}
          hint={t("hint.startsOn")}
          defaultValue={first}
          min={first}
          required
        />
        <TextArea
          name="reason"
          label={t("field.reason")}
          hint={t("hint.reason")}
          limit={LIMITS.reason}
          rows={2}
          required
        />
        <FormActions>
          <SubmitButton>{t("action.save")}</SubmitButton>
          <ButtonLink variant="quiet" href={dimensionsHref(on)} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
