/** Which records of many can be filed, or opened again: the rule of one, asked of each. */
import { sha256Hex } from "@/lib/platform/digest";
import { CHANGE, isInTime, refused, SAME, type Verdict } from "@/lib/platform/many";
import { archiveRefusal } from "../rules";
import type { ObservationState } from "../schema";
import type { FilingDeed } from "./schema";

export type FilingRecord = {
  id: string;
  revisionNo: number;
  state: ObservationState;
  observerId: string;
  secondObserverId: string | null;
};
type FilingReason = "observations.reason.ownRecord" | "observations.reason.notAccepted";

export const targetOf = (deed: FilingDeed): "ARCHIVED" | "ACCEPTED" =>
  deed === "ARCHIVE" ? "ARCHIVED" : "ACCEPTED";

function verdictOf(record: FilingRecord, deed: FilingDeed, viewer: { id: string }): Verdict<FilingReason> {
  const to = targetOf(deed);
  if (record.state === to) return SAME;
  const refusal = archiveRefusal(record, to, viewer);
  if (!refusal) return CHANGE;
  return refused(
    refusal.refused === "observations.reason.ownRecord"
      ? "observations.reason.ownRecord"
      : "observations.reason.notAccepted",
  );
}

/** What a look leads to; page and command ask the same. Whoever was shown other facts is told to look again. */
export function judgeFiling<Row extends FilingRecord>(
  records: readonly Row[],
  deed: FilingDeed,
  viewer: { id: string },
): { lines: (Row & { verdict: Verdict<FilingReason> })[]; seen: string } {
  const facts = records.map(({ id, state, revisionNo }) => `${id} ${state} ${revisionNo}`);
  return {
    lines: records.map((record) => ({ ...record, verdict: verdictOf(record, deed, viewer) })),
    seen: sha256Hex(`${deed}\n${facts.join("\n")}`),
  };
}

type Filing = { deed: FilingDeed; madeAt: Date; undoneAt: Date | null; count: number };
/** Of a line its record as it is now. */
export type FiledLine = FilingRecord & {
  filedRevision: number;
  unitName: string;
  startedAt: Date;
};
export type LineBlock = "observations.reason.changedSince" | "observations.reason.ownRecord";
export type UndoReason =
  | "observations.reason.undoneAlready"
  | "observations.reason.undoLate"
  | "observations.reason.undoBlocked";

export function lineBlock(line: FiledLine, deed: FilingDeed, viewer: { id: string }): LineBlock | null {
  if (line.state !== targetOf(deed) || line.revisionNo !== line.filedRevision)
    return "observations.reason.changedSince";
  return line.observerId === viewer.id || line.secondObserverId === viewer.id
    ? "observations.reason.ownRecord"
    : null;
}

/** As a whole or not at all: also where some of it is above what the viewer may read. */
export function undoRefusal(
  filing: Filing,
  lines: readonly FiledLine[],
  viewer: { id: string },
  now: Date,
): UndoReason | null {
  if (filing.undoneAt) return "observations.reason.undoneAlready";
  if (!isInTime(filing.madeAt, now)) return "observations.reason.undoLate";
  return lines.length === 0 || lines.some((line) => lineBlock(line, filing.deed, viewer) !== null)
    ? "observations.reason.undoBlocked"
    : null;
}
