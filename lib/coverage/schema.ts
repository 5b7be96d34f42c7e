import { z } from "zod";
import { addressDay, addressMonth, addressText } from "@/lib/platform/address";

const day = addressDay();
const month = addressMonth();

/** Whole months: the first counts from its first day, the last to its last. Sixty are five years. */
const MONTHS_AT_MOST = 60;

/** What GET /api/v1/coverage asks for. */
export const coverageRange = z
  .strictObject({ from: day, to: day })
  .refine((range) => range.from <= range.to, { path: ["to"], error: "endBeforeStart" })
  .refine((range) => monthNumber(range.to) - monthNumber(range.from) < MONTHS_AT_MOST, {
    path: ["from"],
    error: "tooManyMonths",
  });

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

export const COVERAGE_TABS = ["months", "methods", "silent"] as const;

/** The board's address; what does not parse falls back to the default view. */
export const coverageFilter = z.object({
  tab: z.enum(COVERAGE_TABS).catch("months"),
  /** last month of the twelve shown */
  month: month.optional().catch(undefined),
  /** a quarter's first month: minima are shown as of its last day, or of today while it runs */
  quarter: month.optional().catch(undefined),
  /** 单位类型 */
  type: addressText(20).pipe(z.string().min(1)).optional().catch(undefined),
  /** method id: only the units that are short of its minimum */
  short: z.uuid().optional().catch(undefined),
});
export type CoverageFilter = z.infer<typeof coverageFilter>;
