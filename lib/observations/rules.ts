/** What may happen to a record, in which state, by whom (product.md: Observation, rules 5 and 6). */
import { cityDay, daysBetween } from "@/lib/platform/clock";
import type { Refusal } from "@/lib/platform/result";
import { refuse } from "@/lib/platform/result";
import type { ObservationFilter, ObservationState } from "./schema";

const TRANSITIONS = {
  SUBMITTED: ["ACCEPTED", "RETURNED"],
  RETURNED: ["SUBMITTED"],
  ACCEPTED: ["SUBMITTED", "ARCHIVED"],
  // opened again by a reviewer, where it has to be put right after all
  ARCHIVED: ["ACCEPTED"],
} as const satisfies Record<ObservationState, readonly ObservationState[]>;

const mayBecome = (from: ObservationState, to: ObservationState): boolean =>
  (TRANSITIONS[from] as readonly ObservationState[]).includes(to);

/** 计入: what coverage, minima and boards count. */
const COUNTED: readonly ObservationState[] = ["SUBMITTED", "ACCEPTED", "ARCHIVED"];

export type ObservationReason =
  | "observations.reason.notMyUnit"
  | "observations.reason.inFuture"
  | "observations.reason.idTaken"
  | "observations.reason.unknownMethod"
  | "observations.reason.cadreNotOfUnit"
  | "observations.reason.oneself"
  | "observations.reason.colleague"
  | "observations.reason.secondColleague"
  | "observations.reason.secondOfUnit"
  | "observations.reason.unknownColleague"
  | "observations.reason.unknownLink"
  | "observations.reason.unknownConductItem"
  | "observations.reason.wrongState"
  | "observations.reason.ownRecord"
  | "observations.reason.notAuthor";

/** A phone's clock may run a little ahead. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

export function logRefusal(
  entry: { startedAt: Date; mayRecord: boolean },
  now: Date,
): Refusal<ObservationReason> | null {
  if (!entry.mayRecord) return refuse("observations.reason.notMyUnit");
  if (entry.startedAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS)
    return refuse("observations.reason.inFuture");
  return null;
}

type Known = { state: ObservationState; observerId: string; secondObserverId: string | null };

export function amendRefusal(record: Known, viewer: { id: string }): Refusal<ObservationReason> | null {
  if (record.observerId !== viewer.id) return refuse("observations.reason.notAuthor");
  return mayBecome(record.state, "SUBMITTED") ? null : refuse("observations.reason.wrongState");
}

export function reviewRefusal(record: Known, viewer: { id: string }): Refusal<ObservationReason> | null {
  if (viewer.id === record.observerId || viewer.id === record.secondObserverId) {
    return refuse("observations.reason.ownRecord");
  }
  return record.state === "SUBMITTED" ? null : refuse("observations.reason.wrongState");
}

/** 归档 and back: by a reviewer who wrote none of it. */
export function archiveRefusal(
  record: Known,
  to: "ARCHIVED" | "ACCEPTED",
  viewer: { id: string },
): Refusal<ObservationReason> | null {
  if (viewer.id === record.observerId || viewer.id === record.secondObserverId) {
    return refuse("observations.reason.ownRecord");
  }
  const from = to === "ARCHIVED" ? "ACCEPTED" : "ARCHIVED";
  return record.state === from && mayBecome(from, to) ? null : refuse("observations.reason.wrongState");
}

/** What counts as accepted: filed or not. */
export const isAccepted = ({ state }: { state: ObservationState }): boolean =>
  state === "ACCEPTED" || state === "ARCHIVED";

/** Calendar days between the event and its first entry: shown, never punished; a later correction adds nothing. */
export const entryDelayDays = (endedAt: Date, enteredAt: Date): number =>
  Math.max(0, daysBetween(cityDay(endedAt), cityDay(enteredAt)));

export const statesOf = (word: ObservationFilter["state"]): readonly ObservationState[] | null => {
  if (!word) return null;
  return word === "counted" ? COUNTED : [word.toUpperCase() as ObservationState];
};

/* ---------------------------------------------------------------- search words */

/** Two characters are a word in Chinese; one alone would find half the records. */
const SHORTEST_WORD = 2;

/** Words as the search column holds them (NFKC, lower case), with LIKE's own signs escaped. */
export function searchWords(q: string | undefined): {
  words: string[];
  patterns: string[];
  tooShort: boolean;
} {
  const all = (q ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("\u0000", "")
    .toWellFormed()
    .split(/\s+/)
    .filter(Boolean);
  const words = all.filter((word) => [...word].length >= SHORTEST_WORD).slice(0, 6);
  return {
    words,
    patterns: words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`),
    tooShort: all.length > 0 && words.length === 0,
  };
}

/* ---------------------------------------------------------------- what a new revision changed */

export type Snapshot = Record<string, unknown>;
export type Difference = { field: string; before: unknown; after: unknown };

const SAME = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Field by field in the order of the later snapshot; `details` is opened one level. */
export function differences(before: Snapshot, after: Snapshot): Difference[] {
  const found: Difference[] = [];
  for (const field of new Set([...Object.keys(after), ...Object.keys(before)])) {
    if (field === "details") {
      const inner = differences(asSnapshot(before.details), asSnapshot(after.details));
      found.push(...inner.map((one) => ({ ...one, field: `details.${one.field}` })));
    } else if (!SAME(before[field], after[field])) {
      found.push({ field, before: before[field], after: after[field] });
    }
  }
  return found;
}

const asSnapshot = (value: unknown): Snapshot =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Snapshot) : {};
