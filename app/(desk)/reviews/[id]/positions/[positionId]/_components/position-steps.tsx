import { getTranslations } from "next-intl/server";
import { stepReviewPosition } from "@/app/_actions/reviews";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import type { PositionPage } from "@/lib/reviews/queries";
import { positionStepRefusal } from "@/lib/reviews/rules";
import { LIMITS } from "@/lib/reviews/schema";

const STEPS = ["PREPARE", "BACK", "CANCEL"] as const;

/** What may be done with the post now; the same rule that the command asks. */
export async function PositionSteps({ position }: { position: PositionPage }) {
  const t = await getTranslations("reviews");
  const open = STEPS.filter((step) => !positionStepRefusal(position, step));
  if (open.length === 0) return null;
  return (
    <Panel title={t("title.positionSteps")} className="no-print">
      <CommandForm action={stepReviewPosition} messages={await formMessages("reviews")}>
        <input type="hidden" name="id" value={position.id} />
        <input type="hidden" name="rowVersion" value={position.rowVersion} />
        <TextField
          name="reason"
          label={t("field.reason")}
          hint={t("hint.stepReason")}
          maxLength={LIMITS.reason}
        />
        <FormActions>
          {open.map((step) => (
            <SubmitButton
              key={step}
              name="step"
              value={step}
              variant={step === "PREPARE" ? "primary" : "secondary"}
            >
              {t(`action.step${step}`)}
            </SubmitButton>
          ))}
        </FormActions>
      </CommandForm>
    </Panel>
  );
}
