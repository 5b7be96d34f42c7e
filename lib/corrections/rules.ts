/** 更正申请: what may be done with a request, by whom, and when it is late; the database keeps the same table. */
import { type Day, daysBetween } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { CorrectionState } from "./schema";

export const TRANSITIONS = {
  ASKED: ["REVIEWING", "ANSWERED", "WITHDRAWN"],
  REVIEWING: ["ANSWERED", "WITHDRAWN"],
  ANSWERED: [],
  WITHDRAWN: [],
} as const satisfies Record<CorrectionState, readonly CorrectionState[]>;

export type CorrectionReason =
  | "corrections.reason.wrongState"
  | "corrections.reason.ownWork"
  | "corrections.reason.idTaken"
  | "corrections.reason.notShown"
  | "corrections.reason.noFiles"
  | "corrections.reason.fileArrived";

export const isOpen = (state: CorrectionState): boolean => state === "ASKED" || state === "REVIEWING";

const mayBecome = (from: CorrectionState, to: CorrectionState): boolean =>
  (TRANSITIONS[from] as readonly CorrectionState[]).includes(to);

/** Who recorded what it rests on, brought its paper, drafted or confirmed the result does not answer what is said to it. */
export function handlingRefusal(
  request: { state: CorrectionState; hadPart: boolean },
  to: "REVIEWING" | "ANSWERED",
): Refusal<CorrectionReason> | null {
  if (!mayBecome(request.state, to)) return refuse("corrections.reason.wrongState");
  return request.hadPart ? refuse("corrections.reason.ownWork") : null;
}

export const withdrawalRefusal = (state: CorrectionState): Refusal<CorrectionReason> | null =>
  mayBecome(state, "WITHDRAWN") ? null : refuse("corrections.reason.wrongState");

/** What has arrived stays: somebody may have read it already. */
export const dropRefusal = (
  state: CorrectionState,
  file: { hasArrived: boolean },
): Refusal<CorrectionReason> | null =>
  withdrawalRefusal(state) ?? (file.hasArrived ? refuse("corrections.reason.fileArrived") : null);

export type AnswerDue = { kind: "closed" } | { kind: "overdue" | "ahead"; days: number };

/** Days are calendar days: how long one still waits. */
export function answerDue({ state, dueOn }: { state: CorrectionState; dueOn: Day }, today: Day): AnswerDue {
  if (!isOpen(state)) return { kind: "closed" };
  const days = daysBetween(today, dueOn);
  return days < 0 ? { kind: "overdue", days: -days } : { kind: "ahead", days };
}
