/**
 * What a report is made of, in one statement: all of it as it was at one moment. Nothing above the report's level, no
 * remark with one source (rule 5), nothing about the person who makes it.
 */

import { limitOn } from "@/lib/calendar/limits/queries";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import type { Material, MaterialConcern, MaterialObserver } from "../compose/rules";

/** `at`: the moment of the freeze; what is decided after it is no part of it. */
export type Scope = { from: Day; to: Day; level: number; at: Date };

const inTime = ({ from, to }: Scope, moment: Sql): Sql =>
  sql`${moment} >= ${startOfCityDay(from)} and ${moment} < ${startOfCityDay(addDays(to, 1))}`;
/** A record that may be cited. */
const citable = ({ level }: Scope, o: Sql): Sql =>
  sql`${o}.state in ('ACCEPTED', 'ARCHIVED') and not ${o}.is_guarded and ${o}.confidentiality <= ${level}::int`;
const notMine = (cadreId: Sql): Sql => sql`${cadreId} is distinct from (select viewer_cadre_id())`;

const achievementsOf = (scope: Scope): Sql => sql`
  select a.* from achievements a
  where a.state = 'CORROBORATED' and a.confirmed_at <= ${scope.at} and a.confidentiality <= ${scope.level}::int
    and (a.ends_on between ${scope.from}::date and ${scope.to}::date or ${inTime(scope, sql`a.confirmed_at`)})
    and not exists (select 1 from achievement_cadres mine where mine.achievement_id = a.id and mine.revision_no = a.revision_no
                    and mine.cadre_id = (select viewer_cadre_id()))`;

/** Counted records and lines of the months by unit, from kept sums (docs/adr/0043). */
const sums = ({ from, to, level }: Scope): Sql => sql`
  counted as materialized (
    select unit_id, month, method_id, sum(records)::int as records
    from viewer_recorded(${from}::date, ${to}::date, ${level}::int) where not came_along group by 1, 2, 3 having sum(records) > 0),
  seen as materialized (
    select unit_id, count(*)::int as cadres from (
      select unit_id, cadre_id from viewer_judged(${from}::date, ${to}::date, ${level}::int)
      group by 1, 2 having sum(attention + neutral + positive) > 0) s group by 1)`;

/** Each count is made once for all units: looked through unit by unit, the sums of all are read ninety times. */
const unitsOf = (scope: Scope): Sql => sql`
  select u.id, ${shortNameOn(sql`u`, scope.to)} as "shortName", u.type, u.starts_on::text as "startsOn",
    coalesce(c.records, 0) as records, coalesce(c.months, '{}') as months, coalesce(w.methods, 0) as methods,
    coalesce(h.cadres, 0) as cadres, coalesce(s.cadres, 0) as seen, coalesce(t.achievements, 0) as achievements,
    (select city_day(o.started_at)::text from observations o
     where o.unit_id = u.id and o.state <> 'RETURNED' and not o.is_guarded and o.confidentiality <= ${scope.level}::int
       and o.started_at < ${startOfCityDay(addDays(scope.to, 1))} order by o.started_at desc limit 1) as "lastOn"
  from units u
  left join (
    select m.unit_id, sum(m.records)::int as records, json_object_agg(left(m.month::text, 7), m.records) as months
    from (select unit_id, month, sum(records)::int as records from counted group by 1, 2) m group by 1) c on c.unit_id = u.id
  left join (select unit_id, count(distinct method_id)::int as methods from counted group by 1) w on w.unit_id = u.id
  left join (
    select p.unit_id, count(distinct p.cadre_id)::int as cadres from post_holdings p
    where ${scope.to}::date between p.starts_on and coalesce(p.ends_on, 'infinity') group by 1) h on h.unit_id = u.id
  left join seen s on s.unit_id = u.id
  left join (select unit_id, count(*)::int as achievements from told group by 1) t on t.unit_id = u.id
  where coalesce(u.starts_on, '-infinity') <= ${scope.to}::date and coalesce(u.ends_on, 'infinity') >= ${scope.from}::date
  order by u.position, u.id`;

const methodsOf = (scope: Scope): Sql => sql`
  select v.name, v.is_sample as "isSample", coalesce(c.records, 0) as records, coalesce(c.units, 0) as units
  from methods m join lateral (select * from method_versions v where v.method_id = m.id and v.effective_from <= ${scope.to}::date
                               order by v.version_no desc limit 1) v on true
  left join (select method_id, sum(records)::int as records, count(distinct unit_id)::int as units from counted group by 1) c on c.method_id = m.id
  order by m.position, m.id`;

const recordFields = sql`'id', o.id, 'revisionNo', o.revision_no, 'on', city_day(o.started_at)::text, 'method', v.name, 'fact', o.fact`;

/** With all that is linked: sources, the records before them, the case, its meetings, its 容错. */
const highlightsOf = (scope: Scope): Sql => sql`
  select a.id, a.revision_no as "revisionNo", a.claim, a.starts_on::text as "startsOn", a.ends_on::text as "endsOn",
    ${shortNameOn(sql`u`, scope.to)} as "unitName", a.level, a.indicator, a.measure_unit as "measureUnit", a.baseline::float8 as baseline, a.actual::float8 as actual,
    city_day(a.confirmed_at)::text as "confirmedOn", t.name as "taskName", coalesce(t.is_main_battlefield, false) as "isMainBattlefield",
    (select coalesce(json_agg(json_build_object('cadreId', l.cadre_id, 'name', k.name, 'unitName', ${shortNameOn(sql`lu`, scope.to)},
              'postTitle', l.post_title, 'contribution', l.contribution) order by l.position), '[]')
     from achievement_cadres l join cadres k on k.id = l.cadre_id join units lu on lu.id = l.unit_id
     where l.achievement_id = a.id and l.revision_no = a.revision_no) as cadres,
    (select coalesce(json_agg(json_build_object(${recordFields}, 'sourceId', s.id, 'kind', s.kind) order by o.started_at, o.id), '[]')
     from achievement_sources s join observations o on o.id = s.observation_id join method_versions v on v.id = o.method_version_id
     where s.achievement_id = a.id and s.withdrawn_at is null and s.supports and s.is_independent
       and o.revision_no = s.observation_revision and ${citable(scope, sql`o`)}) as records,
    (select coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'title', s.document_title, 'number', s.document_number,
              'on', s.document_on::text) order by s.document_on, s.id), '[]')
     from achievement_sources s where s.achievement_id = a.id and s.observation_id is null and s.withdrawn_at is null
       and s.supports and s.is_independent) as papers,
    (select coalesce(json_agg(json_build_object(${recordFields}) order by o.started_at, o.id), '[]')
     from observations o join method_versions v on v.id = o.method_version_id
     where o.id in (select l.to_id from achievement_sources s join observation_links l on l.from_id = s.observation_id
                    where s.achievement_id = a.id and s.withdrawn_at is null)
       and not exists (select 1 from achievement_sources s where s.achievement_id = a.id and s.observation_id = o.id)
       and o.polarity is distinct from 'ATTENTION' and ${citable(scope, sql`o`)}) as earlier,
    (select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'state', c.state, 'unitName', ${shortNameOn(sql`cu`, scope.to)},
              'raisedOn', city_day(c.raised_at)::text, 'closedOn', city_day(c.closed_at)::text,
              'parties', (select coalesce(json_agg(${shortNameOn(sql`pu`, scope.to)} order by pu.position), '[]') from case_parties p
                          join units pu on pu.id = p.unit_id where p.case_id = c.id and p.unit_id <> c.unit_id),
              'meetings', (select coalesce(json_agg(m order by m."on", m.id), '[]') from (${meetings(scope, sql`m.case_id = c.id`)}) m),
              'tolerance', (select coalesce(json_agg(x order by x.number), '[]') from (${tolerance(scope, sql`x.case_id = c.id and x.outcome is not null`)}) x))
              order by c.number), '[]')
     from cases c join units cu on cu.id = c.unit_id
     where c.state <> 'WITHDRAWN' and c.id in (
       select r.case_id from case_records r where r.observation_id in (
         select s.observation_id from achievement_sources s where s.achievement_id = a.id and s.withdrawn_at is null))) as cases
  from told a join units u on u.id = a.unit_id left join central_tasks t on t.id = a.central_task_id
  order by u.position, a.ends_on, a.id`;

const meetings = (scope: Scope, where: Sql): Sql => sql`
  select m.id, m.title, city_day(m.starts_at)::text as "on", ${shortNameOn(sql`mu`, scope.to)} as "unitName",
    (select coalesce(json_agg(d.text order by d.added_at, d.id), '[]') from meeting_decisions d
     where d.meeting_id = m.id and d.withdrawn_at is null) as decisions,
    (select coalesce(json_agg(one.condition), '[]') from meeting_decisions d, unnest(d.conditions) one(condition)
     where d.meeting_id = m.id and d.withdrawn_at is null) as conditions,
    exists (select 1 from meeting_witnesses w where w.meeting_id = m.id and w.withdrawn_at is null) as "isWitnessed"
  from coordination_meetings m join units mu on mu.id = m.unit_id
  where m.state in ('HELD', 'SIGNING', 'SIGNED') and ${where}`;

const tolerance = (scope: Scope, where: Sql): Sql => sql`
  select x.id, x.number, x.kind, x.title, x.state, x.outcome, ${shortNameOn(sql`xu`, scope.to)} as "unitName", city_day(x.applied_at)::text as "appliedOn",
    x.decided_on::text as "decidedOn", x.is_without_loss as "isWithoutLoss"
  from tolerance_cases x join units xu on xu.id = x.unit_id where ${where}`;

const concernsOf = (scope: Scope): Sql => sql`
  select c.id, c.cadre_id as "cadreId", k.name, ${shortNameOn(sql`u`, scope.to)} as "unitName", c.post_title as "postTitle", c.summary, c.situation,
    c.state, c.expires_on::text as "expiresOn", city_day(c.decided_at)::text as "decidedOn",
    (select coalesce(json_agg(json_build_object('id', o.id, 'revisionNo', o.revision_no, 'sourceId', s.id) order by o.started_at, o.id), '[]')
     from concern_sources s join observations o on o.id = s.observation_id and o.revision_no = s.observation_revision
     where s.concern_id = c.id and s.withdrawn_at is null and ${citable(scope, sql`o`)}) as records
  from concerns c join cadres k on k.id = c.cadre_id join units u on u.id = c.unit_id
  where c.state in ('WATCHING', 'REMINDED') and c.expires_on >= city_today() and c.confidentiality <= ${scope.level}::int
    and c.decided_at <= ${scope.at} and city_day(c.decided_at) <= ${scope.to}::date and ${notMine(sql`c.cadre_id`)}
  order by u.position, c.decided_at, c.id`;

const casesOf = (scope: Scope): Sql => sql`
  select ${shortNameOn(sql`u`, scope.to)} as "unitName",
    count(*) filter (where ${inTime(scope, sql`c.raised_at`)})::int as raised,
    count(*) filter (where ${inTime(scope, sql`c.closed_at`)})::int as closed,
    count(*) filter (where c.state in ('OPEN', 'SETTLED'))::int as open,
    -- what is settled in time waits for the department, not the other way round
    count(*) filter (where c.state = 'OPEN' and c.due_on < city_today())::int as overdue
  from cases c join units u on u.id = c.unit_id
  where c.state <> 'WITHDRAWN' and (c.state in ('OPEN', 'SETTLED') or ${inTime(scope, sql`c.raised_at`)} or ${inTime(scope, sql`c.closed_at`)})
  group by u.id, u.short_name, u.position order by u.position`;

/**
 * `f`: of a record or a claim that a report of this level may tell of; of neither, it is nobody's secret. Asked one by one:
 * `exists` beside an `or` may be answered by reading every record once.
 */
const followable = ({ level }: Scope): Sql => sql`
  coalesce((select not o.is_guarded and o.confidentiality <= ${level}::int from observations o where o.id = f.observation_id),
    f.observation_id is null)
  and coalesce((select a.confidentiality <= ${level}::int from achievements a where a.id = f.achievement_id),
    f.achievement_id is null)`;

/** Counted in one pass for who sees by level alone, and by the policies for others: one of the two is run. */
const followUpsOf = (scope: Scope): Sql => sql`
  select ${shortNameOn(sql`u`, scope.to)} as "unitName", sum(f.asked)::int as asked, sum(f.done)::int as done, sum(f.open)::int as open,
    sum(f.overdue)::int as overdue
  from (
    select * from viewer_follow_ups(${startOfCityDay(scope.from)}, ${startOfCityDay(addDays(scope.to, 1))}, ${scope.level}::int)
    union all
    select f.unit_id, count(*) filter (where ${inTime(scope, sql`f.created_at`)}), count(*) filter (where ${inTime(scope, sql`f.done_at`)}),
      count(*) filter (where f.done_at is null), count(*) filter (where f.done_at is null and f.due_on < city_today())
    from follow_ups f
    where not ((select viewer_is('REVIEWER')) and (select viewer_sees_by_level())) and ${followable(scope)}
      and (f.done_at is null or ${inTime(scope, sql`f.created_at`)} or ${inTime(scope, sql`f.done_at`)})
    group by 1) f
  join units u on u.id = f.unit_id
  group by u.id, u.short_name, u.position order by u.position`;

const all = (rows: Sql, name: Sql): Sql =>
  sql`(select coalesce(json_agg(t), '[]') from (${rows}) t) as ${name}`;

const silentAfter = (scope: Scope): Sql =>
  sql`${limitOn("SILENT_DAYS", sql`${scope.to}::date`)} as "silentAfter"`;
const methodsEnough = (scope: Scope): Sql =>
  sql`${limitOn("EVIDENCE_METHODS", sql`${scope.to}::date`)} as "methodsEnough"`;

export async function collectQuarter(db: ScopedDb, scope: Scope): Promise<Material> {
  const [material] = await db.rows<Material>(sql`
    with told as (${achievementsOf(scope)}), ${sums(scope)}
    select ${silentAfter(scope)}, ${methodsEnough(scope)}, ${all(unitsOf(scope), sql`units`)}, ${all(methodsOf(scope), sql`methods`)}, ${all(highlightsOf(scope), sql`highlights`)},
      ${all(concernsOf(scope), sql`concerns`)}, ${all(sql`${meetings(scope, inTime(scope, sql`m.starts_at`))} order by m.starts_at, m.id`, sql`meetings`)},
      ${all(
        sql`${tolerance(scope, sql`x.outcome is not null and (${inTime(scope, sql`x.applied_at`)} or x.decided_on between ${scope.from}::date and ${scope.to}::date)`)} order by x.number`,
        sql`tolerance`,
      )},
      ${all(casesOf(scope), sql`cases`)}, ${all(followUpsOf(scope), sql`"followUps"`)}`);
  if (!material) throw new Error("material without a row");
  return material;
}

type CoverageMaterial = Pick<Material, "units" | "methods" | "silentAfter">;

export async function collectUnits(db: ScopedDb, scope: Scope): Promise<CoverageMaterial> {
  const [found] = await db.rows<CoverageMaterial>(sql`
    with told as (${achievementsOf(scope)}), ${sums(scope)}
    select ${silentAfter(scope)}, ${all(unitsOf(scope), sql`units`)}, ${all(methodsOf(scope), sql`methods`)}`);
  if (!found) throw new Error("material without a row");
  return found;
}

export const listConcerns = (db: ScopedDb, scope: Scope): Promise<MaterialConcern[]> =>
  db.rows<MaterialConcern>(concernsOf(scope));

/** 履职情况: by name, in no order of merit. */
export const collectObservers = (db: ScopedDb, scope: Scope): Promise<MaterialObserver[]> =>
  db.rows<MaterialObserver>(sql`
    with held as (
      select a.observer_id, a.unit_id from assignments a
      where a.starts_on <= ${scope.to}::date and coalesce(a.ends_on, 'infinity') >= ${scope.from}::date
      group by a.observer_id, a.unit_id
    ), written as materialized (
      select person_id as observer_id, unit_id, method_id, sum(records)::int as records
      from viewer_recorded(${scope.from}::date, ${scope.to}::date, ${scope.level}::int) where not came_along
      group by 1, 2, 3 having sum(records) > 0
    )
    select p.id, p.name,
      array(select ${shortNameOn(sql`u`, scope.to)} from held h join units u on u.id = h.unit_id where h.observer_id = p.id order by u.position) as units,
      array(select ${shortNameOn(sql`u`, scope.to)} from held h join units u on u.id = h.unit_id where h.observer_id = p.id
            and not exists (select 1 from written w where w.observer_id = p.id and w.unit_id = h.unit_id) order by u.position) as "silentUnits",
      coalesce((select sum(w.records)::int from written w where w.observer_id = p.id), 0) as records,
      (select count(distinct w.method_id)::int from written w where w.observer_id = p.id) as methods,
      (select count(*)::int from follow_ups f
       where f.owner_id = p.id and f.done_at is null and f.due_on < city_today() and ${followable(scope)}) as overdue
    from users p where p.id in (select observer_id from held)
    order by p.name, p.id`);
