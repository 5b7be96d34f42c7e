import { getTranslations } from "next-intl/server";
import { setReviewMeeting, stepReviewBatch } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import type { BatchPage } from "@/lib/reviews/queries";
import { batchStepRefusal } from "@/lib/reviews/rules";
import { LIMITS } from "@/lib/reviews/schema";

const STEPS = ["CLOSE", "CANCEL"] as const;

export async function BatchSteps({ batch, isLeader }: { batch: BatchPage; isLeader: boolean }) {
  const t = await getTranslations("reviews");
  const words = await formMessages("reviews");
  const decided = batch.positions.reduce((sum, position) => sum + position.decided, 0);
  const open = STEPS.filter((step) => !batchStepRefusal({ ...batch, decided }, step, isLeader));
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
        {batch.standsAside ? (
          <p className="text-ink-soft">{t("hint.batchAside")}</p>
        ) : (
          <CommandForm action={stepReviewBatch} messages={words} aria-label={t("title.batchSteps")}>
            {known}
            <TextField
              name="reason"
              label={t("field.reason")}
              hint={t(open.includes("CANCEL") ? "hint.batchReason" : "reason.leaderCancels")}
              maxLength={LIMITS.reason}
            />
            <FormActions>
              {open.includes("CLOSE") && (
                <SubmitButton name="step" value="CLOSE">
                  {t("action.closeBatch")}
                </SubmitButton>
              )}
              {open.includes("CANCEL") && (
                <SubmitButton name="step" value="CANCEL" variant="secondary">
                  {t("action.cancelBatch")}
                </SubmitButton>
              )}
            </FormActions>
          </CommandForm>
        )}
      </div>
    </Panel>
  );
}
