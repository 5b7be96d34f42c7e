/** Periods and shares of the boards. Counted are submitted, accepted and archived records that the viewer may open. */
import type { AchievementState } from "@/lib/achievements/schema";
import { firstDayOf, lastDayOf, type Month, monthOf } from "@/lib/coverage/rules";
import { addMonths, type Day } from "@/lib/platform/clock";
import type { BoardFilter } from "./schema";

/** The months that a board counts, both days inclusive; what lies ahead is not counted yet. */
export function boardRange({ month, span }: Pick<BoardFilter, "month" | "span">, today: Day) {
  const last: Month = month && month <= monthOf(today) ? month : monthOf(today);
  const to = lastDayOf(last);
  return {
    month: last,
    from: addMonths(firstDayOf(last), 1 - Number(span)),
    to,
    /** where these months are over: the day as of which lists open what was open then */
    on: to < today ? to : undefined,
  };
}

/** Whole per cent that add up to 100: the largest remainders are rounded up, the earlier first among equals. */
export function sharesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (count * 100) / total);
  const shares = exact.map(Math.floor);
  const missing = 100 - shares.reduce((sum, share) => sum + share, 0);
  const order = exact
    .map((value, at) => ({ at, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of order.slice(0, missing)) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}

/** Counts by row and column with their sums; a key that was never counted is 0. */
export function crossed<Row extends string, Column extends string>(
  counts: Record<string, number>,
  rows: readonly Row[],
  columns: readonly Column[],
): { key: Row; cells: number[]; total: number }[] {
  return rows.map((key) => {
    const cells = columns.map((column) => counts[`${key}:${column}`] ?? 0);
    return { key, cells, total: cells.reduce((sum, count) => sum + count, 0) };
  });
}

/** 实绩 as the board tells them; what went into other claims is counted there. */
export const CLAIM_STATES = [
  "LEAD",
  "WAITING",
  "CORROBORATED",
  "DOUBTFUL",
  "REJECTED",
] as const satisfies AchievementState[];
