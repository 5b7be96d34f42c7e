import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import type { Declared, SheetState, Suggestion } from "./rules";

export type DeclarationLine = Declared & {
  unitName: string;
  relation: string;
  note: string;
  declaredOn: Day;
  isFollowed: boolean;
  endAskedWhy: string | null;
  /** the observer has this unit today or is to have it */
  isAssigned: boolean;
};

export type SheetEvent = { at: Date; state: SheetState; actorName: string; text: string };

export type Sheet = {
  id: string;
  state: SheetState;
  note: string;
  answer: string;
  submittedAt: Date;
  rowVersion: number;
  events: SheetEvent[];
};

const line = sql`
  r.id, r.kind, r.unit_id as "unitId", n.short_name as "unitName", r.relation, r.person_name as "personName", r.note,
  r.worked_until::text as "workedUntil", r.declared_on::text as "declaredOn", r.ends_on::text as "endsOn",
  r.is_followed as "isFollowed", r.end_asked_why as "endAskedWhy",
  exists (select from assignments a where a.observer_id = r.observer_id and a.unit_id = r.unit_id
            and (a.ends_on is null or a.ends_on >= city_today())) as "isAssigned"`;

/** All that this observer declared, the standing ones first. */
export function listDeclarations(db: ScopedDb, observerId: string): Promise<DeclarationLine[]> {
  return db.rows<DeclarationLine>(sql`
    select ${line} from recusal_declarations r join units n on n.id = r.unit_id
    where r.observer_id = ${observerId}::uuid
    order by r.ends_on desc nulls first, r.declared_on desc, n.position, r.id`);
}

export async function findSheet(db: ScopedDb, observerId: string, year: number): Promise<Sheet | null> {
  const [found] = await db.rows<Sheet>(sql`
    select s.id, s.state, s.note, s.answer, s.submitted_at as "submittedAt", s.row_version as "rowVersion",
           '[]'::json as events
    from recusal_sheets s where s.observer_id = ${observerId}::uuid and s.year = ${year}::smallint`);
  if (!found) return null;
  const events = await db.rows<SheetEvent>(sql`
    select e.at, e.state, e.text, u.name as "actorName"
    from recusal_sheet_events e join users u on u.id = e.actor_id
    where e.sheet_id = ${found.id}::uuid order by e.at desc`);
  return { ...found, events };
}

/** From the own post history: where one worked before, and the town one comes from. */
export async function listSuggestions(
  db: ScopedDb,
  viewer: Pick<Viewer, "cadreId">,
  today: Day,
): Promise<Suggestion[]> {
  if (!viewer.cadreId) return [];
  return db.rows<Suggestion>(sql`
    select 'FORMER_WORKPLACE' as kind, n.id as "unitId", n.short_name as "unitName", max(p.ends_on)::text as "workedUntil"
    from post_holdings p join units n on n.id = p.unit_id
    where p.cadre_id = ${viewer.cadreId}::uuid and p.ends_on < ${today}::date
    group by n.id
    union all
    select 'NATIVE_TOWN', n.id, n.short_name, null
    from cadres c join units n on n.type = '镇街' and position(n.short_name in c.native_place) > 0
    where c.id = ${viewer.cadreId}::uuid`);
}

export type SheetRow = {
  observerId: string;
  observerName: string;
  department: string;
  state: SheetState;
  submittedAt: Date | null;
  /** standing today */
  lines: number;
  endsAsked: number;
};

/** Every active observer with this year's sheet or its absence; what waits for a leader first. */
export function listSheets(db: ScopedDb, year: number, today: Day): Promise<SheetRow[]> {
  return db.rows<SheetRow>(sql`
    select u.id as "observerId", u.name as "observerName", u.department, coalesce(s.state, 'MISSING') as state,
           s.submitted_at as "submittedAt", coalesce(d.lines, 0) as lines, coalesce(d.asked, 0) as "endsAsked"
    from users u join user_roles o on o.user_id = u.id and o.role = 'OBSERVER'
    left join recusal_sheets s on s.observer_id = u.id and s.year = ${year}::smallint
    left join (
      select observer_id, count(*)::int as lines, count(end_asked_why)::int as asked
      from recusal_declarations
      where (ends_on is null or ends_on >= ${today}::date)
        and (kind <> 'FORMER_WORKPLACE' or worked_until + interval '5 years' > ${today}::date)
      group by observer_id) d on d.observer_id = u.id
    where u.is_active
    order by array_position(array['SUBMITTED', 'RETURNED', 'MISSING', 'ACCEPTED'], coalesce(s.state, 'MISSING')),
             u.department, u.name, u.id`);
}

export type Warning = {
  id: string;
  kind: "KIN_MOVED" | "FORMER_COLLEAGUE";
  observerId: string;
  observerName: string;
  unitId: string;
  unitName: string;
  cadreName: string;
  foundAt: Date;
  settledAt: Date | null;
  settlerName: string | null;
  settlement: string;
};

/** Open ones, and what was done about those of the last months. */
export function listWarnings(db: ScopedDb, today: Day): Promise<Warning[]> {
  return db.rows<Warning>(sql`
    select w.id, w.kind, w.observer_id as "observerId", o.name as "observerName", w.unit_id as "unitId",
           n.short_name as "unitName", c.name as "cadreName", w.found_at as "foundAt", w.settled_at as "settledAt",
           s.name as "settlerName", w.settlement
    from recusal_warnings w join users o on o.id = w.observer_id join units n on n.id = w.unit_id
    join cadres c on c.id = w.cadre_id left join users s on s.id = w.settled_by
    where w.settled_at is null or w.settled_at > ${today}::date - interval '6 months'
    order by w.settled_at desc nulls first, w.found_at desc, w.id`);
}

/** For the desks: sheets that wait for a leader, and warnings that wait for a hand. */
export async function countRecusalWork(db: ScopedDb): Promise<{ sheets: number; warnings: number }> {
  const [found] = await db.rows<{ sheets: number; warnings: number }>(sql`
    select (select count(*)::int from recusal_sheets where state = 'SUBMITTED') as sheets,
           (select count(*)::int from recusal_warnings where settled_at is null) as warnings`);
  return found ?? { sheets: 0, warnings: 0 };
}
