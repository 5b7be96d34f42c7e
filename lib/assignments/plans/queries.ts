import { limitOn, limitsOn } from "@/lib/calendar/limits/queries";
import { type FoundLimits, type Limits, toLimits } from "@/lib/calendar/limits/rules";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import { recusalColumns, standingRecusals, tenuresOn } from "../queries";
import type { Recusal } from "../rules";
import type { BaseLine, Roster } from "./rules";
import { type PlanLine, type PlanSettings, type PlanState, planSettings } from "./schema";
import type { PlanAnswer } from "./solve/rules";

export type RosterRecusal = Recusal & { note: string };
type StoredRoster = Omit<Roster, "startsOn" | "recusals"> & { recusals: RosterRecusal[]; base: BaseLine[] };
/** With what the page says about it: the words of a declaration, and the rows behind what runs. */
export type FullRoster = Omit<Roster, "recusals"> & { recusals: RosterRecusal[]; base: BaseLine[] };

/**
 * Everything that a plan from this day depends on, in one statement. Deputies are dated exceptions: their time on a unit
 * counts for nobody's rotation, and their assignment is no part of a plan.
 */
export async function getRoster(db: ScopedDb, startsOn: Day): Promise<FullRoster> {
  const [found] = await db.rows<StoredRoster>(sql`
    with held as (
      select t.*, ${startsOn}::date between t.starts_on and coalesce(t.ends_on, 'infinity') as is_running
      from (${tenuresOn(sql`${startsOn}::date`)}) t
      where t.starts_on <= ${startsOn}::date and coalesce(t.ends_on, 'infinity') >= ${startsOn}::date - ${limitOn("BREAK_DAYS", sql`${startsOn}::date`)}
        and not exists (select from assignment_deputies d where d.assignment_id = t.id)
    )
    select
      (select coalesce(json_agg(one order by one.position), '[]') from (
         select n.id, ${shortNameOn(sql`n`, startsOn)} as name, n.type, n.position,
                (select count(*)::int from post_holdings p where p.unit_id = n.id and p.is_primary
                   and ${startsOn}::date between p.starts_on and coalesce(p.ends_on, 'infinity')) as size
         from units n
         where ${startsOn}::date between coalesce(n.starts_on, '-infinity') and coalesce(n.ends_on, 'infinity')) one) as units,
      (select coalesce(json_agg(one order by one.department, one.name, one.id), '[]') from (
         select u.id, u.name, u.department,
                u.is_active and exists (select 1 from user_roles r where r.user_id = u.id and r.role = 'OBSERVER') as "mayObserve"
         from users u
         where (u.is_active and exists (select 1 from user_roles r where r.user_id = u.id and r.role = 'OBSERVER'))
            or exists (select 1 from held h where h.observer_id = u.id and h.is_running)) one) as observers,
      (select coalesce(json_agg(json_build_object('observerId', h.observer_id, 'unitId', h.unit_id, 'since', h.since,
                'isRunning', h.is_running) order by h.is_running desc, h.unit_id, h.observer_id), '[]') from held h) as tenures,
      (select coalesce(json_agg(json_build_object('observerId', h.observer_id, 'unitId', h.unit_id, 'since', h.since)
                order by h.unit_id, h.observer_id), '[]') from held h where h.is_running) as base,
      (select coalesce(json_agg(one order by one."declaredOn", one."observerId", one."unitId"), '[]') from (
         select r.note, ${recusalColumns} from ${standingRecusals} r
         where r.ends_on is null or r.ends_on >= ${startsOn}::date) one) as recusals,
      (select coalesce(json_agg(json_build_object('observerId', a.observer_id, 'unitId', a.unit_id)), '[]')
       from assignment_deputies d join assignments a on a.id = d.assignment_id
       where coalesce(a.ends_on, 'infinity') >= ${startsOn}::date) as deputies`);
  if (!found) throw new NotFound("roster");
  return { startsOn, ...found };
}

export type RunningRow = BaseLine & { id: string; startsOn: Day; endsOn: Day | null; rowVersion: number };

/** The rows that a plan ends or lets run on, and whatever begins on its first day or later. */
export async function listRunning(
  db: ScopedDb,
  startsOn: Day,
): Promise<{ running: RunningRow[]; later: number }> {
  const rows = await db.rows<RunningRow & { isLater: boolean }>(sql`
    select a.id, a.observer_id as "observerId", a.unit_id as "unitId", a.starts_on::text as "startsOn",
           a.ends_on::text as "endsOn", a.row_version as "rowVersion", a.since::text as since,
           a.starts_on > ${startsOn}::date as "isLater"
    from (${tenuresOn(sql`${startsOn}::date`)}) a
    where coalesce(a.ends_on, 'infinity') >= ${startsOn}::date
      and not exists (select from assignment_deputies d where d.assignment_id = a.id)`);
  return { running: rows.filter((row) => !row.isLater), later: rows.filter((row) => row.isLater).length };
}

export type Plan = {
  id: string;
  name: string;
  startsOn: Day;
  settings: PlanSettings;
  state: PlanState;
  versionNo: number;
  answer: PlanAnswer | null;
  jobId: string | null;
  madeById: string;
  madeByName: string;
  madeAt: Date;
  approvedByName: string | null;
  approvedAt: Date | null;
  publishedByName: string | null;
  publishedAt: Date | null;
  note: string | null;
  rowVersion: number;
  needsApproval: boolean;
  /** everybody who arranged a version of it; none of them approves */
  arrangedBy: string[];
  /** as set for its first day */
  limits: Limits;
};

const approvalRule = sql`
  coalesce((select needs_approval from assignment_plan_approvals order by set_at desc, id limit 1), true)`;

/** Whether a second person approves; by default, yes. */
export async function needsApproval(db: ScopedDb): Promise<boolean> {
  const [found] = await db.rows<{ needs: boolean }>(sql`select ${approvalRule} as needs`);
  return found?.needs ?? true;
}

const planColumns = sql`
  p.id, p.name, p.starts_on::text as "startsOn", p.settings, p.state, p.version_no as "versionNo", p.answer,
  p.job_id as "jobId", p.made_by as "madeById", m.name as "madeByName", p.made_at as "madeAt",
  a.name as "approvedByName", p.approved_at as "approvedAt", b.name as "publishedByName",
  p.published_at as "publishedAt", p.note, p.row_version as "rowVersion",
  ${approvalRule} as "needsApproval",
  ${limitsOn(sql`p.starts_on`)} as limits,
  array(select distinct v.made_by::text from assignment_plan_versions v where v.plan_id = p.id) as "arrangedBy"`;
const planTables = sql`
  assignment_plans p join users m on m.id = p.made_by left join users a on a.id = p.approved_by
  left join users b on b.id = p.published_by`;

export async function findPlan(db: ScopedDb, id: string): Promise<Plan | null> {
  const [found] = await db.rows<Omit<Plan, "limits"> & { limits: FoundLimits }>(
    sql`select ${planColumns} from ${planTables} where p.id = ${id}::uuid`,
  );
  return found
    ? { ...found, limits: toLimits(found.limits), settings: planSettings.parse(found.settings) }
    : null;
}

export async function getPlan(db: ScopedDb, id: string): Promise<Plan> {
  const found = await findPlan(db, id);
  if (!found) throw new NotFound("plan");
  return found;
}

export type PlanListLine = Pick<
  Plan,
  "id" | "name" | "startsOn" | "state" | "madeByName" | "madeAt" | "approvedByName" | "publishedAt"
> & { lines: number; moved: number };

/** The newest first; those that are worked on before what is over. */
export const listPlans = (db: ScopedDb): Promise<PlanListLine[]> =>
  db.rows<PlanListLine>(sql`
    select p.id, p.name, p.starts_on::text as "startsOn", p.state, m.name as "madeByName", p.made_at as "madeAt",
           a.name as "approvedByName", p.published_at as "publishedAt",
           coalesce(jsonb_array_length(v.lines), 0) as lines,
           (select count(*)::int from jsonb_array_elements(v.lines) l where l ->> 'origin' <> 'KEPT') as moved
    from ${planTables} left join assignment_plan_versions v on v.plan_id = p.id and v.no = p.version_no
    order by p.state in ('PUBLISHED', 'DISCARDED'), p.starts_on desc, p.made_at desc, p.id
    limit 100`);

/** What waits for this person: plans of others to approve, and approved ones to publish. */
export async function countWaitingPlans(
  db: ScopedDb,
  viewerId: string,
  mayPublish: boolean,
): Promise<number> {
  const [found] = await db.rows<{ waiting: number }>(sql`
    select count(*)::int as waiting from assignment_plans p
    where (p.state = 'APPROVED' and ${mayPublish})
       or (p.state = 'PROPOSED' and ${approvalRule} and p.made_by <> ${viewerId}::uuid
           and not exists (select from assignment_plan_versions v where v.plan_id = p.id and v.made_by = ${viewerId}::uuid))`);
  return found?.waiting ?? 0;
}

export type PlanVersion = {
  no: number;
  lines: PlanLine[];
  base: BaseLine[];
  madeByName: string;
  madeAt: Date;
};

export async function findVersion(db: ScopedDb, planId: string, no: number): Promise<PlanVersion | null> {
  const [found] = await db.rows<PlanVersion>(sql`
    select v.no, v.lines, v.base, m.name as "madeByName", v.made_at as "madeAt"
    from assignment_plan_versions v join users m on m.id = v.made_by
    where v.plan_id = ${planId}::uuid and v.no = ${no}::int`);
  return found ?? null;
}
