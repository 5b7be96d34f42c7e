import { dueSummary } from "@/lib/observations/follow-ups/rules";
import type { Day } from "@/lib/platform/clock";
import { fill } from "../form/messages";
import { Icon } from "../ui/icon";
import { DueBadge } from "./due-badge";
import type { SummaryWords } from "./words";

type Props = {
  followUps: readonly { dueOn: Day | null }[];
  today: Day;
  href: string;
  words: SummaryWords;
};

/** One's open follow-ups at a unit, for its tile: how many, and when the nearest is due. Nothing where there is none. */
export function FollowUpSummary({ followUps, today, href, words }: Props) {
  const { open, nextDueOn } = dueSummary(followUps, today);
  if (open === 0) return null;
  return (
    <a
      href={href}
      className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-0.5 border-t border-line px-4 py-1.5 text-sm text-ink-soft hover:bg-accent-soft active:bg-accent-soft focus-visible:-outline-offset-2"
    >
      <Icon name="flag" className="size-4" />
      <span>{fill(words.count, { count: open })}</span>
      {nextDueOn && <DueBadge dueOn={nextDueOn} today={today} words={words.due} />}
    </a>
  );
}
