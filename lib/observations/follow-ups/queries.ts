import { limitOn } from "@/lib/calendar/limits/queries";
import { type Age, begunBetween } from "@/lib/platform/ages";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { ofUnitType } from "@/lib/units/queries";
import type { FollowUpFilter } from "./schema";

export type OpenFollowUp = {
  id: string;
  /** of these three, the one that it belongs to and that is the viewer's to see */
  observationId: string | null;
  achievementId: string | null;
  caseId: string | null;
  unitId: string;
  unitName: string;
  title: string;
  dueOn: Day | null;
  /** of the record it came from; null where that is no longer the viewer's to see */
  recordedOn: Day | null;
  /** of a request: who asked for it */
  askedByName: string | null;
};

const columns = sql`
  f.id, o.id as "observationId", a.id as "achievementId", matter.id as "caseId", f.unit_id as "unitId", u.short_name as "unitName", f.title,
  f.due_on::text as "dueOn", city_day(o.started_at)::text as "recordedOn", asker.name as "askedByName"`;
const joins = sql`
  join units u on u.id = f.unit_id left join observations o on o.id = f.observation_id
  left join achievements a on a.id = f.achievement_id
  left join cases matter on matter.id = f.case_id left join users asker on asker.id = f.asked_by`;

/** The viewer's own, nearest day first; also what the phone keeps for its unit tiles. */
export const listOpenFollowUps = (db: ScopedDb, viewerId: string): Promise<OpenFollowUp[]> =>
  db.rows<OpenFollowUp>(sql`
    select ${columns} from follow_ups f ${joins}
    where f.owner_id = ${viewerId}::uuid and f.done_at is null
    order by f.due_on nulls last, f.created_at, f.id limit 200`);

/** To be closed beside the list; closed just now it is still there. */
export async function findOwnFollowUp(
  db: ScopedDb,
  viewerId: string,
  id: string,
): Promise<(OpenFollowUp & { doneOn: Day | null }) | null> {
  const [found] = await db.rows<OpenFollowUp & { doneOn: Day | null }>(sql`
    select ${columns}, city_day(f.done_at)::text as "doneOn" from follow_ups f ${joins}
    where f.id = ${id}::uuid and f.owner_id = ${viewerId}::uuid`);
  return found ?? null;
}

export type ListedFollowUp = OpenFollowUp & {
  ownerId: string;
  ownerName: string;
  doneOn: Day | null;
  outcome: string;
  answerId: string | null;
};

const PAGE_SIZE = 50;
/** What was closed before that is found on its record or claim: a list that grows for ever is no view. */
const CLOSED_DAYS = 90;
/** A day that no follow-up has, for those without one: they come last. */
const NO_DAY = "2199-12-31";

/** A day that has passed, or today. */
export const dayShown = ({ on }: Pick<FollowUpFilter, "on">, today: Day): Day =>
  on && on < today ? on : today;

/** Follow-ups as `f`: those that were there at the end of a past day, open where nobody had closed them yet; without a day as they are. */
function followUpsOn(on: Day | undefined): Sql {
  if (!on) return sql`follow_ups f`;
  const end = startOfCityDay(addDays(on, 1));
  return sql`(
    select f.id, f.observation_id, f.achievement_id, f.case_id, f.unit_id, f.owner_id, f.asked_by, f.title, f.due_on, f.created_at,
      case when f.done_at < ${end} then f.done_at end as done_at, case when f.done_at < ${end} then f.outcome else '' end as outcome,
      case when f.done_at < ${end} then f.answer_id end as answer_id
    from follow_ups f where f.created_at < ${end}) f`;
}
/**
 * Of those the ones that were open, as a board tells them: what is open still, and what was done since, each by its own index, for all
 * that was ever asked is not looked through. Of records that of a past day are many, and are asked for in one pass by who sees by level.
 */
export function openFollowUpsOn(on: Day | undefined, forOthers: boolean): Sql {
  const told = forOthers ? tellsOthers : sql`true`;
  if (!on) return sql`(select f.* from follow_ups f where f.done_at is null and ${told}) f`;
  const end = startOfCityDay(addDays(on, 1));
  // nearly all was asked before: the index of that day is of no use, and the planner takes it for a third
  const byPolicy = sql`f.created_at + interval '0' < ${end} and ${told}
    and (f.observation_id is null or not ((select viewer_is('REVIEWER', 'LEADER')) and (select viewer_sees_by_level())))`;
  return sql`(
    select * from viewer_follow_ups_open(${end}, ${forOthers}::boolean)
    union all
    select f.unit_id, f.owner_id, f.due_on, f.created_at from follow_ups f where f.done_at is null and ${byPolicy}
    union all
    select f.unit_id, f.owner_id, f.due_on, f.created_at from follow_ups f where f.done_at >= ${end} and ${byPolicy}) f`;
}
const shownOn = (filter: FollowUpFilter, today: Day): Sql =>
  followUpsOn(filter.on && filter.on < today ? filter.on : undefined);

/** What goes on to others holds nothing of a one-source negative remark (rule 5): neither its words nor its follow-ups. */
const tellsOthers: Sql = sql`not exists (
  select 1 from observations guarded where guarded.id = f.observation_id and guarded.is_guarded)`;

/** Everybody's, as far as the viewer may see them: the nearest day first, what is done with the latest first. */
export async function listFollowUps(
  db: ScopedDb,
  viewer: { id: string },
  filter: FollowUpFilter,
  today: Day,
  { forOthers = false }: { forOthers?: boolean } = {},
): Promise<{ items: ListedFollowUp[]; nextCursor: string | null }> {
  const isDone = filter.state === "done";
  const at = isDone ? sql`f.done_at` : sql`coalesce(f.due_on, ${NO_DAY}::date)::timestamptz`;
  const where = conditions(filter, viewer, dayShown(filter, today));
  if (forOthers) where.push(tellsOthers);
  if (filter.cursor) {
    const cut = filter.cursor.indexOf("_");
    const [moment, id] = [new Date(Number(filter.cursor.slice(0, cut))), filter.cursor.slice(cut + 1)];
    where.push(
      isDone
        ? sql`(${at}, f.id) < (${moment}::timestamptz, ${id}::uuid)`
        : sql`(${at}, f.id) > (${moment}::timestamptz, ${id}::uuid)`,
    );
  }
  const order = isDone ? sql`${at} desc, f.id desc` : sql`${at}, f.id`;
  const rows = await db.rows<ListedFollowUp & { at: Date }>(sql`
    with chosen as materialized (
      select f.id from ${shownOn(filter, today)} where ${allOf(where)} order by ${order} limit ${PAGE_SIZE + 1}::int
    )
    select ${columns}, f.owner_id as "ownerId", owner.name as "ownerName",
      city_day(f.done_at)::text as "doneOn", f.outcome, answer.id as "answerId", ${at} as at
    from chosen join ${shownOn(filter, today)} on f.id = chosen.id ${joins}
    left join users owner on owner.id = f.owner_id left join observations answer on answer.id = f.answer_id
    order by ${order}`);
  const items = rows.slice(0, PAGE_SIZE).map(({ at: _, ...one }) => one);
  const last = rows[PAGE_SIZE - 1];
  return {
    items,
    nextCursor: rows.length > PAGE_SIZE && last ? `${last.at.getTime()}_${last.id}` : null,
  };
}

export type FollowUpCounts = {
  open: number;
  overdue: number;
  week: number;
  later: number;
  none: number;
  /** null: more than anybody counts; what is open is bounded by people's hands, what was closed is not */
  done: number | null;
};

const DONE_LIMIT = 1_000;

/** How many of each kind the list shows. */
export async function countFollowUps(
  db: ScopedDb,
  viewer: { id: string },
  filter: FollowUpFilter,
  today: Day,
): Promise<FollowUpCounts> {
  const { due: _, state: __, cursor: ___, ...wanted } = filter;
  const asOf = dayShown(filter, today);
  const isDue = (due: FollowUpFilter["due"]) => sql`f.done_at is null and ${allOf(dueIn(due, asOf))}`;
  const [counts] = await db.rows<FollowUpCounts>(sql`
    select count(*) filter (where f.done_at is null)::int as open,
      count(*) filter (where ${isDue("overdue")})::int as overdue, count(*) filter (where ${isDue("week")})::int as week,
      count(*) filter (where ${isDue("later")})::int as later,
      count(*) filter (where ${isDue("none")})::int as none,
      (select nullif(count(*), ${DONE_LIMIT + 1})::int from (select 1 from ${shownOn(filter, today)}
        where ${allOf([closedLately(asOf), ...scoped(wanted, viewer, asOf)])} limit ${DONE_LIMIT + 1}::int) closed) as done
    from ${shownOn(filter, today)}
    where f.done_at is null and ${allOf(scoped(wanted, viewer, asOf))}`);
  return counts ?? { open: 0, overdue: 0, week: 0, later: 0, none: 0, done: 0 };
}

/** For the desk of who oversees: how many are overdue, and the longest of them. */
export async function overdueFollowUps(
  db: ScopedDb,
  viewer: { id: string },
  today: Day,
  size: number,
): Promise<{ count: number; first: ListedFollowUp[] }> {
  const filter: FollowUpFilter = { due: "overdue" };
  const [counted] = await db.rows<{ count: number }>(sql`
    select count(*)::int as count from follow_ups f where ${allOf(conditions(filter, viewer, today))}`);
  const { items } = await listFollowUps(db, viewer, filter, today);
  return { count: counted?.count ?? 0, first: items.slice(0, size) };
}

export type Visitor = { id: string; name: string; department: string };
/** Who has the unit today and may be asked to go there. */
export const listVisitors = (db: ScopedDb, unitId: string, today: Day): Promise<Visitor[]> =>
  db.rows<Visitor>(sql`
    select w.id, w.name, w.department from assignments a
    join users w on w.id = a.observer_id and w.is_active
    where a.unit_id = ${unitId}::uuid and ${today}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
    order by a.starts_on, w.name, w.id`);

export type VisitScope = {
  unitName: string;
  methodName: string | null;
  methodNameEn: string | null;
  visitors: Visitor[];
  /** where nobody says otherwise */
  dueOn: Day;
};
/** What the form says of the gap; null where the unit is not there. */
export async function findVisitScope(
  db: ScopedDb,
  scope: { unit: string; method?: string },
  today: Day,
): Promise<VisitScope | null> {
  const [found] = await db.rows<Omit<VisitScope, "visitors">>(sql`
    select u.short_name as "unitName", v.name as "methodName", v.name_en as "methodNameEn",
           (${today}::date + ${limitOn("VISIT_DAYS", sql`${today}::date`)})::text as "dueOn"
    from units u left join lateral (
      select name, name_en from method_versions where method_id = ${scope.method ?? null}::uuid
        and effective_from <= ${today}::date order by version_no desc limit 1) v on true
    where u.id = ${scope.unit}::uuid and coalesce(u.ends_on, 'infinity') >= ${today}::date`);
  return found ? { ...found, visitors: await listVisitors(db, scope.unit, today) } : null;
}

function scoped(filter: FollowUpFilter, viewer: { id: string }, today: Day): Sql[] {
  const list: Sql[] = [];
  if (filter.scope === "mine") list.push(sql`f.owner_id = ${viewer.id}::uuid`);
  if (filter.scope === "asked") list.push(sql`f.asked_by = ${viewer.id}::uuid`);
  if (filter.of === "record") list.push(sql`f.observation_id is not null`);
  if (filter.of === "claim") list.push(sql`f.achievement_id is not null`);
  if (filter.of === "case") list.push(sql`f.case_id is not null`);
  if (filter.of === "unit") list.push(sql`num_nonnulls(f.observation_id, f.achievement_id, f.case_id) = 0`);
  if (filter.age) list.push(ofAge(filter.age, today));
  if (filter.type) list.push(ofUnitType(sql`f.unit_id`, filter.type));
  if (filter.unit) list.push(sql`f.unit_id = ${filter.unit}::uuid`);
  if (filter.owner) list.push(sql`f.owner_id = ${filter.owner}::uuid`);
  return list;
}

const ofAge = (age: Age, today: Day): Sql => {
  const { from, until } = begunBetween(age, today);
  return allOf([
    ...(from ? [sql`f.created_at >= ${startOfCityDay(from)}`] : []),
    ...(until ? [sql`f.created_at < ${startOfCityDay(addDays(until, 1))}`] : []),
  ]);
};

function dueIn(due: FollowUpFilter["due"], today: Day): Sql[] {
  switch (due) {
    case "overdue":
      return [sql`f.due_on < ${today}::date`];
    case "week":
      return [sql`f.due_on between ${today}::date and ${addDays(today, 7)}::date`];
    case "later":
      return [sql`f.due_on > ${addDays(today, 7)}::date`];
    case "none":
      return [sql`f.due_on is null`];
    default:
      return [];
  }
}

const closedLately = (today: Day): Sql => sql`f.done_at >= ${startOfCityDay(addDays(today, -CLOSED_DAYS))}`;

const conditions = (filter: FollowUpFilter, viewer: { id: string }, today: Day): Sql[] => [
  filter.state === "done" ? closedLately(today) : sql`f.done_at is null`,
  ...(filter.state === "done" ? [] : dueIn(filter.due, today)),
  ...scoped(filter, viewer, today),
];
