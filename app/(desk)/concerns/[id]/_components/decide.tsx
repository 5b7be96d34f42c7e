import { getTranslations } from "next-intl/server";
import { decideConcern } from "@/app/_actions/concerns";
import { formMessages } from "@/app/_shared/form-messages";
import { MissingSources } from "@/components/concern/marks";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { TextArea } from "@/components/form/text-area";
import { Panel } from "@/components/ui/panel";
import type { ConcernPage } from "@/lib/concerns/queries";
import { decisionRefusal, LONGEST_DAYS, missingSources } from "@/lib/concerns/rules";
import { DECISIONS, LIMITS } from "@/lib/concerns/schema";
import { addDays, type Day } from "@/lib/platform/clock";

type Props = { concern: ConcernPage; isReviewer: boolean; today: Day };

/** What this person may decide now; the same rule that the command asks. */
export async function DecideConcern({ concern, isReviewer, today }: Props) {
  const t = await getTranslations("concerns");
  const open = DECISIONS.filter((decision) => !decisionRefusal(concern, decision, { isReviewer }));
  const isBarred = concern.isOpener || concern.isRecorder;
  if (open.length === 0) {
    return isBarred ? (
      <Panel title={t("title.decide")} className="no-print">
        <p className="text-ink-soft">{t("hint.ownWork")}</p>
      </Panel>
    ) : null;
  }
  const takesEnd = (decision: string) =>
    decision === "WATCH" || decision === "REMIND" || decision === "RENEW";
  // a leader does not see every source; the database counts them all
  const isThin = isReviewer && missingSources(concern.sources) !== null;
  return (
    <Panel title={t("title.decide")} className="no-print">
      <CommandForm action={decideConcern} messages={await formMessages("concerns")} resetOnSuccess>
        <input type="hidden" name="id" value={concern.id} />
        <input type="hidden" name="rowVersion" value={concern.rowVersion} />
        {isReviewer && (
          <p className="text-sm text-ink-soft">
            {t("hint.rule")} <MissingSources sources={concern.sources} />
          </p>
        )}
        {isBarred && <p className="text-ink-soft">{t("hint.ownWork")}</p>}
        {open.some(takesEnd) && (
          <DateField
            name="expiresOn"
            label={t("field.expiresOn")}
            hint={t("hint.expiry")}
            min={addDays(today, 1)}
            max={addDays(today, LONGEST_DAYS)}
            defaultValue={addDays(today, concern.usualDays)}
          />
        )}
        <TextArea name="reason" label={t("field.reason")} rows={3} limit={LIMITS.reason} required />
        <FormActions>
          {open.map((decision) => (
            <SubmitButton
              key={decision}
              name="decision"
              value={decision}
              variant={takesEnd(decision) ? "primary" : "secondary"}
              disabled={isThin && takesEnd(decision)}
            >
              {t(`action.${decision.toLowerCase()}`)}
            </SubmitButton>
          ))}
        </FormActions>
      </CommandForm>
    </Panel>
  );
}
