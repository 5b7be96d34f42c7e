/** What the file's numbers mean. Each is a count beside another count; none is a mark of a person. */
import type { Limits } from "@/lib/calendar/limits/rules";
import { addDays, addMonths, type Day, daysBetween, firstOfMonth } from "@/lib/platform/clock";

/** 临时抱佛脚 (product.md): how much of a year's records fell into its last days, both as set for the day of the file. */
export type LateWindows = Pick<Limits, "lateDays" | "lateMonths">;

/** Both spans end with the day of the file, which they include; the query counts from the same days. */
export function lateSpans(
  asOf: Day,
  { lateDays, lateMonths }: LateWindows,
): { recentFrom: Day; yearFrom: Day } {
  const after = addDays(asOf, 1);
  return { recentFrom: addDays(after, -lateDays), yearFrom: addMonths(after, -lateMonths) };
}

/** Hundredths; null where the span has no record. `even`: what records spread evenly over it would give. */
export function lateShare(
  { recent, year }: { recent: number; year: number },
  asOf: Day,
  windows: LateWindows,
): { share: number | null; even: number } {
  const { recentFrom, yearFrom } = lateSpans(asOf, windows);
  const even = inHundred(daysBetween(recentFrom, asOf) + 1, daysBetween(yearFrom, asOf) + 1);
  return { share: year === 0 ? null : inHundred(recent, year), even };
}

const inHundred = (part: number, whole: number): number => Math.round((part / whole) * 100);

/**
 * Exposure is counted in the twelve whole months before the month of the file: the kept counts know months only, and a
 * month that still runs would compare half of one thing with the whole of another.
 */
export function exposureMonths(asOf: Day): { first: Day; last: Day } {
  const month = firstOfMonth(asOf);
  return { first: addMonths(month, -12), last: addMonths(month, -1) };
}

/** Of ten visits to their unit: how many met them. Null without a visit. */
export const perTenVisits = ({ visits, seen }: { visits: number; seen: number }): number | null =>
  visits === 0 ? null : Math.round((seen / visits) * 100) / 10;

/** Whole years and months in a post; the day it began counts as its first. */
export function timeInPost(from: Day, until: Day): { years: number; months: number } {
  const [y1 = 0, m1 = 0, d1 = 0] = from.split("-").map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = addDays(until, 1).split("-").map(Number);
  const months = Math.max(0, (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0));
  return { years: Math.floor(months / 12), months: months % 12 };
}
