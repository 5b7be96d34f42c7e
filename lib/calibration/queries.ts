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
  const rows = await db.rows<{
    id: string;
    name: string;
    records: number;
    lines: [string, number, number, number][];
  }>(sql`
    with lines as (
      select observer_id, cadre_id, sum(attention)::int as attention, sum(neutral)::int as neutral, sum(positive)::int as positive
      from viewer_judged(${from}::date, ${to}::date) group by 1, 2 having sum(attention + neutral + positive) > 0),
    cells as (
      select observer_id, json_agg(json_build_array(cadre_id, attention, neutral, positive) order by cadre_id) as lines
      from lines group by 1),
    part as (
      select person_id, sum(records)::int as records from viewer_recorded(${from}::date, ${to}::date)
      group by 1 having sum(records) > 0)
    select w.id, w.name, part.records, coalesce(cells.lines, '[]') as lines
    from part join users w on w.id = part.person_id left join cells on cells.observer_id = w.id
    order by w.name collate "zh-Hans-x-icu", w.id`);
  return rows.map(({ id, name, records, lines }) => ({
    id,
    name,
    records,
    cells: lines.map(([cadre, ...counts]) => ({ observer: id, cadre, counts })),
  }));
}
