/** 交接单: opened by the database, handed over by who goes, taken by who comes. */
import type { Day } from "@/lib/platform/clock";
import type { STATES } from "./schema";

export type TransferState = (typeof STATES)[number];

type Sheet = { state: TransferState; fromObserverId: string; toObserverId: string };

export type TransferStep = "hand" | "answer";

/** Whose turn it is: the one step that this person can take now. */
export function stepFor(sheet: Sheet, personId: string): TransferStep | null {
  if (sheet.state === "OPEN" && sheet.fromObserverId === personId) return "hand";
  return sheet.state === "HANDED" && sheet.toObserverId === personId ? "answer" : null;
}

/** Both have the unit; null where one goes before the other comes. */
export const overlapOf = (endsOn: Day, startsOn: Day): { from: Day; to: Day } | null =>
  startsOn <= endsOn ? { from: startsOn, to: endsOn } : null;
