import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { addAddendum } from "@/app/_actions/meetings";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import { dayText } from "@/components/observation/days";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import { Written } from "@/components/ui/written";
import type { MeetingPage } from "@/lib/meetings/queries";
import { stepRefusal } from "@/lib/meetings/rules";
import { LIMITS } from "@/lib/meetings/schema";
import { momentText } from "@/lib/platform/clock";
import { Summary } from "./invitation";

/** 补充更正, once everybody has signed. */
export async function Addenda({ meeting, now }: { meeting: MeetingPage; now: Date }) {
  const t = await getTranslations("meetings");
  if (meeting.state !== "SIGNED") return null;
  return (
    <Panel title={t("title.addenda")} flush>
      {meeting.addenda.length === 0 && <p className="px-4 py-3 text-ink-soft">{t("empty.addenda")}</p>}
      <ol className="divide-y divide-line">
        {meeting.addenda.map((addendum) => (
          <li key={addendum.id} className="px-4 py-2.5">
            <Written>{addendum.text}</Written>
            <p className="text-sm text-ink-soft">
              {t("hint.addendumBy", {
                name: addendum.authorName,
                at: momentText(addendum.at),
                reason: addendum.reason,
              })}
            </p>
          </li>
        ))}
      </ol>
      {stepRefusal(meeting, "ADD", now) === null && (
        <div className="no-print border-t border-line px-4 py-3">
          <details>
            <Summary>{t("title.addAddendum")}</Summary>
            <CommandForm
              action={addAddendum}
              messages={await formMessages("meetings")}
              resetOnSuccess
              className="mt-2 flex flex-col gap-3"
            >
              <input type="hidden" name="id" value={randomUUID()} />
              <input type="hidden" name="meetingId" value={meeting.id} />
              <p className="text-sm text-ink-soft">{t("hint.addenda")}</p>
              <TextArea name="text" label={t("field.addendum")} limit={LIMITS.note} rows={3} required />
              <TextField name="reason" label={t("field.reason")} maxLength={LIMITS.reason} required />
              <FormActions>
                <SubmitButton variant="secondary">{t("action.addAddendum")}</SubmitButton>
              </FormActions>
            </CommandForm>
          </details>
        </div>
      )}
    </Panel>
  );
}

const TONES = {
  OBJECTED: "attention",
  MINUTES_CHANGED: "caution",
  SIGNED: "positive",
  PARTY_SIGNED: "positive",
} as const;

export async function MeetingHistory({ meeting }: { meeting: MeetingPage }) {
  const t = await getTranslations("meetings");
  return (
    <Panel title={t("title.history")}>
      <Timeline
        label={t("title.history")}
        items={meeting.events.map((event) => ({
          key: event.at + event.kind,
          time: dayText(event.at),
          title: t(`status.event.${event.kind}`, { unit: event.unitName ?? "", version: event.version }),
          meta: event.actorName && <span className="text-sm text-ink-soft">{event.actorName}</span>,
          tone: event.kind in TONES ? TONES[event.kind as keyof typeof TONES] : "info",
          children: event.reason || undefined,
        }))}
      />
    </Panel>
  );
}
