/** What may be done about a place of the two lists; the database keeps the same. */
import { addDays, type Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import { CONDUCT_LISTS, type ConductList, PLACES } from "./schema";

export type ConductReason =
  | "conduct.reason.fromTomorrow"
  | "conduct.reason.endsToday"
  | "conduct.reason.pending"
  | "conduct.reason.sameWords"
  | "conduct.reason.notInForce"
  | "conduct.reason.begun"
  | "conduct.reason.changedMeanwhile";

type Dated = { startsOn: Day; endsOn: Day | null };

/** Taken back before its first day: in force on no day. */
export const isWithdrawn = ({ startsOn, endsOn }: Dated): boolean => endsOn !== null && endsOn < startsOn;

/** Announced, and still to begin. */
export const isComing = (item: Dated, today: Day): boolean => item.startsOn > today && !isWithdrawn(item);

export const isInForce = ({ startsOn, endsOn }: Dated, on: Day): boolean =>
  startsOn <= on && (endsOn === null || endsOn >= on);

/**
 * A wording begins tomorrow at the earliest: whoever chose an item today chose what it says today. One that has not
 * begun yet is waited for, so that nobody's announced wording is overtaken unseen.
 */
export function wordingRefusal(
  present: (Dated & { text: string })[],
  wanted: { text: string; startsOn: Day },
  today: Day,
): Refusal<ConductReason> | null {
  if (wanted.startsOn <= today) return refuse("conduct.reason.fromTomorrow");
  if (present.some((item) => isComing(item, today))) return refuse("conduct.reason.pending");
  const standing = present.find((item) => isInForce(item, wanted.startsOn));
  return standing?.text === wanted.text ? refuse("conduct.reason.sameWords") : null;
}

export function endRefusal(item: Dated, endsOn: Day, today: Day): Refusal<ConductReason> | null {
  if (item.endsOn !== null && item.endsOn < today) return refuse("conduct.reason.notInForce");
  if (endsOn < today || endsOn < item.startsOn) return refuse("conduct.reason.endsToday");
  return null;
}

/** What has begun is ended instead: records may cite it. */
export const withdrawRefusal = (item: Dated, today: Day): Refusal<ConductReason> | null =>
  isComing(item, today) ? null : refuse("conduct.reason.begun");

/** The last day of the wording that gives way to one from `startsOn` on. */
export const dayBefore = (startsOn: Day): Day => addDays(startsOn, -1);

export type Place = { list: ConductList; position: number };
export const placeKey = ({ list, position }: Place): string => `${list.toLowerCase()}-${position}`;
export function placeOf(key: string): Place {
  const [list = "", position = ""] = key.split("-");
  return { list: list === "negative" ? "NEGATIVE" : "POSITIVE", position: Number(position) };
}
/** Twice ten, in their order, whether anything stands there or not. */
export const ALL_PLACES: readonly Place[] = CONDUCT_LISTS.flatMap((list) =>
  Array.from({ length: PLACES }, (_, at) => ({ list, position: at + 1 })),
);
