/** Who answers what came into the box, and when it is late (light by rule: an answer in time). */
import { type Day, daysBetween } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { ComplaintState } from "./schema";

export type ComplaintReason = "complaints.reason.answeredAlready" | "complaints.reason.ownComplaint";

type Known = { state: ComplaintState; isOwn: boolean };

export function answerRefusal({ state, isOwn }: Known): Refusal<ComplaintReason> | null {
  if (isOwn) return refuse("complaints.reason.ownComplaint");
  return state === "ANSWERED" ? refuse("complaints.reason.answeredAlready") : null;
}

export type AnswerDue = { kind: "answered" } | { kind: "overdue" | "ahead"; days: number };

/** Days are calendar days: how long one still waits. */
export function answerDue({ state, dueOn }: { state: ComplaintState; dueOn: Day }, today: Day): AnswerDue {
  if (state === "ANSWERED") return { kind: "answered" };
  const days = daysBetween(today, dueOn);
  return days < 0 ? { kind: "overdue", days: -days } : { kind: "ahead", days };
}
