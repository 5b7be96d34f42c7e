/** What the estimate rests on: grouped by person and word, as far as the viewer may see the records. */
import { addDays, addMonths, type Day, firstOfMonth } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Cell } from "./rules";

export type Judged = { id: string; name: string; records: number; cells: Cell[] };

/** Twelve months that end with the month of that day; of the present one as much as there is. Sums are kept by month (docs/adr/0043). */
export const calibrationPeriod = (to: Day, today: Day): { from: Day; to: Day } => {
  const last = addDays(addMonths(firstOfMonth(to), 1), -1);
  return { from: addMonths(firstOfMonth(to), -11), to: last < today ? last : today };
};

/**
 * Observers of the period by name. `records` is what the list of their records counts; lines are of those they wrote
 * themselves. A remark with one source stays with its author and the reviewers (rule 5), so a leader's estimate knows less.
 */
export async function listJudged(db: ScopedDb, { from, to }: { from: Day; to: Day }): Promise<Judged[]> {
  const rows = await db.rows<{ id: string; name: string; records: number; lines: string }>(sql`
    select w.id, w.name, r.records, r.lines
    from viewer_recorders(${from}::date, ${to}::date) r join users w on w.id = r.person_id
    order by w.name collate "zh-Hans-x-icu", w.id`);
  return rows.map(({ id, name, records, lines }) => ({
    id,
    name,
    records,
    cells: (JSON.parse(lines) as [string, number, number, number][]).map(([cadre, ...counts]) => ({
      observer: id,
      cadre,
      counts,
    })),
  }));
}
