/** What may happen to a claim (product.md: Achievement, rule 3); the database keeps the same table. */
import { type Refusal, refuse } from "@/lib/platform/result";
import type { AchievementState, Decision } from "./schema";

export const TRANSITIONS = {
  LEAD: ["WAITING", "REJECTED", "MERGED", "SPLIT"],
  WAITING: ["CORROBORATED", "DOUBTFUL", "REJECTED", "MERGED", "SPLIT"],
  DOUBTFUL: ["WAITING", "REJECTED", "MERGED", "SPLIT"],
  CORROBORATED: ["WAITING"],
  REJECTED: ["WAITING"],
  // taken back, to where it was (docs/adr/0036)
  MERGED: ["LEAD", "WAITING", "DOUBTFUL"],
  SPLIT: ["LEAD", "WAITING", "DOUBTFUL"],
} as const satisfies Record<AchievementState, readonly AchievementState[]>;

export const mayBecome = (from: AchievementState, to: AchievementState): boolean =>
  (TRANSITIONS[from] as readonly AchievementState[]).includes(to);

/** Nothing is written in it or added to it; it comes back whole, by reopening or by taking the merge or the split back, or not at all. */
export const isEnded = (state: AchievementState): boolean =>
  state === "REJECTED" || state === "MERGED" || state === "SPLIT";

export const LEADS_TO = {
  SUBMIT: "WAITING",
  CONFIRM: "CORROBORATED",
  DOUBT: "DOUBTFUL",
  REJECT: "REJECTED",
  REOPEN: "WAITING",
} as const satisfies Record<Decision, AchievementState>;

export type AchievementReason =
  | "achievements.reason.wrongState"
  | "achievements.reason.notSupported"
  | "achievements.reason.ownWork"
  | "achievements.reason.idTaken"
  | "achievements.reason.notMyUnit"
  | "achievements.reason.notDrafter";

/** The drafter submits; everything else is the reviewers'. */
export function decisionRefusal(
  claim: { state: AchievementState; isDrafter: boolean },
  decision: Decision,
  viewer: { isReviewer: boolean },
): Refusal<AchievementReason> | null {
  if (!viewer.isReviewer && !(decision === "SUBMIT" && claim.isDrafter))
    return refuse("achievements.reason.notDrafter");
  const isSubmission = decision === "SUBMIT";
  const from: readonly AchievementState[] = isSubmission
    ? ["LEAD", "DOUBTFUL"]
    : decision === "REOPEN"
      ? ["CORROBORATED", "REJECTED"]
      : ["LEAD", "WAITING", "DOUBTFUL"];
  return from.includes(claim.state) && mayBecome(claim.state, LEADS_TO[decision])
    ? null
    : refuse("achievements.reason.wrongState");
}

/** A corroborated claim whose words change waits again; an ended one is not rewritten. */
export const stateAfterRevision = (state: AchievementState): AchievementState | null => {
  if (isEnded(state)) return null;
  return state === "CORROBORATED" ? "WAITING" : state;
};

/** Its drafter while it is open, a reviewer also when it is corroborated. */
export const mayRevise = (
  claim: { state: AchievementState; isDrafter: boolean },
  viewer: { isReviewer: boolean },
): boolean =>
  stateAfterRevision(claim.state) !== null &&
  (viewer.isReviewer || (claim.isDrafter && claim.state !== "CORROBORATED"));
