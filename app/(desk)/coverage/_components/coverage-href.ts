import { addressOf } from "@/components/ui/address";
import type { CoverageFilter } from "@/lib/coverage/schema";
import type { Day } from "@/lib/platform/clock";
import type { Viewer } from "@/lib/platform/viewer";

export type ViewProps = { viewer: Viewer; filter: CoverageFilter; today: Day };

/** The same board with something changed; what is not set stays out of the address. */
export const coverageHref = (filter: CoverageFilter, over: Partial<CoverageFilter>): string =>
  addressOf("/coverage", filter, over);

/** A board has a thousand cells: plain replacement instead of a formatter for each. */
export const fill = (pattern: string, values: Record<string, string | number>): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
