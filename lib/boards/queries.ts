/**
 * 看板 in one round trip. Records come from counts that triggers keep (docs/adr/0031), what is open from its own rows; the policies
 * say which, so that each number equals the list that it opens (rule 10).
 */
import { claimsOn } from "@/lib/achievements/queries";
import { casesOn } from "@/lib/cases/queries";
import { type CoverageViewer, ownTallies, seesAllUnits } from "@/lib/coverage/tallies/queries";
import { openFollowUpsOn } from "@/lib/observations/follow-ups/queries";
import { begunBetween } from "@/lib/platform/ages";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { ofUnitType } from "@/lib/units/queries";
import type { UnitType } from "@/lib/units/schema";

export type BoardScope = {
  from: Day;
  to: Day;
  today: Day;
  type?: UnitType;
  task?: string;
  /** a workbook goes on to others: one-source negative remarks stay out of it for everybody (rule 5, docs/adr/0048) */
  forOthers?: boolean;
  /** as many central tasks as a page shows; all of them without */
  most?: number;
};

export type BoardTask = {
  id: string;
  name: string;
  isMainBattlefield: boolean;
  endsOn: Day | null;
  /** people on it so far, as far as the viewer may see them */
  people: number;
  /** in the months of the board */
  records: number;
  results: number;
  verified: number;
};

export type Board = {
  methods: { id: string; name: string; nameEn: string; isSample: boolean }[];
  /** an observer's own, each counted by itself; of those who see all units, none */
  units: { id: string; shortName: string }[];
  /** `method:unit`, or `method:all` */
  byMethod: Record<string, number>;
  /** `tone:unit`, or `tone:all` */
  byTone: Record<string, number>;
  /** `tone:yyyy-MM` */
  byMonth: Record<string, number>;
  /** open ones, `due:age` */
  followUps: Record<string, number>;
  /** open ones, `tier:age` */
  cases: Record<string, number>;
  /** `state:age` */
  claims: Record<string, number>;
  tasks: BoardTask[];
  /** how many there are, shown or not */
  taskTotal: number;
};

const ages = (since: Sql, today: Day): Sql => {
  const week = begunBetween("week", today).from ?? today;
  const month = begunBetween("month", today).from ?? today;
  return sql`case when ${since} >= ${startOfCityDay(week)} then 'week' when ${since} >= ${startOfCityDay(month)} then 'month' else 'older' end`;
};
const byKey = (key: Sql, rows: Sql, amount: Sql = sql`count(*)`): Sql =>
  sql`(select coalesce(json_object_agg(key, n), '{}') from (select ${key} as key, ${amount}::int as n from ${rows} group by 1) grouped)`;

/** Of each task that is shown, looked up by it: the cadres that an observer may see, compared with every member, took longer than all the rest. */
const shownMembers = (asOf: Day): Sql => sql`
  select s.id as task_id, count(distinct m.cadre_id) as people
  from shown_tasks s cross join lateral (
    select cadre_id from central_task_members where task_id = s.id and starts_on <= ${asOf}::date offset 0) m
  group by 1`;

export async function getBoard(db: ScopedDb, viewer: CoverageViewer, scope: BoardScope): Promise<Board> {
  const { today } = scope;
  // of months that are over, what was open on their last day (docs/adr/0051)
  const past = scope.to < today ? scope.to : undefined;
  const asOf = past ?? today;
  const isOverseer = seesAllUnits(viewer);
  const place = isOverseer ? sql`'all'` : sql`c.unit_id::text`;
  const typed = (unitId: Sql): Sql => allOf(scope.type ? [ofUnitType(unitId, scope.type)] : []);
  const ofTask = (taskId: Sql): Sql => allOf(scope.task ? [sql`${taskId} = ${scope.task}::uuid`] : []);
  const [board] = await db.rows<Board>(sql`
    with ${countedRows(viewer, scope)},
    ran as materialized (
      select t.* from central_tasks t
      where t.starts_on <= ${scope.to}::date and coalesce(t.ends_on, 'infinity') >= ${scope.from}::date
        and ${typed(sql`t.lead_unit_id`)} and ${ofTask(sql`t.id`)}),
    shown_tasks as materialized (
      select *, coalesce(ends_on, 'infinity') >= ${asOf}::date as is_running from ran
      order by is_running desc, is_main_battlefield desc, starts_on desc, id limit ${scope.most ?? null}::int)
    select
      (select coalesce(json_agg(json_build_object('id', m.id, 'name', v.name, 'nameEn', v.name_en, 'isSample', v.is_sample)
                order by m.position, m.id), '[]')
       from methods m join lateral (
         select name, name_en, is_sample from method_versions
         where method_id = m.id and effective_from <= ${today}::date order by version_no desc limit 1) v on true) as methods,
      (select coalesce(json_agg(json_build_object('id', u.id, 'shortName', u.short_name) order by u.position, u.id), '[]')
       from units u where ${!isOverseer}::boolean and u.id = any (${viewer.unitIds}::uuid[]) and ${typed(sql`u.id`)}) as units,
      ${byKey(sql`c.method_id || ':' || ${place}`, sql`by_method c`, sql`sum(c.records)`)} as "byMethod",
      ${byKey(sql`c.polarity || ':' || ${place}`, sql`by_tone c`, sql`sum(c.records)`)} as "byTone",
      ${byKey(sql`c.polarity || ':' || left(c.month::text, 7)`, sql`by_tone c`, sql`sum(c.records)`)} as "byMonth",
      ${byKey(
        sql`case when f.due_on is null then 'none' when f.due_on < ${asOf}::date then 'overdue'
              when f.due_on <= ${addDays(asOf, 7)}::date then 'week' else 'later' end || ':' || ${ages(sql`f.created_at`, asOf)}`,
        sql`${openFollowUpsOn(past, scope.forOthers === true)} where ${typed(sql`f.unit_id`)}
              and ${isOverseer ? sql`true` : sql`f.owner_id = ${viewer.id}::uuid`}`,
      )} as "followUps",
      ${byKey(
        sql`c.tier || ':' || ${ages(sql`c.raised_at`, asOf)}`,
        sql`${casesOn(past)} where c.state = 'OPEN' and ${typed(sql`c.unit_id`)}`,
      )} as cases,
      ${byKey(
        sql`a.state || ':' || ${ages(sql`a.drafted_at`, asOf)}`,
        sql`${claimsOn(past)} where ${typed(sql`a.unit_id`)} and ${ofTask(sql`a.central_task_id`)}`,
      )} as claims,
      (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'isMainBattlefield', t.is_main_battlefield,
                'endsOn', t.ends_on::text, 'records', coalesce(r.records, 0),
                'people', coalesce(p.people, 0),
                'results', coalesce(l.results, 0), 'verified', coalesce(l.verified, 0))
                order by t.is_running desc, t.is_main_battlefield desc, t.starts_on desc, t.id), '[]')
       from shown_tasks t
       left join (${taskRecords(viewer, scope)}) r on r.task_id = t.id
       left join (${shownMembers(asOf)}) p on p.task_id = t.id
       left join (
         select a.central_task_id, count(*) filter (where a.state not in ('MERGED', 'SPLIT'))::int as results,
                count(*) filter (where a.state = 'CORROBORATED')::int as verified
         from ${claimsOn(past)} where a.central_task_id in (select id from shown_tasks) group by 1) l on l.central_task_id = t.id) as tasks,
      (select count(*)::int from ran) as "taskTotal"`);
  if (!board) throw new Error("a board without a row");
  return board;
}

const isKept = (viewer: CoverageViewer): boolean => seesAllUnits(viewer) && viewer.cadreId === null;

const inMonths = ({ from, to }: BoardScope): Sql =>
  sql`o.started_at >= ${startOfCityDay(from)} and o.started_at < ${startOfCityDay(addDays(to, 1))}`;
const monthOf = sql`date_trunc('month', city_day(o.started_at))::date`;
const isCounted = (scope: BoardScope): Sql =>
  allOf([
    sql`o.state <> 'RETURNED'`,
    inMonths(scope),
    ...(scope.type ? [ofUnitType(sql`o.unit_id`, scope.type)] : []),
    ...(scope.task ? [sql`o.central_task_id = ${scope.task}::uuid`] : []),
    ...guardedOut(sql`o`, scope),
  ]);
const guardedOut = (of: Sql, { forOthers }: BoardScope): Sql[] =>
  forOthers ? [sql`not ${of}.is_guarded`] : [];
/** One's own that the terms of the kept counts leave out. */
const ownBeside = (viewer: CoverageViewer): Sql => sql`
  (o.observer_id = ${viewer.id}::uuid or o.second_observer_id = ${viewer.id}::uuid)
  and (o.confidentiality > (select viewer_clearance()) or (o.is_guarded and not (select viewer_is('REVIEWER'))))`;

/** `by_method` and `by_tone`: rows of (unit_id where it is asked, month, …, records) that add up to what the viewer can open. */
function countedRows(viewer: CoverageViewer, scope: BoardScope): Sql {
  if (!isKept(viewer)) {
    // of whom records may tell, they are withheld one by one; an observer's counts know no task (lib/coverage/queries.ts)
    const own = seesAllUnits(viewer) ? sql`true` : sql`o.unit_id = any (${viewer.unitIds}::uuid[])`;
    const live = (more: Sql) => sql`
      select o.unit_id, ${monthOf} as month, o.method_id, o.polarity, count(*)::int as records
      from observations o where ${more} and ${isCounted(scope)} and ${own} group by 1, 2, 3, 4`;
    const isOwnKept = !seesAllUnits(viewer) && viewer.cadreId === null && !scope.task && !scope.forOthers;
    const wanted = allOf([
      sql`c.unit_id = any (${viewer.unitIds}::uuid[])`,
      sql`c.month between ${scope.from}::date and ${scope.to}::date`,
      ...(scope.type ? [ofUnitType(sql`c.unit_id`, scope.type)] : []),
    ]);
    const rows = isOwnKept
      ? sql`${ownTallies(wanted)} union all ${live(sql`not (select viewer_sees_own())`)}`
      : live(sql`true`);
    return sql`seen as materialized (${rows}),
      by_method as (select unit_id, month, method_id, records from seen),
      by_tone as (select unit_id, month, polarity, records from seen)`;
  }
  const inTime = sql`c.month between ${scope.from}::date and ${scope.to}::date`;
  const typed = allOf(scope.type ? [ofUnitType(sql`c.unit_id`, scope.type)] : []);
  const beside = sql`beside as materialized (
    select o.unit_id, ${monthOf} as month, o.method_id, o.polarity, 1 as records
    from observations o where not (select viewer_sees_by_level()) and ${besideKept(viewer, scope)} and ${isCounted(scope)}
)`;
  if (scope.forOthers) {
    // the finer counts, which tell one-source remarks apart; of who is recused they tell nothing, and all is counted beside them
    const open = allOf([inTime, typed, ...guardedOut(sql`c`, scope)]);
    const ofTask = sql`c.task_id = ${scope.task ?? null}::uuid`;
    const [methods, tones] = scope.task
      ? [sql`task_counts c where ${ofTask} and ${open}`, sql`task_counts c where ${ofTask} and ${open}`]
      : [sql`observation_counts c where ${open}`, sql`polarity_counts c where ${open}`];
    return sql`${beside},
      by_method as materialized (
        select method_id, sum(records)::int as records from (
          select c.method_id, c.records from ${methods} union all select method_id, records from beside) all_rows group by 1),
      by_tone as materialized (
        select month, polarity, sum(records)::int as records from (
          select c.month, c.polarity, c.records from ${tones} union all select month, polarity, records from beside) all_rows group by 1, 2)`;
  }
  const kept = scope.task
    ? sql`kept_methods as materialized (
        select c.unit_id, c.month, c.method_id, c.polarity, c.records from task_counts c
        where c.task_id = ${scope.task}::uuid and ${inTime} and ${typed}
        union all
        select c.unit_id, c.month, c.method_id, c.polarity, c.records
        from recused_task_counts(${scope.from}::date, ${scope.to}::date, ${scope.task}::uuid) c where ${typed}),
      kept_tones as (select unit_id, month, polarity, records from kept_methods)`
    : sql`kept_methods as (
        select c.method_id, c.records from (${keptMethods(scope)}) c
        union all
        -- who is recused from a cadre reads no kept count (policy counts_not_recused), but what is left of them without those records
        select c.method_id, c.records from recused_counts(${scope.from}::date, ${scope.to}::date) c where ${typed}),
      kept_tones as (
        select c.month, c.polarity, c.records
        from viewer_tones(${scope.from}::date, ${scope.to}::date, ${unitsOf(scope)}) c
        union all
        select c.month, c.polarity, c.records from polarity_counts c
        where ${inTime} and ${typed} and not (select viewer_sees_by_level())
        union all
        select c.month, c.polarity, c.records from recused_tones(${scope.from}::date, ${scope.to}::date) c where ${typed})`;
  return sql`${beside}, ${kept},
    -- who sees all units is told no unit: few rows are left to be named
    by_method as materialized (
      select method_id, sum(records)::int as records from (
        select method_id, records from kept_methods union all select method_id, records from beside) all_rows group by 1),
    by_tone as materialized (
      select month, polarity, sum(records)::int as records from (
        select month, polarity, records from kept_tones union all select month, polarity, records from beside) all_rows group by 1, 2)`;
}

/** Null for all of them. */
const unitsOf = ({ type }: BoardScope): Sql =>
  type ? sql`array(select id from units where type = ${type})` : sql`null::uuid[]`;

/** Of all units of the board at once: summed for whose sight is plain (docs/adr/0035), for others from those split by level. */
const keptMethods = (scope: BoardScope): Sql => sql`
  select c.method_id, c.records from viewer_method_counts(${scope.from}::date, ${scope.to}::date, ${unitsOf(scope)}) c
  union all
  select c.method_id, c.records from observation_counts c
  where not (select viewer_sees_by_level()) and c.month between ${scope.from}::date and ${scope.to}::date
    and ${allOf(scope.type ? [ofUnitType(sql`c.unit_id`, scope.type)] : [])}`;

/** What no kept count tells the viewer: their own, and for others all of it where they are recused. */
const besideKept = (viewer: CoverageViewer, { forOthers }: BoardScope): Sql =>
  forOthers
    ? sql`((select viewer_is_recused()) or ${ownBeside(viewer)})`
    : sql`not (select viewer_is_recused()) and ${ownBeside(viewer)}`;

/** Records of each central task in the months of the board, whatever unit they are of: as its list opens them. */
function taskRecords(viewer: CoverageViewer, scope: BoardScope): Sql {
  const live = (more: Sql) => sql`
    select o.central_task_id as task_id, 1 as records from observations o
    where ${allOf([sql`o.central_task_id is not null and o.state <> 'RETURNED'`, inMonths(scope), more, ...guardedOut(sql`o`, scope)])}`;
  // by their key: else the rows of every task are fetched to be left out
  const ofShown = sql`c.task_id = any (array(select id from shown_tasks))`;
  const rows =
    scope.forOthers && isKept(viewer)
      ? sql`select c.task_id, c.records from task_counts c
          where c.month between ${scope.from}::date and ${scope.to}::date and not c.is_guarded
          union all ${live(sql`not (select viewer_sees_by_level()) and ${besideKept(viewer, scope)}`)}`
      : isKept(viewer)
        ? sql`select c.task_id, c.records from viewer_task_counts(
            ${scope.from}::date, ${scope.to}::date, array(select id from shown_tasks)) c
          union all
          select c.task_id, c.records from task_counts c
          where not (select viewer_sees_by_level()) and c.month between ${scope.from}::date and ${scope.to}::date
          union all ${live(sql`not (select viewer_sees_by_level()) and not (select viewer_is_recused()) and ${ownBeside(viewer)}`)}
          union all
          select c.task_id, c.records from recused_task_counts(${scope.from}::date, ${scope.to}::date) c`
        : seesAllUnits(viewer) || viewer.cadreId !== null || scope.forOthers
          ? live(sql`o.central_task_id in (select t.id from central_tasks t)`)
          : sql`
          select c.task_id, c.records from task_shared_counts c
          where c.unit_id = any (${viewer.unitIds}::uuid[]) and ${ofShown} and c.month between ${scope.from}::date and ${scope.to}::date
          union all
          -- what a unit's observers share is counted with the unit, as long as it is theirs
          select c.task_id, c.records from task_own_counts c
          where c.person_id = ${viewer.id}::uuid and ${ofShown} and c.month between ${scope.from}::date and ${scope.to}::date
            and not (c.is_shared and c.unit_id = any (${viewer.unitIds}::uuid[]))
          union all ${live(sql`not (select viewer_sees_own())`)}`;
  return sql`select task_id, sum(records)::int as records from (${rows}) counted group by task_id`;
}
