/** 跟进: what is still to be done at a unit, and by when. Dates are told in words, nobody's diligence is counted. */
import { type Day, daysBetween } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";

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

export type DueSummary = { open: number; nextDueOn: Day | null; isOverdue: boolean };

/** One's open follow-ups at a unit in one line: how many, and the nearest day. */
export function dueSummary(followUps: readonly { dueOn: Day | null }[], today: Day): DueSummary {
  const days = followUps.flatMap(({ dueOn }) => dueOn ?? []).sort();
  const nextDueOn = days[0] ?? null;
  return { open: followUps.length, nextDueOn, isOverdue: nextDueOn !== null && nextDueOn < today };
}

type Reason = "observations.reason.notFollowUpOwner" | "observations.reason.followUpDone";

/** By its owner; whoever asked for it may take it back. */
export function closeRefusal(
  followUp: { ownerId: string; askedById: string | null; isDone: boolean },
  viewer: { id: string },
): Refusal<Reason> | null {
  if (followUp.ownerId !== viewer.id && followUp.askedById !== viewer.id)
    return refuse("observations.reason.notFollowUpOwner");
  return followUp.isDone ? refuse("observations.reason.followUpDone") : null;
}
