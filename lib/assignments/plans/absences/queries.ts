import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";

export type Absence = {
  id: string;
  observerId: string;
  observerName: string;
  startsOn: Day;
  endsOn: Day;
  reason: string;
  deputies: { unitName: string; observerName: string; endsOn: Day }[];
  /** units of the absent observer that on some of those days have nobody else */
  uncovered: string[];
};

/** Running and coming ones. */
export const listAbsences = (db: ScopedDb, today: Day): Promise<Absence[]> =>
  db.rows<Absence>(sql`
    select b.id, b.observer_id as "observerId", u.name as "observerName", b.starts_on::text as "startsOn",
           b.ends_on::text as "endsOn", b.reason,
           coalesce((select json_agg(json_build_object('unitName', n.short_name, 'observerName', o.name,
                       'endsOn', a.ends_on) order by n.position)
             from assignment_deputies d join assignments a on a.id = d.assignment_id
             join users o on o.id = a.observer_id join units n on n.id = a.unit_id
             where d.absence_id = b.id), '[]') as deputies,
           array(select n.short_name from assignments h join units n on n.id = h.unit_id
             where h.observer_id = b.observer_id
               and daterange(h.starts_on, h.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]')
               -- a colleague for one day of thirty is no cover: some day of it is left to nobody, or to people who are away too
               and not datemultirange(daterange(greatest(h.starts_on, b.starts_on), least(coalesce(h.ends_on, b.ends_on), b.ends_on), '[]'))
                 <@ (select coalesce(range_agg(there.days), '{}') from (
                       select unnest(datemultirange(daterange(o.starts_on, o.ends_on, '[]')) - coalesce(
                         (select range_agg(daterange(x.starts_on, x.ends_on, '[]')) from assignment_absences x
                          where x.observer_id = o.observer_id), '{}')) as days
                       from assignments o where o.unit_id = h.unit_id and o.observer_id <> b.observer_id) there)
             order by n.position) as uncovered
    from assignment_absences b join users u on u.id = b.observer_id
    where b.ends_on >= ${today}::date
    order by b.starts_on, u.name`);

/** Away on that day and for a month more: no plan from that day counts with them. */
export async function listLongAway(db: ScopedDb, on: Day): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select observer_id as id from assignment_absences
    where ${on}::date between starts_on and ends_on and ends_on >= ${on}::date + 30
    order by observer_id`);
  return rows.map(({ id }) => id);
}
