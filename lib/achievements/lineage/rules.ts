/** 合并与拆分: when, by whom, and that nobody's result and no source is lost on the way (docs/adr/0014). */
import { type Refusal, refuse } from "@/lib/platform/result";
import { isEnded, mayBecome } from "../rules";
import type { AchievementState } from "../schema";

export type LineageReason =
  | "achievements.reason.wrongState"
  | "achievements.reason.notDrafter"
  | "achievements.reason.mergeTarget"
  | "achievements.reason.mergeConfidentiality"
  | "achievements.reason.mergeCadres"
  | "achievements.reason.splitCadres"
  | "achievements.reason.splitSources"
  | (typeof UNDO_REASONS)[UndoBlocker];

/** What later rests on a merge or a split, as the database names it. */
export const UNDO_BLOCKERS = [
  "target",
  "confirmed",
  "revised",
  "withdrawn",
  "cited",
  "parts",
  "asked",
  "split",
  "closed",
] as const;
export type UndoBlocker = (typeof UNDO_BLOCKERS)[number];
const UNDO_REASONS = {
  target: "achievements.reason.undoTarget",
  confirmed: "achievements.reason.undoConfirmed",
  revised: "achievements.reason.undoRevised",
  withdrawn: "achievements.reason.undoWithdrawn",
  cited: "achievements.reason.undoCited",
  parts: "achievements.reason.undoParts",
  asked: "achievements.reason.undoAsked",
  split: "achievements.reason.undoSplit",
  closed: "achievements.reason.undoClosed",
} as const satisfies Record<UndoBlocker, string>;

export type Mergeable = {
  state: AchievementState;
  isDrafter: boolean;
  confidentiality: number;
  cadreIds: readonly string[];
};
type Person = { isReviewer: boolean };

/** A reviewer, or its drafter while it is open. */
export const mayEnd = (
  claim: Pick<Mergeable, "state" | "isDrafter">,
  way: "MERGED" | "SPLIT",
  viewer: Person,
): boolean => mayBecome(claim.state, way) && (viewer.isReviewer || claim.isDrafter);

/** Into what a claim may go; a drafter only into a claim of their own. */
export function mergeRefusal(
  claim: Mergeable,
  target: Mergeable,
  viewer: Person,
): Refusal<LineageReason> | null {
  if (!viewer.isReviewer && !(claim.isDrafter && target.isDrafter))
    return refuse("achievements.reason.notDrafter");
  if (!mayBecome(claim.state, "MERGED")) return refuse("achievements.reason.wrongState");
  if (isEnded(target.state)) return refuse("achievements.reason.mergeTarget");
  if (target.confidentiality < claim.confidentiality)
    return refuse("achievements.reason.mergeConfidentiality");
  return claim.cadreIds.every((id) => target.cadreIds.includes(id))
    ? null
    : refuse("achievements.reason.mergeCadres");
}

type Whole = { cadreIds: readonly string[]; sourceIds: readonly string[] };
type PartOf = { cadres: readonly { cadreId: string }[]; sourceIds: readonly string[] };

/** Everybody and every source of the whole stands in a part, and nobody and nothing else. */
export function splitRefusal(whole: Whole, parts: readonly PartOf[]): Refusal<LineageReason> | null {
  const cadres = new Set(parts.flatMap((part) => part.cadres.map((line) => line.cadreId)));
  if (!isSame(cadres, whole.cadreIds)) return refuse("achievements.reason.splitCadres");
  const sources = new Set(parts.flatMap((part) => part.sourceIds));
  return isSame(sources, whole.sourceIds) ? null : refuse("achievements.reason.splitSources");
}

const isSame = (found: ReadonlySet<string>, wanted: readonly string[]): boolean =>
  found.size === new Set(wanted).size && wanted.every((one) => found.has(one));

/** 撤销合并 or 拆分: a reviewer, or the drafter whose own the other side is too; and nothing later rests on it. */
export function undoRefusal(
  claim: Pick<Mergeable, "state" | "isDrafter"> & { blocker: UndoBlocker | null },
  viewer: Person,
): Refusal<LineageReason> | null {
  if (claim.state !== "MERGED" && claim.state !== "SPLIT") return refuse("achievements.reason.wrongState");
  if (!viewer.isReviewer && !claim.isDrafter) return refuse("achievements.reason.notDrafter");
  return claim.blocker ? refuse(UNDO_REASONS[claim.blocker]) : null;
}
