import { getTranslations } from "next-intl/server";
import { spanText } from "@/components/observation/days";
import { Badge } from "@/components/ui/badge";
import type { MeetingRow } from "@/lib/meetings/queries";
import { marks } from "../punctuation/marks";
import { MeetingMark } from "./marks";

type Props = { meetings: readonly MeetingRow[] /** on the page of the case itself */; withoutCase?: boolean };

/** A line a meeting: what, when, where, who, and how far it is. */
export async function MeetingLines({ meetings, withoutCase }: Props) {
  const t = await getTranslations("meetings");
  const m = await marks();
  return (
    <ul className="divide-y divide-line">
      {meetings.map((meeting) => (
        <li key={meeting.id} data-listed className="px-4 py-3">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <a href={`/meetings/${meeting.id}`} className="font-medium text-accent">
              {meeting.title}
            </a>
            <MeetingMark state={meeting.state} />
            {meeting.isMineToSign && (
              <Badge tone="attention" icon="pen">
                {t("status.mine")}
              </Badge>
            )}
            {meeting.state === "SIGNING" && (
              <span className="text-sm text-ink-soft">
                {t("hint.signedOf", { signed: meeting.signed, total: meeting.partyNames.length })}
              </span>
            )}
          </p>
          <p className="text-sm text-ink-soft">
            {meeting.startsAt && meeting.endsAt
              ? [spanText(meeting.startsAt, meeting.endsAt), meeting.place].filter(Boolean).join(" · ")
              : t("hint.waitSince", { unit: meeting.unitName })}
          </p>
          <p className="text-sm text-ink-soft">
            {[
              withoutCase ? "" : `${meeting.caseNumber ?? ""} ${meeting.caseTitle ?? ""}`.trim(),
              meeting.partyNames.join(m.list),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </li>
      ))}
    </ul>
  );
}
