import { getTranslations } from "next-intl/server";
import { restoreMethodVersion } from "@/app/_actions/methods";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Version } from "@/lib/methods/versions/queries";
import { LIMITS } from "@/lib/methods/versions/schema";
import type { Day } from "@/lib/platform/clock";
import { FieldTable } from "./field-table";

type Props = { id: string; version: Version; last: Version; today: Day };

/** The way back: an earlier version once more, as the next one. */
export async function RestorePanel({ id, version, last, today }: Props) {
  const t = await getTranslations("methods");
  return (
    <Panel
      title={t("title.restore", { no: version.versionNo })}
      note={t("hint.restore")}
      className="border-caution-line"
    >
      <CommandForm
        action={restoreMethodVersion}
        messages={await formMessages("methods")}
        successHref={`/methods/${id}?saved=restored`}
        aria-label={t("title.restore", { no: version.versionNo })}
      >
        <input type="hidden" name="versionId" value={version.id} />
        <div className="grid gap-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <DateField
            name="effectiveFrom"
            label={t("field.effectiveFrom")}
            defaultValue={last.effectiveFrom > today ? last.effectiveFrom : today}
            min={today}
            required
          />
          <TextArea name="reason" label={t("field.reason")} limit={LIMITS.reason} rows={2} required />
        </div>
        <FormActions>
          <SubmitButton>{t("action.saveRestore")}</SubmitButton>
          <ButtonLink variant="quiet" href={`/methods/${id}`} scroll={false}>
            {t("action.back")}
          </ButtonLink>
        </FormActions>
      </CommandForm>
      <div className="-mx-4 mt-4 border-t border-line">
        <FieldTable fields={version.content.fields} />
      </div>
    </Panel>
  );
}
