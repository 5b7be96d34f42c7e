import { getTranslations } from "next-intl/server";
import { setReviewMeeting, stepReviewBatch } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import type { BatchPage } from "@/lib/reviews/queries";
import { LIMITS } from "@/lib/reviews/schema";

export async function BatchSteps({ batch }: { batch: BatchPage }) {
  const t = await getTranslations("reviews");
  const words = await formMessages("reviews");
  const known = (
    <>
      <input type="hidden" name="id" value={batch.id} />
      <input type="hidden" name="rowVersion" value={batch.rowVersion} />
    </>
  );
  return (
    <Panel title={t("title.batchSteps")} className="no-print">
      <div className="grid gap-6 md:grid-cols-2">
        <CommandForm action={setReviewMeeting} messages={words} aria-label={t("action.setMeeting")}>
          {known}
          <DateField
            name="meetingOn"
            label={t("field.meetingOn")}
            defaultValue={batch.meetingOn ?? undefined}
            required
          />
          <FormActions>
            <SubmitButton variant="secondary">{t("action.setMeeting")}</SubmitButton>
          </FormActions>
        </CommandForm>
        <CommandForm action={stepReviewBatch} messages={words} aria-label={t("title.batchSteps")}>
          {known}
          <TextField
            name="reason"
            label={t("field.reason")}
            hint={t("hint.batchReason")}
            maxLength={LIMITS.reason}
          />
          <FormActions>
            <SubmitButton name="step" value="CLOSE">
              {t("action.closeBatch")}
            </SubmitButton>
            <SubmitButton name="step" value="CANCEL" variant="secondary">
              {t("action.cancelBatch")}
            </SubmitButton>
          </FormActions>
        </CommandForm>
      </div>
    </Panel>
  );
}
