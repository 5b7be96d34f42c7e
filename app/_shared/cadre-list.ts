/** What the page of a list and its file share. */
import { listOutstanding, listReserve } from "@/lib/lists/queries";
import { type ListRule, periodFrom } from "@/lib/lists/rules";
import type { ListFilter, ListView } from "@/lib/lists/schema";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

type Say = (key: string, values: Record<string, string | number>) => string;

export const listPeople = (
  db: ScopedDb,
  viewer: Viewer,
  rule: ListRule,
  filter: ListFilter,
  days: { asOf: Day; today: Day; forOthers?: boolean },
) => (filter.view === "reserve" ? listReserve : listOutstanding)(db, viewer, rule, filter, days);

/** The written rule as one sentence. `say`: messages/<locale>/lists */
export function ruleText(view: ListView, rule: ListRule, asOf: Day, say: Say): string {
  const { effectiveOn: _, ...numbers } = rule;
  return say(`hint.rule.${view}`, { ...numbers, from: periodFrom(rule, asOf) });
}
