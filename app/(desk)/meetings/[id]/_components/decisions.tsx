import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { addDecision, withdrawDecision } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { MeetingPage } from "@/lib/meetings/queries";
import { LIMITS } from "@/lib/meetings/schema";
import { Summary } from "./invitation";
import { WithdrawForm } from "./withdraw";

type Props = { meeting: MeetingPage; mayWrite: boolean };

/** What was decided, on which conditions, and who does it by when. */
export async function Decisions({ meeting, mayWrite }: Props) {
  const t = await getTranslations("meetings");
  return (
    <Panel title={t("title.decisions")} flush>
      {meeting.decisions.length === 0 && <p className="px-4 py-3 text-ink-soft">{t("empty.decisions")}</p>}
      <ol className="divide-y divide-line">
        {meeting.decisions.map((decision) => (
          <li key={decision.id} className="px-4 py-2.5">
            <p className={decision.isWithdrawn ? "text-ink-soft line-through" : "font-medium"}>
              {decision.text}
            </p>
            {decision.conditions.length > 0 && !decision.isWithdrawn && (
              <>
                <p className="mt-1 text-sm text-ink-soft">{t("field.conditions")}</p>
                <ol className="list-decimal pl-6">
                  {decision.conditions.map((condition) => (
                    <li key={condition}>{condition}</li>
                  ))}
                </ol>
              </>
            )}
            <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
              {decision.isWithdrawn ? (
                t("hint.withdrawn", { reason: decision.withdrawReason ?? "" })
              ) : (
                <>
                  <span>{t("hint.ownerIs", { unit: decision.ownerUnitName, owner: decision.owner })}</span>
                  {decision.dueOn && <span>{t("hint.due", { day: decision.dueOn })}</span>}
                  {decision.followUpId && <Badge icon="flag">{t("hint.followed")}</Badge>}
                </>
              )}
            </p>
            {mayWrite && !decision.isWithdrawn && (
              <WithdrawForm meeting={meeting} id={decision.id} action={withdrawDecision} />
            )}
          </li>
        ))}
      </ol>
      {mayWrite && (
        <div className="no-print border-t border-line px-4 py-3">
          <details open={meeting.decisions.length === 0}>
            <Summary>{t("title.addDecision")}</Summary>
            <CommandForm
              key={meeting.rowVersion}
              action={addDecision}
              messages={await formMessages("meetings")}
              className="mt-2 flex flex-col gap-3"
            >
              <input type="hidden" name="id" value={randomUUID()} />
              <input type="hidden" name="meetingId" value={meeting.id} />
              <input type="hidden" name="rowVersion" value={meeting.rowVersion} />
              <TextArea name="text" label={t("field.decision")} limit={LIMITS.decision} rows={2} required />
              <TextArea
                name="conditions"
                label={t("field.conditions")}
                hint={t("hint.conditions")}
                rows={3}
              />
              <div className="grid gap-3 sm:grid-cols-3">
                <SelectField
                  name="ownerUnitId"
                  label={t("field.ownerUnit")}
                  options={meeting.parties.map(({ unitId, unitName }) => ({
                    value: unitId,
                    label: unitName,
                  }))}
                  required
                />
                <TextField
                  name="owner"
                  label={t("field.owner")}
                  hint={t("hint.owner")}
                  maxLength={LIMITS.owner}
                />
                <DateField name="dueOn" label={t("field.dueOn")} />
              </div>
              <p className="text-sm text-ink-soft">{t("hint.followUp")}</p>
              <FormActions>
                <SubmitButton variant="secondary">{t("action.addDecision")}</SubmitButton>
              </FormActions>
            </CommandForm>
          </details>
        </div>
      )}
    </Panel>
  );
}
