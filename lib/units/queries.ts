/** Units with their team and their observers. Records are counted downstream, in lib/coverage. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { escapeLike, reaches, rosterReach } from "./rules";
import type { UnitType } from "./schema";

export type UnitViewer = Pick<Viewer, "roles" | "unitIds" | "ownUnitId">;

export type ObserverNow = { id: string; name: string; department: string; since: Day };

export type UnitRow = {
  id: string;
  code: string;
  name: string;
  shortName: string;
  type: UnitType;
  isVerified: boolean;
  /** null: not in the viewer's reach, so nothing is said about it */
  team: number | null;
  cadres: number | null;
  observers: ObserverNow[] | null;
};

const isHeld = (p: Sql, today: Day): Sql =>
  sql`${p}.starts_on <= ${today}::date and (${p}.ends_on is null or ${p}.ends_on >= ${today}::date)`;

/** Those of one type; a list of records, cases or claims is narrowed by it (rule 10). */
export const ofUnitType = (unitId: Sql, type: UnitType): Sql =>
  sql`${unitId} in (select typed.id from units typed where typed.type = ${type})`;

/** Rows (unit_id, observers), for all units or one. */
const currentObservers = (where: Sql, today: Day): Sql => sql`
  select a.unit_id, json_agg(json_build_object('id', w.id, 'name', w.name, 'department', w.department,
                                               'since', a.starts_on::text) order by a.starts_on, w.name) as observers
  from assignments a join users w on w.id = a.observer_id
  where ${where} and ${isHeld(sql`a`, today)} group by a.unit_id`;

/** All units that exist today, in the order of the roster; a liaison's list holds the own unit only. */
export async function listUnits(
  db: ScopedDb,
  viewer: UnitViewer,
  filter: { q: string },
  today: Day,
): Promise<UnitRow[]> {
  const reach = rosterReach(viewer);
  const only = reach.kind === "own" ? sql`u.id = ${reach.unitId}::uuid` : sql`true`;
  const typed = `%${escapeLike(filter.q.toLowerCase())}%`;
  const sizes =
    reach.kind === "own"
      ? sql`select ${reach.unitId}::uuid as unit_id, count(*) filter (where tier = 'TEAM')::int as team, count(*)::int as cadres
            from liaison_team(${reach.unitId}::uuid, ${today}::date)`
      : sql`select p.unit_id, count(distinct p.cadre_id) filter (where p.tier = 'TEAM')::int as team,
                   count(distinct p.cadre_id)::int as cadres
            from post_holdings p where ${isHeld(sql`p`, today)} group by p.unit_id`;
  // materialized: the planner takes few units to match and would count posts anew for each
  const rows = await db.rows<UnitRow>(sql`
    with s as materialized (${sizes}), o as materialized (${currentObservers(sql`true`, today)})
    select u.id, u.code, u.name, u.short_name as "shortName", u.type, u.is_verified as "isVerified",
           coalesce(s.team, 0) as team, coalesce(s.cadres, 0) as cadres,
           coalesce(o.observers, '[]') as observers
    from units u
    left join s on s.unit_id = u.id
    left join o on o.unit_id = u.id
    where (u.starts_on is null or u.starts_on <= ${today}::date) and (u.ends_on is null or u.ends_on >= ${today}::date)
      and ${only}
      and (lower(u.name) like ${typed} or lower(u.short_name) like ${typed} or u.initials like ${typed}
           or lower(u.code) like ${typed})
    order by u.position, u.id`);
  return rows.map((row) =>
    reaches(reach, row.id) ? row : { ...row, team: null, cadres: null, observers: null },
  );
}

export type TeamMember = {
  /** null where the viewer may not open files: a liaison */
  cadreId: string | null;
  name: string;
  title: string;
  level: string;
  tier: "TEAM" | "MIDDLE" | "STAFF";
  since: Day;
};

export type PastAssignment = {
  id: string;
  observerName: string;
  startsOn: Day;
  endsOn: Day | null;
  reason: string;
};

export type UnitPage = {
  id: string;
  code: string;
  name: string;
  shortName: string;
  type: UnitType;
  isVerified: boolean;
  isInReach: boolean;
  observers: ObserverNow[];
  /** by tier, then by time in the post */
  team: TeamMember[];
  /** newest first; empty where the viewer sees no assignments but the present ones */
  history: PastAssignment[];
};

/** Head, team and observers of a unit in one round trip. Another unit is not there for a liaison. */
export async function getUnit(db: ScopedDb, viewer: UnitViewer, id: string, today: Day): Promise<UnitPage> {
  const reach = rosterReach(viewer);
  if (reach.kind === "own" && reach.unitId !== id) throw new NotFound("unit");
  const members =
    reach.kind === "own"
      ? sql`select null::uuid as cadre_id, name, title, level, tier, starts_on from liaison_team(${id}::uuid, ${today}::date)`
      : sql`select p.cadre_id, c.name, p.title, p.level, p.tier, p.starts_on
            from post_holdings p join cadres c on c.id = p.cadre_id
            where p.unit_id = ${id}::uuid and ${isHeld(sql`p`, today)}`;
  const history =
    reach.kind === "own"
      ? sql`'[]'::json`
      : sql`(select coalesce(json_agg(json_build_object('id', a.id, 'observerName', w.name, 'startsOn', a.starts_on::text,
               'endsOn', a.ends_on::text, 'reason', a.reason) order by a.starts_on desc, a.id), '[]')
             from assignments a join users w on w.id = a.observer_id where a.unit_id = ${id}::uuid)`;
  const [unit] = await db.rows<Omit<UnitPage, "isInReach">>(sql`
    select u.id, u.code, u.name, u.short_name as "shortName", u.type, u.is_verified as "isVerified",
           coalesce((select observers from (${currentObservers(sql`a.unit_id = ${id}::uuid`, today)}) o), '[]') as observers,
           (select coalesce(json_agg(json_build_object('cadreId', m.cadre_id, 'name', m.name, 'title', m.title,
              'level', m.level, 'tier', m.tier, 'since', m.starts_on::text)
              order by array_position(array['TEAM', 'MIDDLE', 'STAFF'], m.tier), m.starts_on, m.name), '[]')
            from (${members}) m) as team,
           ${history} as history
    from units u where u.id = ${id}::uuid`);
  if (!unit) throw new NotFound("unit");
  return { ...unit, isInReach: reaches(reach, unit.id) };
}

export type UnitChoice = { id: string; shortName: string; type: UnitType };

/** For pickers and filters. */
export const listUnitChoices = (db: ScopedDb): Promise<UnitChoice[]> =>
  db.rows<UnitChoice>(sql`select id, short_name as "shortName", type from units order by position, id`);
