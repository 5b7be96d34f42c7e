/** What may be done to a unit today. Days are 'yyyy-MM-dd'. */
import { pinyin } from "pinyin-pro";
import { addDays, type Day } from "@/lib/platform/clock";

export type CloseReason =
  | "units.reason.endedAlready"
  | "units.reason.dayBehind"
  | "units.reason.beforeBegin"
  | "units.reason.intoItself"
  | "units.reason.intoEnded"
  | "units.reason.peopleLeft";

export type NameReason =
  | "units.reason.namedOutOfOrder"
  | "units.reason.nothingRenamed"
  | "units.reason.renameAnnounced"
  | "units.reason.renameAlone"
  | "units.reason.endedAlready";
type Named = {
  name: string;
  shortName: string;
  type: string;
  isVerified: boolean;
  namedOn: Day | null;
  startsOn: Day | null;
  endsOn: Day | null;
  /** announced for a day to come */
  renaming: { startsOn: Day } | null;
};
type WantedName = Pick<Named, "name" | "shortName" | "type" | "isVerified"> & { namedOn?: Day };

/** Announced, and done by itself on its day; a day that has come is a rename of now. */
export const isAhead = (namedOn: Day | undefined, today: Day): namedOn is Day =>
  namedOn !== undefined && namedOn > today;

/** A name begins after the one before it. One is announced at a time, and by itself: what else changes, changes at once. */
export function nameRefusal(unit: Named, wanted: WantedName, today: Day): NameReason | null {
  const { namedOn } = wanted;
  if (namedOn === undefined) return null;
  if (unit.name === wanted.name && unit.shortName === wanted.shortName) return "units.reason.nothingRenamed";
  const since = unit.namedOn ?? unit.startsOn;
  if (since !== null && namedOn <= since) return "units.reason.namedOutOfOrder";
  if (namedOn <= today) return null;
  if (unit.renaming) return "units.reason.renameAnnounced";
  if (unit.endsOn !== null && unit.endsOn < namedOn) return "units.reason.endedAlready";
  return unit.type !== wanted.type || unit.isVerified !== wanted.isVerified
    ? "units.reason.renameAlone"
    : null;
}

type Renaming = { before: Record<string, unknown> | null; after: Record<string, unknown> };
export type FormerName = { name: string; until: Day };

/** 曾用名, the last first: what a unit was called until the day before each rename. */
export const formerNames = (changes: readonly Renaming[]): FormerName[] =>
  changes.flatMap(({ before, after }) => {
    const name = before?.name ?? before?.short_name;
    return typeof after.named_on === "string" && typeof name === "string"
      ? [{ name, until: addDays(after.named_on, -1) }]
      : [];
  });

type Closing = { id: string; startsOn: Day | null; endsOn: Day | null; people: number };
type Into = { id: string; startsOn: Day | null; endsOn: Day | null };

/** A unit closes from today on; whoever is still there goes into another unit with it, or has gone before. */
export function closeRefusal(unit: Closing, into: Into | null, lastDay: Day, today: Day): CloseReason | null {
  if (unit.endsOn !== null) return "units.reason.endedAlready";
  if (lastDay < today) return "units.reason.dayBehind";
  if (unit.startsOn !== null && lastDay < unit.startsOn) return "units.reason.beforeBegin";
  if (!into) return unit.people > 0 ? "units.reason.peopleLeft" : null;
  if (into.id === unit.id) return "units.reason.intoItself";
  const isThere = (into.startsOn === null || into.startsOn <= lastDay) && into.endsOn === null;
  return isThere ? null : "units.reason.intoEnded";
}

/** One for each character: 赤岸 → chi, an. */
export const syllablesOf = (text: string, pattern: "first" | "pinyin" = "pinyin"): string[] =>
  pinyin(text.replace(/[^\p{Script=Han}A-Za-z0-9]/gu, ""), { pattern, toneType: "none", type: "array" }).map(
    (one) => one.toLowerCase(),
  );
const spelled = (text: string, pattern: "first" | "pinyin"): string => syllablesOf(text, pattern).join("");

/** First letters of the short name, for pickers: 赤岸镇 → caz. */
export const initialsOf = (text: string): string => spelled(text, "first");

/** The short name in full, for the search: 赤岸镇 → chianzhen. */
export const pinyinOf = (text: string): string => spelled(text, "pinyin");

type Found = {
  name: string;
  shortName: string;
  code: string;
  type: string;
  isVerified: boolean;
  endsOn: Day | null;
};
export type Wanted = { q?: string; type?: string; state?: "live" | "ended" | "unverified" };

/** Of the whole register, what a filter asks for: typed words by name, short name, first letters or code. */
export function inRegister(unit: Found, { q, type, state }: Wanted, today: Day): boolean {
  if (type && unit.type !== type) return false;
  const isLive = unit.endsOn === null || unit.endsOn >= today;
  if (state === "live" && !isLive) return false;
  if (state === "ended" && isLive) return false;
  if (state === "unverified" && (unit.isVerified || !isLive)) return false;
  if (!q) return true;
  const typed = q.toLowerCase();
  return [unit.name, unit.shortName, unit.code, initialsOf(unit.shortName)].some((text) =>
    text.toLowerCase().includes(typed),
  );
}
