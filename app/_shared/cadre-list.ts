/** What the page of a list and its file share. */
import { type Days, type Listed, listOutstanding } from "@/lib/lists/queries";
import { listReserve, listReservePage } from "@/lib/lists/reserve/queries";
import { type ListRule, periodFrom } from "@/lib/lists/rules";
import type { ListFilter, ListView } from "@/lib/lists/schema";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

type Say = (key: string, values: Record<string, string | number>) => string;

/** All of it, for the file. */
export const listPeople = (
  db: ScopedDb,
  viewer: Viewer,
  rule: ListRule,
  filter: ListFilter,
  days: Days,
): Promise<Listed[]> =>
  (filter.view === "reserve" ? listReserve : listOutstanding)(db, viewer, rule, filter, days);

/** 一线后备 by whole task forces; 实绩突出 at once, for its people are known by their achievements alone. */
export const listPage = async (
  db: ScopedDb,
  viewer: Viewer,
  rule: ListRule,
  filter: ListFilter,
  days: Days,
): Promise<{ people: Listed[]; nextAfter: string | null }> =>
  filter.view === "reserve"
    ? listReservePage(db, viewer, rule, filter, days)
    : { people: await listOutstanding(db, viewer, rule, filter, days), nextAfter: null };

/** The written rule as one sentence. `say`: messages/<locale>/lists */
export function ruleText(view: ListView, rule: ListRule, asOf: Day, say: Say): string {
  const { effectiveOn: _, ...numbers } = rule;
  return say(`hint.rule.${view}`, { ...numbers, from: periodFrom(rule, asOf) });
}
