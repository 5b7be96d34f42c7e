/** 已印证 results of a central task. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { AchievementRow } from "../queries";

export type TaskResult = Pick<
  AchievementRow,
  | "id"
  | "claim"
  | "unitName"
  | "startsOn"
  | "endsOn"
  | "level"
  | "indicator"
  | "measureUnit"
  | "baseline"
  | "target"
  | "actual"
  | "cadres"
>;

/** Newest first, each with everybody's part in it; up to a day only where one is given. */
export const listTaskResults = (db: ScopedDb, taskId: string, until: Day | null): Promise<TaskResult[]> =>
  db.rows<TaskResult>(sql`
    select a.id, a.claim, u.short_name as "unitName", a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.level,
      a.indicator, a.measure_unit as "measureUnit", a.baseline::float8 as baseline, a.target::float8 as target,
      a.actual::float8 as actual,
      (select coalesce(json_agg(json_build_object('cadreId', l.cadre_id, 'name', c.name, 'contribution', l.contribution,
                'part', l.part, 'postTitle', l.post_title, 'unitName', lu.short_name) order by l.position), '[]')
       from achievement_cadres l join cadres c on c.id = l.cadre_id join units lu on lu.id = l.unit_id
       where l.achievement_id = a.id and l.revision_no = a.revision_no) as cadres
    from achievements a join units u on u.id = a.unit_id
    where a.central_task_id = ${taskId}::uuid and a.state = 'CORROBORATED'
      and a.ends_on <= coalesce(${until}::date, 'infinity')
    order by a.ends_on desc, a.id`);

/** Verified results of each task; one without any is not in it. */
export async function countResultsByTask(db: ScopedDb, taskIds: string[]): Promise<Record<string, number>> {
  const rows = await db.rows<{ id: string; results: number }>(sql`
    select a.central_task_id as id, count(*)::int as results from achievements a
    where a.central_task_id = any(${taskIds}::uuid[]) and a.state = 'CORROBORATED' group by a.central_task_id`);
  return Object.fromEntries(rows.map((row) => [row.id, row.results]));
}
