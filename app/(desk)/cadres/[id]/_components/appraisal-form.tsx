import { getTranslations } from "next-intl/server";
import { recordAppraisal } from "@/app/_actions/appraisals";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { ANNUAL_GRADES, LIMITS, ROUTINE_GRADES } from "@/lib/appraisals/schema";

/** Folded away below the grades: opened by who has a paper in hand. */
export async function AppraisalForm({ cadreId }: { cadreId: string }) {
  const t = await getTranslations("appraisals");
  return (
    <details className="no-print border-t border-line px-4 py-2.5">
      <summary className="cursor-pointer text-accent">{t("action.open")}</summary>
      <CommandForm
        action={recordAppraisal}
        messages={await formMessages("appraisals")}
        successHref={`/cadres/${cadreId}`}
        aria-label={t("title.record")}
        className="mt-3 grid gap-x-4 sm:grid-cols-2"
      >
        <input type="hidden" name="cadreId" value={cadreId} />
        <TextField name="period" label={t("field.period")} hint={t("hint.period")} maxLength={6} required />
        <SelectField
          name="grade"
          label={t("field.grade")}
          emptyLabel={t("empty.choose")}
          required
          options={[...ANNUAL_GRADES, ...ROUTINE_GRADES].map((grade) => ({ value: grade, label: grade }))}
        />
        <TextField
          name="source"
          label={t("field.source")}
          hint={t("hint.source")}
          maxLength={LIMITS.source}
          required
        />
        <TextField
          name="reason"
          label={t("field.reason")}
          hint={t("hint.reason")}
          maxLength={LIMITS.reason}
        />
        <FormActions>
          <SubmitButton>{t("action.record")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </details>
  );
}
