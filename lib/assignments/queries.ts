import { limitOn, limitsOn } from "@/lib/calendar/limits/queries";
import { type FoundLimits, type Limits, toLimits } from "@/lib/calendar/limits/rules";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Recusal, Stretch } from "./rules";

/** A recusal with the overrides granted for the same observer and unit. */
export const recusalColumns = sql`
  r.observer_id as "observerId", r.unit_id as "unitId", r.kind, r.declared_on::text as "declaredOn",
  r.ends_on::text as "endsOn", r.worked_until::text as "workedUntil",
  coalesce((select json_agg(json_build_object('grantedOn', v.granted_on, 'expiresOn', v.expires_on) order by v.expires_on)
            from recusal_overrides v
            where v.observer_id = r.observer_id and v.unit_id = r.unit_id and r.kind <> 'OWN_UNIT'), '[]') as overrides`;

/**
 * What was declared, and beside it each observer's own posts as they stand in the roster: nobody observes their own unit,
 * whether they declare it or not. Who may not read the one gets none of the other.
 */
export const standingRecusals = sql`(
  select d.id, d.observer_id, d.unit_id, d.kind, d.cadre_id, d.note, d.declared_on, d.ends_on, d.worked_until
  from recusal_declarations d
  union all
  select p.id, u.id, p.unit_id, 'OWN_UNIT', null::uuid, p.title, p.starts_on, p.ends_on, null::date
  from users u join post_holdings p on p.cadre_id = u.cadre_id
  where ((select viewer_is('LEADER', 'ADMIN')) or u.id = (select viewer_id()))
    and exists (select from user_roles o where o.user_id = u.id and o.role = 'OBSERVER'))`;

/**
 * Assignments with the first day of their observer's unbroken time on the unit: stretches with a break of
 * at most BREAK_DAYS, as set for the day asked, belong together, so that ending and beginning again does not restart the rotation.
 */
export const tenuresOn = (on: Sql): Sql => sql`
  select a.*, min(a.starts_on) over (partition by a.observer_id, a.unit_id, a.island) as since
  from (
    select b.*, sum(b.is_new) over (partition by b.observer_id, b.unit_id order by b.starts_on) as island
    from (
      select c.*, case when c.starts_on - lag(c.ends_on) over (partition by c.observer_id, c.unit_id order by c.starts_on)
                            <= ${limitOn("BREAK_DAYS", on)} then 0 else 1 end as is_new
      from assignments c) b) a`;

export type StoredAssignment = {
  id: string;
  observerId: string;
  unitId: string;
  startsOn: Day;
  endsOn: Day | null;
  reason: string;
  rowVersion: number;
};

export async function findAssignment(db: ScopedDb, id: string): Promise<StoredAssignment | null> {
  const [found] = await db.rows<StoredAssignment>(sql`
    select id, observer_id as "observerId", unit_id as "unitId", starts_on::text as "startsOn",
           ends_on::text as "endsOn", reason, row_version as "rowVersion"
    from assignments where id = ${id}::uuid`);
  return found ?? null;
}

export async function getAssignment(db: ScopedDb, id: string): Promise<StoredAssignment> {
  const found = await findAssignment(db, id);
  if (!found) throw new NotFound("assignment");
  return found;
}

export type ObserverForUnit = {
  observerId: string;
  mayObserve: boolean;
  stretches: Stretch[];
  recusals: Recusal[];
  unitStartsOn: Day | null;
  unitEndsOn: Day | null;
  limits: Limits;
};

/** All that decides whether this observer may have this unit from that day. */
export async function getObserverForUnit(
  db: ScopedDb,
  observerId: string,
  unitId: string,
  on: Day,
): Promise<ObserverForUnit> {
  const [found] = await db.rows<Omit<ObserverForUnit, "limits"> & { limits: FoundLimits }>(sql`
    select u.id as "observerId",
           u.is_active and exists (select 1 from user_roles o where o.user_id = u.id and o.role = 'OBSERVER') as "mayObserve",
           n.starts_on::text as "unitStartsOn", n.ends_on::text as "unitEndsOn",
           ${limitsOn(sql`${on}::date`)} as limits,
           coalesce((select json_agg(json_build_object('unitId', a.unit_id, 'startsOn', a.starts_on, 'endsOn', a.ends_on))
                     from assignments a where a.observer_id = u.id), '[]') as stretches,
           coalesce((select json_agg(one) from (
                       select ${recusalColumns} from ${standingRecusals} r
                       where r.observer_id = u.id and r.unit_id = n.id) one), '[]') as recusals
    from users u cross join units n
    where u.id = ${observerId}::uuid and n.id = ${unitId}::uuid`);
  if (!found) throw new NotFound("observer or unit");
  return { ...found, limits: toLimits(found.limits) };
}

export type HistoryLine = {
  id: string;
  observerId: string;
  observerName: string;
  unitId: string;
  unitName: string;
  startsOn: Day;
  endsOn: Day | null;
  since: Day;
  reason: string;
  endReason: string | null;
  madeByName: string;
  rowVersion: number;
};

/** Who had a unit, or which units an observer had; the newest first. */
export function listHistory(
  db: ScopedDb,
  whose: { unitId: string } | { observerId: string },
): Promise<HistoryLine[]> {
  const condition =
    "unitId" in whose
      ? sql`a.unit_id = ${whose.unitId}::uuid`
      : sql`a.observer_id = ${whose.observerId}::uuid`;
  return db.rows<HistoryLine>(sql`
    select a.id, a.observer_id as "observerId", o.name as "observerName", a.unit_id as "unitId",
           n.short_name as "unitName", a.starts_on::text as "startsOn", a.ends_on::text as "endsOn",
           a.since::text as since, a.reason, a.end_reason as "endReason", m.name as "madeByName",
           a.row_version as "rowVersion"
    from (${tenuresOn(sql`city_today()`)}) a
    join users o on o.id = a.observer_id join users m on m.id = a.made_by join units n on n.id = a.unit_id
    where ${condition}
    order by a.starts_on desc, n.position, o.name`);
}
