/**
 * 任用去向 (docs/adr/0031): of whom was promoted, who came from 主战场, by dates alone. Counted are the last 24 months before the day of
 * the decision (docs/adr/0051). It says where a department took its people from; it measures no person.
 */
import { latestOf } from "@/lib/assignments/rules";
import { type FrontPost, type FrontStint, frontGrounds, lengthOf } from "@/lib/central-tasks/front/rules";
import { addDays, addMonths, type Day } from "@/lib/platform/clock";
import type { Part } from "./schema";

const BATTLEFIELD_MONTHS = 6;
/** What the model city reports: a line to look at, no target, and of nobody. */
export const REFERENCE_SHARE = 80;

export type Stint = FrontStint & { taskId: string; taskName: string };
export type Held = FrontPost & { unitName: string };
/** Why days count: a task, or a post in a unit of the front line. */
export type Ground = { name: string; taskId: string | null; from: Day; to: Day };

/** What of a person's stints and posts was on 主战场 in the window; the day of the decision is no part of it. */
export const groundsOf = (stints: readonly Stint[], posts: readonly Held[], decidedOn: Day): Ground[] =>
  frontGrounds(stints, posts, addDays(decidedOn, -1)).map(({ from, to, stint, post }) =>
    stint
      ? { name: stint.taskName, taskId: stint.taskId, from, to }
      : { name: post.unitName, taskId: null, from, to },
  );

export const isFromBattlefield = (grounds: readonly Ground[]): boolean =>
  lengthOf(grounds).months >= BATTLEFIELD_MONTHS;

export type Traced = {
  isFromBattlefield: boolean;
  /** verified on the day of the decision */
  verified: number;
  /** from the first verified achievement to the decision; null where there was none */
  daysSinceFirst: number | null;
};

/** Bounds of "within": a year and half of it, by calendar days. */
const HALF_YEAR = 183;
const YEAR = 366;

export function isPart(person: Traced, part: Part): boolean {
  const since = person.daysSinceFirst;
  switch (part) {
    case "battlefield":
      return person.isFromBattlefield;
    case "elsewhere":
      return !person.isFromBattlefield;
    case "verified0":
      return person.verified === 0;
    case "verified1":
      return person.verified === 1;
    case "verified2":
      return person.verified === 2;
    case "verified3":
      return person.verified >= 3;
    case "timed":
      return since !== null;
    case "within6":
      return since !== null && since <= HALF_YEAR;
    case "within12":
      return since !== null && since > HALF_YEAR && since <= YEAR;
    case "over12":
      return since !== null && since > YEAR;
  }
}

/** Whole per cent; null of nobody. */
export const shareOf = (people: readonly Traced[]): number | null =>
  people.length === 0
    ? null
    : Math.round((people.filter((one) => one.isFromBattlefield).length * 100) / people.length);

/** The middle one, or the mean of the middle two, rounded down. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.floor((low + high) / 2);
}

export const quarterOf = (day: Day): string =>
  `${day.slice(0, 4)}-${String(Math.ceil(Number(day.slice(5, 7)) / 3))}`;
/** Quarters between two days, each by the first and last of its months that lie inside. */
export function quartersBetween(from: Day, to: Day): { key: string; from: string; to: string }[] {
  const quarters: { key: string; from: string; to: string }[] = [];
  const first = `${from.slice(0, 4)}-${String(Math.floor((Number(from.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`;
  for (let day = first; day <= to; day = addMonths(day, 3))
    quarters.push({
      key: quarterOf(day),
      from: latestOf(day, from).slice(0, 7),
      to: [addMonths(day, 2), to].sort()[0]?.slice(0, 7) ?? "",
    });
  return quarters;
}

/** Decisions of these months, both inclusive; the last twelve where nothing is said. */
export function promotionRange(filter: { from?: string; to?: string }, today: Day): { from: Day; to: Day } {
  const last = filter.to ?? today.slice(0, 7);
  const first = filter.from ?? addMonths(`${last}-01`, -11).slice(0, 7);
  const [from, to] = first <= last ? [first, last] : [last, first];
  return { from: `${from}-01`, to: addDays(addMonths(`${to}-01`, 1), -1) };
}
