import type { KitUnit } from "@/lib/field/kit/rules";
import type { MeetingKind } from "@/lib/liaison/schema";
import type { Day } from "@/lib/platform/clock";
import { marksOf } from "@/lib/platform/marks";

export type MeetingWords = {
  title: string;
  kinds: Record<MeetingKind | "COORDINATION", string>;
  isOpen: string;
  isClosed: string;
};
type Props = { unit: Pick<KitUnit, "meetings">; today: Day; words: MeetingWords; locale: "zh-CN" | "en" };

/** What the unit has planned, so that sitting in can be planned too. From today on, also from an older kit. */
export function UnitMeetings({ unit, today, words, locale }: Props) {
  const coming = (unit.meetings ?? []).filter(({ day }) => day >= today);
  if (coming.length === 0) return null;
  const dayText = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    month: "short",
    day: "numeric",
    weekday: "short",
  });
  return (
    <section aria-labelledby="meetings-title" className="mt-5">
      <h2 id="meetings-title" className="mb-1.5 font-semibold">
        {words.title}
      </h2>
      <ul className="overflow-hidden rounded-lg border border-line-strong bg-surface shadow-raise">
        {coming.map((meeting) => (
          <li key={meeting.id} className="border-b border-line px-4 py-2.5 last:border-0">
            <p className="text-sm text-ink-soft">
              {`${dayText.format(new Date(`${meeting.day}T00:00:00Z`))} ${meeting.time}`}
              {meeting.place && `${marksOf(locale === "en").gap}${meeting.place}`}
            </p>
            <p className="font-medium break-words">
              {meeting.kind === "COORDINATION" ? (
                <a
                  href={`/meetings/${meeting.id}`}
                  className="inline-flex min-h-11 items-center text-accent underline"
                >
                  {meeting.title}
                </a>
              ) : (
                meeting.title
              )}
            </p>
            <p className="text-sm text-ink-hint">
              {`${words.kinds[meeting.kind]} · ${meeting.isOpen ? words.isOpen : words.isClosed}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
