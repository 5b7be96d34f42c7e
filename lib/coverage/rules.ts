/**
 * Months, periods and gaps of the boards. Counted are submitted, accepted and archived records that the viewer
 * may open (rules 5 and 10). Days are 'yyyy-MM-dd', months 'yyyy-MM' in Asia/Shanghai.
 */
import { type DayRange, type MinimumPeriod, type MinimumScope, missing, periodOf } from "@/lib/methods/rules";
import { addDays, addMonths, type Day, daysBetween, firstOfMonth } from "@/lib/platform/clock";

export type Month = string;

export const monthOf = (day: Day): Month => day.slice(0, 7);
export const firstDayOf = (month: Month): Day => `${month}-01`;
export const lastDayOf = (month: Month): Day => addDays(addMonths(firstDayOf(month), 1), -1);

/** Both ends are part of it. */
export function monthsBetween(from: Day, to: Day): Month[] {
  const months: Month[] = [];
  for (let day = firstOfMonth(from); day <= to; day = addMonths(day, 1)) months.push(monthOf(day));
  return months;
}

/** Twelve months that end with this one, by their first and last day. */
export function twelveMonthsTo(month: Month): DayRange {
  return { from: addMonths(firstDayOf(month), -11), to: lastDayOf(month) };
}

/** What lies ahead cannot be silent or missing yet. */
export const asOfDay = (end: Day, today: Day): Day => (end < today ? end : today);

/** The first months of the quarters up to today's, newest first. */
export function quartersTo(today: Day, count: number): Month[] {
  const first = periodOf(today, "quarter").from;
  return Array.from({ length: count }, (_, back) => monthOf(addMonths(first, -3 * back)));
}

/** Minima are looked at as of the quarter's last day, or of today while it runs. */
export const quarterEnd = (quarter: Month, today: Day): Day =>
  asOfDay(periodOf(firstDayOf(quarter), "quarter").to, today);

/** Periods that whole months add up to; the others are not counted by unit. */
const BOARD_PERIODS = ["quarter", "half_year", "year"] as const satisfies MinimumPeriod[];
export type BoardPeriod = (typeof BOARD_PERIODS)[number];

type Minimum = { minimumCount: number; minimumPeriod: MinimumPeriod; minimumScope: MinimumScope };

/** The period in which a method's records are counted on the board. */
export const boardPeriod = (period: MinimumPeriod): BoardPeriod =>
  BOARD_PERIODS.find((known) => known === period) ?? "quarter";

/** Records a unit and period; null where the minimum counts claims, tasks or cadres, or days rather than months. */
export function unitMinimum(method: Minimum): number | null {
  const isCounted =
    method.minimumScope === "unit" &&
    method.minimumCount > 0 &&
    boardPeriod(method.minimumPeriod) === method.minimumPeriod;
  return isCounted ? method.minimumCount : null;
}

export type MinimumState = { kind: "countOnly" } | { kind: "met" } | { kind: "short"; missing: number };

export function minimumState(count: number, minimum: number | null): MinimumState {
  if (minimum === null) return { kind: "countOnly" };
  const still = missing(count, minimum);
  return still > 0 ? { kind: "short", missing: still } : { kind: "met" };
}

/** Days since the last record, or since the unit began; null where neither is known. */
export function silentDays(lastOn: Day | null, startsOn: Day | null, asOf: Day): number | null {
  const since = lastOn ?? startsOn;
  return since === null ? null : Math.max(0, daysBetween(since, asOf));
}

/** A unit that never had a record and has no beginning is silent too. */
export const isSilent = (days: number | null, silentAfter: number): boolean =>
  days === null || days >= silentAfter;

/** Longest silence first; never seen before all. */
export function bySilence(a: { silentDays: number | null }, b: { silentDays: number | null }): number {
  return (b.silentDays ?? Number.POSITIVE_INFINITY) - (a.silentDays ?? Number.POSITIVE_INFINITY) || 0;
}

/** Values in the order of `keys`; what was never counted is 0. */
export const inOrder = (counts: Record<string, number>, keys: readonly string[]): number[] =>
  keys.map((key) => counts[key] ?? 0);

/** Column sums of rows of equal length. */
export function sumColumns(rows: readonly (readonly number[])[], width: number): number[] {
  return Array.from({ length: width }, (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0));
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
