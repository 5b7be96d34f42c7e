import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { addWitness, withdrawWitness } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { spanText } from "@/components/observation/days";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import { wallClock } from "@/lib/liaison/rules";
import type { MeetingPage } from "@/lib/meetings/queries";
import { LIMITS } from "@/lib/meetings/schema";
import { momentText } from "@/lib/platform/clock";
import { Summary } from "./invitation";
import { WithdrawForm } from "./withdraw";

type Props = {
  meeting: MeetingPage;
  mayWrite: boolean;
  viewerId: string;
  candidates: { id: string; name: string; unitNames: string }[];
  sittings: { id: string; startedAt: Date; place: string }[];
};

/** 组织见证: who and when; what was witnessed only where the viewer sees observation content. */
export async function Witnesses({ meeting, mayWrite, viewerId, candidates, sittings }: Props) {
  const t = await getTranslations("meetings");
  const m = await marks();
  const from = meeting.startsAt ? wallClock(meeting.startsAt).time : undefined;
  const until = meeting.endsAt ? wallClock(meeting.endsAt).time : undefined;
  return (
    <Panel title={t("title.witness")} flush>
      {meeting.witnesses.length === 0 && <p className="px-4 py-3 text-ink-soft">{t("empty.witness")}</p>}
      <ul className="divide-y divide-line">
        {meeting.witnesses.map((witness) => (
          <li key={witness.id} className="px-4 py-2.5">
            <p className={witness.isWithdrawn ? "text-ink-soft line-through" : undefined}>
              <span className="font-medium">{witness.observerName}</span>{" "}
              <span className="text-sm text-ink-soft">{spanText(witness.from, witness.until)}</span>
            </p>
            {witness.isWithdrawn && (
              <p className="text-sm text-ink-soft">
                {t("hint.withdrawn", { reason: witness.withdrawReason ?? "" })}
              </p>
            )}
            {witness.note?.text && <Written className="mt-0.5">{witness.note.text}</Written>}
            {witness.note?.observationId && (
              <a href={`/observations/${witness.note.observationId}`} className="text-accent underline">
                {t("action.toRecord")}
              </a>
            )}
            {mayWrite && !witness.isWithdrawn && (
              <WithdrawForm meeting={meeting} id={witness.id} action={withdrawWitness} />
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div className="no-print border-t border-line px-4 py-3">
          {candidates.length === 0 && meeting.witnesses.length === 0 ? (
            <p className="text-ink-soft">{t("hint.noCandidates")}</p>
          ) : (
            <details open={meeting.witnesses.length === 0}>
              <Summary>{t("title.addWitness")}</Summary>
              <CommandForm
                key={meeting.rowVersion}
                action={addWitness}
                messages={await formMessages("meetings")}
                className="mt-2 flex flex-col gap-3"
              >
                <input type="hidden" name="id" value={randomUUID()} />
                <input type="hidden" name="meetingId" value={meeting.id} />
                <input type="hidden" name="rowVersion" value={meeting.rowVersion} />
                <SelectField
                  name="observerId"
                  label={t("field.observer")}
                  hint={t("hint.witness")}
                  options={candidates.map(({ id, name, unitNames }) => ({
                    value: id,
                    label: `${name}${m.open}${unitNames}${m.close}`,
                  }))}
                  defaultValue={candidates.some(({ id }) => id === viewerId) ? viewerId : undefined}
                  required
                />
                <div className="grid gap-3 sm:grid-cols-2">
                  <TextField name="from" type="time" label={t("field.from")} defaultValue={from} required />
                  <TextField
                    name="until"
                    type="time"
                    label={t("field.until")}
                    defaultValue={until}
                    required
                  />
                </div>
                <TextArea
                  name="note"
                  label={t("field.note")}
                  hint={t("hint.note")}
                  limit={LIMITS.note}
                  rows={3}
                />
                {sittings.length > 0 && (
                  <SelectField
                    name="observationId"
                    label={t("field.record")}
                    hint={t("hint.record")}
                    emptyLabel={t("empty.record")}
                    options={sittings.map(({ id, startedAt, place }) => ({
                      value: id,
                      label: `${momentText(startedAt)} ${place}`,
                    }))}
                  />
                )}
                <FormActions>
                  <SubmitButton variant="secondary">{t("action.addWitness")}</SubmitButton>
                </FormActions>
              </CommandForm>
            </details>
          )}
        </div>
      )}
    </Panel>
  );
}
