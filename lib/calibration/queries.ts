/** What the estimate rests on: grouped by person and word, as far as the viewer may see the records. */
import { addDays, addMonths, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Cell } from "./rules";

export type Judged = { id: string; name: string; records: number; cells: Cell[] };

/** Twelve months that end with that day. */
export const calibrationPeriod = (to: Day): { from: Day; to: Day } => ({
  from: addDays(addMonths(to, -12), 1),
  to,
});

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
    with counted as materialized (
      select o.id, o.revision_no, o.observer_id, o.second_observer_id, o.polarity from observations o
      where o.state <> 'RETURNED' and o.started_at >= ${startOfCityDay(from)} and o.started_at < ${startOfCityDay(addDays(to, 1))}),
    lines as (
      select c.observer_id, l.cadre_id, count(*) filter (where c.polarity = 'ATTENTION')::int as attention,
        count(*) filter (where c.polarity = 'NEUTRAL')::int as neutral, count(*) filter (where c.polarity = 'POSITIVE')::int as positive
      from counted c join observation_cadres l on l.observation_id = c.id and l.revision_no = c.revision_no group by 1, 2),
    cells as (
      select observer_id, json_agg(json_build_array(cadre_id, attention, neutral, positive) order by cadre_id) as lines
      from lines group by 1),
    part as (
      select person, count(*)::int as records from (
        select observer_id as person from counted
        union all select second_observer_id from counted where second_observer_id is not null and second_observer_id <> observer_id) p
      group by 1)
    select w.id, w.name, part.records, coalesce(cells.lines, '[]') as lines
    from part join users w on w.id = part.person left join cells on cells.observer_id = w.id
    order by w.name collate "zh-Hans-x-icu", w.id`);
  return rows.map(({ id, name, records, lines }) => ({
    id,
    name,
    records,
    cells: lines.map(([cadre, ...counts]) => ({ observer: id, cadre, counts })),
  }));
}
