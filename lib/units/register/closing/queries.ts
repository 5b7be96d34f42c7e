/** What a closing without a merger ended, and what stands in the way of taking it back. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Hindrance } from "./rules";

export type EndedAssignment = { id: string; endsOn: Day | null };
export type Closing = { id: string; lastDay: Day; assignments: EndedAssignment[] };

/** Of one that may still be taken back; locked for whoever does. */
export async function findClosing(db: ScopedDb, unitId: string): Promise<Closing | null> {
  const [found] = await db.rows<Closing>(sql`
    select id, last_day::text as "lastDay", assignments from unit_closings
    where unit_id = ${unitId}::uuid and undone_at is null and made_at > now() - interval '30 days' for update`);
  return found ?? null;
}

/**
 * One line for each hindrance. Of the assignments that ended with the unit: changed since, or against what keeps any
 * assignment longer (trigger keep_rules_longer). Whoever observes no more gets theirs back in no case, and hinders nothing.
 */
export const listClosingHindrances = (db: ScopedDb, unitId: string, today: Day): Promise<Hindrance[]> =>
  db.rows<Hindrance>(sql`
    with closing as (
      select * from unit_closings
      where unit_id = ${unitId}::uuid and undone_at is null and made_at > now() - interval '30 days'
    ), held as (
      select a.*, w.name, c.last_day, daterange(c.last_day + 1, g."endsOn", '[]') as more,
             w.is_active and exists (select from user_roles r where r.user_id = w.id and r.role = 'OBSERVER') as may_observe
      from closing c cross join lateral jsonb_to_recordset(c.assignments) as g(id uuid, "endsOn" date)
      join assignments a on a.id = g.id join users w on w.id = a.observer_id
    ), found as (
      select n.short_name as name, 'NAME_TAKEN' as why
      from units u join units n on n.id <> u.id and (n.name = u.name or n.short_name = u.short_name)
      where u.id = ${unitId}::uuid and coalesce(n.ends_on, 'infinity') >= ${today}::date and exists (select from closing)
      union all
      select h.name, case
        when not h.may_observe then 'LEFT'
        when h.ends_on is distinct from h.last_day then 'CHANGED'
        when exists (select from recusal_declarations r
                     where r.observer_id = h.observer_id and r.unit_id = h.unit_id and r.kind <> 'NATIVE_TOWN'
                       and daterange(r.declared_on, r.ends_on, '[]') && daterange(h.starts_on, upper(h.more) - 1, '[]')
                       and (r.kind <> 'FORMER_WORKPLACE' or r.worked_until + interval '5 years' > h.starts_on)
                       and not exists (select from recusal_overrides v
                                       where v.observer_id = r.observer_id and v.unit_id = r.unit_id
                                         and h.starts_on between v.granted_on and v.expires_on)) then 'RECUSED'
        when exists (select from (select lower(h.more) as day
                                  union select o.starts_on from assignments o where o.observer_id = h.observer_id and o.starts_on <@ h.more) d
                     where (select count(*) from assignments o
                            where o.observer_id = h.observer_id and o.id <> h.id
                              and d.day between o.starts_on and coalesce(o.ends_on, 'infinity')) >= 3) then 'FULL'
        when exists (select from assignments o
                     where o.observer_id = h.observer_id and o.unit_id = h.unit_id and o.id <> h.id
                       and daterange(o.starts_on, o.ends_on, '[]') && h.more) then 'CHANGED'
        end
      from held h
    )
    select name, why from found where why is not null order by why, name`);
