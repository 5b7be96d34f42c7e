import { getTranslations } from "next-intl/server";
import { decideAchievement } from "@/app/_actions/achievements";
import { formMessages } from "@/app/_shared/form-messages";
import { MissingText } from "@/components/achievement/marks";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { Panel } from "@/components/ui/panel";
import { missingFor } from "@/lib/achievements/corroboration/rules";
import type { AchievementPage } from "@/lib/achievements/queries";
import { decisionRefusal } from "@/lib/achievements/rules";
import { CONFIDENCES, type Decision, LIMITS } from "@/lib/achievements/schema";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";

const DECISIONS: readonly Decision[] = ["SUBMIT", "CONFIRM", "DOUBT", "REJECT", "REOPEN"];

/** What this person may do with the claim now; the same rule that the command asks. */
export async function Decide({ claim, viewer }: { claim: AchievementPage; viewer: Viewer }) {
  const t = await getTranslations("achievements");
  const about = { state: claim.state, isDrafter: claim.draftedById === viewer.id };
  const isReviewer = can(viewer, "achievements.decide");
  const open = DECISIONS.filter((decision) => !decisionRefusal(about, decision, { isReviewer }));
  if (open.length === 0) return null;
  const mayConfirm = open.includes("CONFIRM");
  return (
    <Panel title={t("title.decide")} className="no-print">
      <CommandForm action={decideAchievement} messages={await formMessages("achievements")} resetOnSuccess>
        <input type="hidden" name="id" value={claim.id} />
        <input type="hidden" name="revisionNo" value={claim.revisionNo} />
        {mayConfirm && (
          <>
            <p className="text-sm text-ink-soft">
              {t("hint.rule")} <MissingText sources={claim.sources} />
            </p>
            <RadioGroup
              name="confidence"
              label={t("field.confidence")}
              options={CONFIDENCES.map((value) => ({ value, label: t(`status.confidence${value}`) }))}
            />
          </>
        )}
        <TextArea
          name="reason"
          label={t("field.reason")}
          hint={t("hint.reason")}
          rows={2}
          limit={LIMITS.reason}
        />
        <FormActions>
          {open.map((decision) => (
            <SubmitButton
              key={decision}
              name="decision"
              value={decision}
              variant={decision === "CONFIRM" || decision === "SUBMIT" ? "primary" : "secondary"}
              disabled={decision === "CONFIRM" && missingFor(claim.sources) !== null}
            >
              {t(`action.${decision.toLowerCase()}`)}
            </SubmitButton>
          ))}
        </FormActions>
      </CommandForm>
    </Panel>
  );
}
