import { dueState } from "@/lib/observations/follow-ups/rules";
import type { Day } from "@/lib/platform/clock";
import { Badge, type Tone } from "../ui/badge";
import type { IconName } from "../ui/icon";
import { type DueWords, dueText } from "./words";

const LOOKS: Record<ReturnType<typeof dueState>["kind"], { tone: Tone; icon: IconName }> = {
  noDate: { tone: "neutral", icon: "calendar" },
  ahead: { tone: "neutral", icon: "calendar" },
  today: { tone: "info", icon: "calendar" },
  overdue: { tone: "caution", icon: "warning" },
};

/** When it is due, in words with a sign; colour alone says nothing. */
export function DueBadge({ dueOn, today, words }: { dueOn: Day | null; today: Day; words: DueWords }) {
  return <Badge {...LOOKS[dueState(dueOn, today).kind]}>{dueText(dueOn, today, words)}</Badge>;
}
