/** One unit's team in one round trip, and its type's teams beside it without names. */

import { type CoverageViewer, talliesBesideSums } from "@/lib/coverage/tallies/queries";
import type { ProjectState } from "@/lib/liaison/schema";
import { addDays, addMonths, type Day, firstOfMonth, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import type { UnitType } from "@/lib/units/schema";
import type { Member } from "./rules";
import { RECOMMENDED } from "./schema";

const ROWS = 20;
/** A post without a holder is looked for this far back. */
const VACANT_MONTHS = 24;

export type TeamPerson = Member & {
  name: string;
  title: string;
  level: string;
  tasks: TeamTaskPart[];
  cases: number;
};
type TeamTaskPart = { id: string; name: string; post: string };
export type TeamMeeting = {
  id: string;
  day: Day;
  title: string;
  kind: string;
  isDisputed: boolean;
  isWitnessed: boolean;
  roles: { name: string; role: string }[];
};
export type TeamTask = {
  id: string;
  name: string;
  startsOn: Day;
  endsOn: Day | null;
  isLead: boolean;
  isMainBattlefield: boolean;
};
export type TeamPage = {
  id: string;
  shortName: string;
  type: UnitType;
  people: TeamPerson[];
  /** all teams of the type on that day, the own one among them */
  peers: Member[];
  units: number;
  /** members who are closed to a recused viewer, of each unit of the type: counted, not shown (docs/adr/0046) */
  closed: { unitId: string; people: number }[];
  vacancies: { title: string; lastName: string; cadreId: string; endedOn: Day }[];
  meetings: TeamMeeting[];
  coordination: { id: string; title: string; day: Day; isPresent: boolean | null }[];
  tasks: TeamTask[];
  projects: { id: string; name: string; state: ProjectState; endsOn: Day | null }[];
  polls: { id: string; day: Day; details: Record<string, unknown> }[];
  /** kept counts of each unit of the type, by first day of the quarter */
  quarters: { unitId: string; quarter: Day; records: number }[];
  /** of the own unit, by method code */
  sitIns: number;
  sitInMethodId: string | null;
};

const isHeld = (p: Sql, on: Day): Sql =>
  sql`${p}.starts_on <= ${on}::date and (${p}.ends_on is null or ${p}.ends_on >= ${on}::date)`;

export type TeamPeriod = { from: Day; to: Day };
/** Four quarters that end with the one of that day. */
export function fourQuarters(on: Day): TeamPeriod {
  const month = firstOfMonth(on);
  const intoQuarter = (Number(month.slice(5, 7)) - 1) % 3;
  return { from: addMonths(month, -intoQuarter - 9), to: on };
}

export async function getTeam(
  db: ScopedDb,
  viewer: CoverageViewer,
  unitId: string,
  on: Day,
): Promise<TeamPage> {
  const { from, to } = fourQuarters(on);
  // kept counts are of whole months
  const until = addDays(addMonths(firstOfMonth(to), 1), -1);
  const inTime = sql`o.started_at >= ${startOfCityDay(from)} and o.started_at < ${startOfCityDay(addDays(to, 1))}`;
  const recordsBy = (code: string): Sql => sql`
    select o.id, o.started_at, o.details, o.revision_no from observations o
    -- one value, not a join: so the index of unit and method is walked from its end and left after twenty
    where o.unit_id = ${unitId}::uuid and o.method_id = (select m.id from methods m where m.code = ${code})
      and o.state <> 'RETURNED' and ${inTime} order by o.started_at desc, o.id desc limit ${ROWS}::int`;
  const [page] = await db.rows<TeamPage>(sql`
    with own as (select u.id, ${shortNameOn(sql`u`, on)} as short_name, u.type from units u where u.id = ${unitId}::uuid),
    alike as materialized (
      select u.id from units u join own on own.type = u.type
      where (u.starts_on is null or u.starts_on <= ${on}::date) and (u.ends_on is null or u.ends_on >= ${on}::date)),
    counted as materialized (
      select unit_id, date_trunc('quarter', month::timestamp)::date as quarter, method_id, sum(records)::int as records
      from (${talliesBesideSums(viewer, from, until)}) t where unit_id in (select id from alike) group by 1, 2, 3),
    by_quarter as materialized (
      select unit_id, quarter, records from viewer_unit_quarters(${from}::date, ${until}::date, array(select id from alike))
      union all select unit_id, quarter, records from counted)
    select own.id, own.short_name as "shortName", own.type,
      (select count(*)::int from alike) as units,
      (select coalesce(json_agg(json_build_object('cadreId', c.id, 'unitId', p.unit_id, 'bornOn', c.born_on::text, 'gender', c.gender,
                'education', c.education, 'speciality', c.speciality, 'since', p.starts_on::text, 'name', c.name, 'title', p.title,
                'level', p.level, 'tasks', tasks.list, 'cases', coalesce(named.cases, 0)) order by p.starts_on, c.pinyin, c.id), '[]')
       from post_holdings p join cadres c on c.id = p.cadre_id
       left join lateral (
         select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'post', m.post) order by t.starts_on desc, t.id), '[]') as list
         from central_task_members m join central_tasks t on t.id = m.task_id
         where m.cadre_id = c.id and ${isHeld(sql`m`, on)} and ${isHeld(sql`t`, on)}) tasks on true
       left join lateral (
         select count(*)::int as cases from case_cadres k join cases x on x.id = k.case_id
         where k.cadre_id = c.id and x.state in ('OPEN', 'SETTLED')) named on true
       where p.unit_id = own.id and p.tier = 'TEAM' and ${isHeld(sql`p`, on)}) as people,
      (select coalesce(json_agg(json_build_object('cadreId', c.id, 'unitId', p.unit_id, 'bornOn', c.born_on::text, 'gender', c.gender,
                'education', c.education, 'speciality', c.speciality, 'since', p.starts_on::text)), '[]')
       from post_holdings p join cadres c on c.id = p.cadre_id
       where p.unit_id in (select id from alike) and p.tier = 'TEAM' and ${isHeld(sql`p`, on)}) as peers,
      (select coalesce(json_agg(json_build_object('unitId', k.unit_id, 'people', k.people)), '[]')
       from recused_holders(array(select id from alike), ${on}::date) k where k.level is null) as closed,
      (select coalesce(json_agg(json_build_object('title', v.title, 'lastName', v.name, 'cadreId', v.cadre_id, 'endedOn', v.ends_on::text)
                order by v.ends_on desc, v.title), '[]')
       from (select distinct on (p.title) p.title, p.ends_on, p.cadre_id, c.name from post_holdings p join cadres c on c.id = p.cadre_id
             where p.unit_id = own.id and p.tier = 'TEAM' and p.ends_on < ${on}::date and p.ends_on >= ${addMonths(on, -VACANT_MONTHS)}::date
               and not exists (select 1 from post_holdings h where h.unit_id = own.id and h.title = p.title and ${isHeld(sql`h`, on)})
               and not is_held_by_recused(p.unit_id, p.title, ${on}::date)
             order by p.title, p.ends_on desc) v) as vacancies,
      (select coalesce(json_agg(json_build_object('id', s.id, 'day', city_day(s.started_at)::text, 'title', coalesce(s.details ->> 'meetingTitle', ''),
                'kind', coalesce(s.details ->> 'meetingType', ''), 'isDisputed', coalesce(trim(s.details ->> 'dispute'), '') <> '',
                'isWitnessed', coalesce((s.details ->> 'witness') = 'true', false), 'roles', roles.list) order by s.started_at desc, s.id), '[]')
       from (${recordsBy("sit_in")}) s
       left join lateral (
         select coalesce(json_agg(json_build_object('name', c.name, 'role', l.details ->> 'role') order by l.position), '[]') as list
         from observation_cadres l join cadres c on c.id = l.cadre_id
         where l.observation_id = s.id and l.revision_no = s.revision_no and l.unit_id = own.id and l.details ->> 'role' <> '') roles on true
      ) as meetings,
      (select coalesce(json_agg(json_build_object('id', m.id, 'title', m.title, 'day', city_day(m.starts_at)::text, 'isPresent', m.is_present)
                order by m.starts_at desc, m.id), '[]')
       from (select m.id, m.title, m.starts_at, y.is_present from coordination_meetings m
             join meeting_parties y on y.meeting_id = m.id and y.unit_id = ${unitId}::uuid
             where m.state in ('HELD', 'SIGNING', 'SIGNED') and m.starts_at >= ${startOfCityDay(from)}
               and m.starts_at < ${startOfCityDay(addDays(to, 1))}
             order by m.starts_at desc, m.id limit ${ROWS}::int) m) as coordination,
      (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'startsOn', t.starts_on::text, 'endsOn', t.ends_on::text,
                'isLead', t.lead_unit_id = own.id, 'isMainBattlefield', t.is_main_battlefield)
                order by t.ends_on is not null, t.starts_on desc, t.id), '[]')
       from central_tasks t
       where t.starts_on <= ${on}::date and (t.ends_on is null or t.ends_on >= ${from}::date)
         and (t.lead_unit_id = own.id or exists (select 1 from central_task_parties y
              where y.task_id = t.id and y.unit_id = own.id and y.starts_on <= ${on}::date))) as tasks,
      (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'state', p.state, 'endsOn', p.ends_on::text)
                order by p.starts_on desc, p.id), '[]')
       from unit_projects p where p.unit_id = own.id and p.withdrawn_at is null and p.starts_on <= ${on}::date) as projects,
      (select coalesce(json_agg(json_build_object('id', s.id, 'day', city_day(s.started_at)::text, 'details', s.details)
                order by s.started_at desc, s.id), '[]') from (${recordsBy("democratic_assessment")}) s) as polls,
      (select coalesce(json_agg(json_build_object('unitId', q.unit_id, 'quarter', q.quarter::text, 'records', q.records)), '[]')
       from (select unit_id, quarter, sum(records)::int as records from by_quarter group by 1, 2) q) as quarters,
      (select coalesce(sum(n.records), 0)::int from (
         select unit_id, method_id, records from viewer_counts(${from}::date, ${until}::date, ${unitId}::uuid)
         union all select unit_id, method_id, records from counted) n join methods m on m.id = n.method_id and m.code = 'sit_in'
       where n.unit_id = own.id) as "sitIns",
      (select id from methods where code = 'sit_in') as "sitInMethodId"
    from own`);
  if (!page) throw new NotFound("unit");
  return page;
}

export type TeamCaseRow = {
  id: string;
  title: string;
  number: string;
  state: "OPEN" | "SETTLED" | "CLOSED" | "WITHDRAWN";
  dueOn: Day;
  settledOn: Day | null;
  closedOn: Day | null;
  unitName: string;
};

/** Cases that the unit takes part in, begun by that day and open on it or closed within the period. */
export const listTeamCases = (db: ScopedDb, unitId: string, on: Day): Promise<TeamCaseRow[]> =>
  db.rows<TeamCaseRow>(sql`
    select c.id, c.title, c.number, c.state, c.due_on::text as "dueOn",
      city_day(c.settled_at)::text as "settledOn", city_day(c.closed_at)::text as "closedOn", ${shortNameOn(sql`u`, on)} as "unitName"
    from cases c join units u on u.id = c.unit_id
    where exists (select 1 from case_parties p where p.case_id = c.id and p.unit_id = ${unitId}::uuid)
      and c.raised_at < ${startOfCityDay(addDays(on, 1))} and c.state <> 'WITHDRAWN'
      and (c.closed_at is null or c.closed_at >= ${startOfCityDay(fourQuarters(on).from)})
    order by c.due_on desc, c.number`);

export type SatisfactionVisit = {
  id: string;
  day: Day;
  visitee: string;
  selection: string;
  answer: string;
  matter: string;
};
export type Satisfaction = {
  counts: { answer: string; visits: number }[];
  recommended: number;
  visits: SatisfactionVisit[];
};
/** Of one kind no more are listed: the newest. */
export const VISITS_LISTED = 100;

/** 服务对象走访 of the four quarters that asked how satisfied people were; `only`: an answer, or those recommended by the unit. */
export async function getSatisfaction(
  db: ScopedDb,
  unitId: string,
  on: Day,
  only: string | undefined,
): Promise<Satisfaction> {
  const { from, to } = fourQuarters(on);
  const asked = sql`
    select o.id, o.started_at, coalesce(o.details ->> 'visiteeType', '') as visitee, coalesce(o.details ->> 'selection', '') as selection,
      o.details ->> 'satisfaction' as answer, coalesce(o.details ->> 'matter', '') as matter
    from observations o join methods m on m.id = o.method_id and m.code = 'stakeholder_visit'
    where o.unit_id = ${unitId}::uuid and o.state <> 'RETURNED' and coalesce(o.details ->> 'satisfaction', '') <> ''
      and o.started_at >= ${startOfCityDay(from)} and o.started_at < ${startOfCityDay(addDays(to, 1))}`;
  const counts = await db.rows<{ answer: string; visits: number; recommended: number }>(sql`
    select answer, count(*)::int as visits, count(*) filter (where selection = ${RECOMMENDED})::int as recommended
    from (${asked}) a group by answer`);
  const visits = await db.rows<SatisfactionVisit>(sql`
    select id, city_day(started_at)::text as day, visitee, selection, answer, matter from (${asked}) a
    where ${only ?? null}::text is null or ${only ?? null}::text = case when ${only ?? null}::text = ${RECOMMENDED} then selection else answer end
    order by started_at desc, id desc limit ${VISITS_LISTED}::int`);
  return { counts, recommended: counts.reduce((sum, one) => sum + one.recommended, 0), visits };
}
