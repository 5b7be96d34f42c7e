import { limitsOn } from "@/lib/calendar/limits/queries";
import { type FoundLimits, toLimits } from "@/lib/calendar/limits/rules";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { nameOn, shortNameOn } from "@/lib/units/names/queries";
import { recusalColumns, standingRecusals, tenuresOn } from "../queries";
import type { Board } from "./rules";

const assignmentObject = sql`json_build_object(
  'id', a.id, 'observerId', a.observer_id, 'observerName', a.observer_name, 'startsOn', a.starts_on,
  'endsOn', a.ends_on, 'since', a.since, 'rowVersion', a.row_version)`;

/**
 * The board of a day in one statement: units with their observers, observers with their units, recusals that
 * have not ended. Who may not read recusals gets none of them.
 */
export async function getBoard(db: ScopedDb, on: Day): Promise<Board> {
  const [found] = await db.rows<Omit<Board, "on" | "limits"> & { limits: FoundLimits }>(sql`
    with held as (
      select t.*, u.name as observer_name from (${tenuresOn(sql`${on}::date`)}) t join users u on u.id = t.observer_id
    ), today as (
      select * from held where ${on}::date between starts_on and coalesce(ends_on, 'infinity')
    ), later as (
      select * from held where starts_on > ${on}::date
    )
    select ${limitsOn(sql`${on}::date`)} as limits,
      (select coalesce(json_agg(json_build_object('observerId', b.observer_id, 'startsOn', b.starts_on, 'endsOn', b.ends_on)
                order by b.starts_on, b.observer_id), '[]') from absences_of_board(${on}::date) b) as absences,
      (select coalesce(json_agg(one order by one.position), '[]') from (
         select n.id, ${nameOn(sql`n`, on)} as name, ${shortNameOn(sql`n`, on)} as "shortName", n.type, n.position,
                n.starts_on::text as "startsOn", n.ends_on::text as "endsOn",
                coalesce((select json_agg(${assignmentObject} order by a.starts_on, a.observer_name)
                          from today a where a.unit_id = n.id), '[]') as assignments,
                coalesce((select json_agg(${assignmentObject} order by a.starts_on, a.observer_name)
                          from later a where a.unit_id = n.id), '[]') as planned,
                (select json_build_object('observerName', a.observer_name, 'endsOn', a.ends_on)
                 from held a where a.unit_id = n.id and a.ends_on < ${on}::date
                 order by a.ends_on desc limit 1) as former
         from units n
         where ${on}::date between coalesce(n.starts_on, '-infinity') and coalesce(n.ends_on, 'infinity')) one) as units,
      (select coalesce(json_agg(one order by one.department, one.name, one.id), '[]') from (
         select u.id, u.name, u.department,
                u.is_active and exists (select 1 from user_roles r where r.user_id = u.id and r.role = 'OBSERVER') as "mayObserve",
                coalesce((select json_agg(a.unit_id order by n.position)
                          from today a join units n on n.id = a.unit_id where a.observer_id = u.id), '[]') as "unitIds",
                coalesce((select json_agg(json_build_object('unitId', a.unit_id, 'startsOn', a.starts_on, 'endsOn', a.ends_on))
                          from assignments a where a.observer_id = u.id), '[]') as stretches
         from users u
         where (u.is_active and exists (select 1 from user_roles r where r.user_id = u.id and r.role = 'OBSERVER'))
            or exists (select 1 from today a where a.observer_id = u.id)) one) as observers,
      (select coalesce(json_agg(one order by one."declaredOn" desc, one.id), '[]') from (
         select r.id, u.name as "observerName", ${shortNameOn(sql`n`, on)} as "unitName", c.name as "cadreName", r.note, ${recusalColumns}
         from ${standingRecusals} r
         join users u on u.id = r.observer_id join units n on n.id = r.unit_id left join cadres c on c.id = r.cadre_id
         where r.ends_on is null or r.ends_on >= ${on}::date) one) as recusals`);
  return {
    units: [],
    observers: [],
    recusals: [],
    absences: [],
    ...found,
    on,
    limits: toLimits(found?.limits ?? null),
  };
}
