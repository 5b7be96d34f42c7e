/** What a desk says about dates: in words, without counting anybody's diligence. */
import { type Day, daysBetween } from "@/lib/platform/clock";

export type DueState =
  | { kind: "noDate" }
  | { kind: "today" }
  | { kind: "ahead"; days: number }
  | { kind: "overdue"; days: number };

export function dueState(dueOn: Day | null, today: Day): DueState {
  if (dueOn === null) return { kind: "noDate" };
  const days = daysBetween(today, dueOn);
  if (days === 0) return { kind: "today" };
  return days > 0 ? { kind: "ahead", days } : { kind: "overdue", days: -days };
}
