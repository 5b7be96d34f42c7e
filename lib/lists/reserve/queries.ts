/** 一线后备: who is on a task with 主战场 on the day, task by task; a page shows whole task forces. */
import { listVerifiedOf } from "@/lib/achievements/verified/queries";
import { daysOnPost, type Stint, type TaskDates } from "@/lib/central-tasks/rules";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { type Days, groupBy, listPeople, type Reader, type Reserve, type Scope, shownOf } from "../queries";
import { COUNTED_CONTRIBUTIONS, type ListRule, reserveMissing, verdictOf } from "../rules";

/** People of a page, as long as there is more than one task force on it. */
const PAGE_SIZE = 40;
const MOST_TASKS = 20;

const standsOn = (asOf: Day): Sql => sql`
  k.battlefield_from <= ${asOf}::date and coalesce(k.battlefield_to, 'infinity') >= ${asOf}::date
  and k.starts_on <= ${asOf}::date and coalesce(k.ends_on, 'infinity') >= ${asOf}::date`;

/** Whoever belongs to the unit, or to one of the type, on the day. */
function amongThem({ type, unit }: Scope, asOf: Day): Sql {
  if (!type && !unit) return sql`true`;
  return sql`m.cadre_id in (
    select p.cadre_id from post_holdings p join units u on u.id = p.unit_id
    where p.is_primary and p.starts_on <= ${asOf}::date and coalesce(p.ends_on, 'infinity') >= ${asOf}::date and ${allOf(
      [...(unit ? [sql`p.unit_id = ${unit}::uuid`] : []), ...(type ? [sql`u.type = ${type}`] : [])],
    )})`;
}

/** The task forces of a page, by name; `after` is the last of the page before. */
async function listStanding(
  db: ScopedDb,
  scope: Scope,
  asOf: Day,
  { after, size }: { after?: string; size: number },
): Promise<{ tasks: string[]; nextAfter: string | null }> {
  const present = sql`m.task_id = k.id and m.starts_on <= ${asOf}::date
    and coalesce(m.ends_on, 'infinity') >= ${asOf}::date and ${amongThem(scope, asOf)}`;
  const standing = await db.rows<{ id: string; people: number }>(sql`
    with standing as materialized (
      select k.id, k.name from central_tasks k
      where ${allOf([
        standsOn(asOf),
        // of all task forces, it would look through the members of all of them
        ...(scope.type || scope.unit
          ? [sql`exists (select from central_task_members m where ${present})`]
          : []),
        ...(scope.task ? [sql`k.id = ${scope.task}::uuid`] : []),
        ...(after
          ? [
              sql`(k.name, k.id) > (coalesce((select name from central_tasks where id = ${after}::uuid), ''), ${after}::uuid)`,
            ]
          : []),
      ])}
      order by k.name, k.id limit ${MOST_TASKS + 1}::int
    )
    select k.id, (select count(distinct m.cadre_id)::int from central_task_members m where ${present}) as people
    from standing k order by k.name, k.id`);
  const tasks: string[] = [];
  let people = 0;
  for (const one of standing.slice(0, MOST_TASKS)) {
    people += one.people;
    if (tasks.length > 0 && people > size) break;
    tasks.push(one.id);
  }
  return { tasks, nextAfter: tasks.length < standing.length ? (tasks.at(-1) ?? null) : null };
}

export type ReservePage = { people: Reserve[]; nextAfter: string | null };
export async function listReservePage(
  db: ScopedDb,
  viewer: Reader,
  rule: ListRule,
  { after, ...scope }: Scope & { after?: string },
  days: Days,
  size = PAGE_SIZE,
): Promise<ReservePage> {
  const { tasks, nextAfter } = await listStanding(db, scope, days.asOf, { after, size });
  return { people: await listReserve(db, viewer, rule, scope, days, tasks), nextAfter };
}

type StoredStint = Stint & {
  taskId: string;
  taskName: string;
  cadreId: string;
  post: string;
  task: TaskDates;
};

/** All of it, or those of these tasks; by task, unit and name. */
export async function listReserve(
  db: ScopedDb,
  viewer: Reader,
  rule: ListRule,
  scope: Scope,
  days: Days,
  tasks?: readonly string[],
): Promise<Reserve[]> {
  const { asOf } = days;
  const stints = await db.rows<StoredStint>(sql`
    select m.task_id as "taskId", k.name as "taskName", m.cadre_id as "cadreId", m.post, m.starts_on::text as "startsOn",
      m.ends_on::text as "endsOn", json_build_object('startsOn', k.starts_on::text, 'endsOn', k.ends_on::text,
        'battlefieldFrom', k.battlefield_from::text, 'battlefieldTo', k.battlefield_to::text) as task
    from central_task_members m join central_tasks k on k.id = m.task_id
    where ${allOf([
      standsOn(asOf),
      sql`m.starts_on <= ${asOf}::date`,
      ...(scope.task ? [sql`k.id = ${scope.task}::uuid`] : []),
      ...(tasks ? [sql`k.id = any(${tasks}::uuid[])`] : []),
    ])}
    order by k.name, k.id, m.starts_on`);
  const places = [...groupBy(stints, ({ taskId, cadreId }) => `${taskId} ${cadreId}`).values()].filter(
    (own) =>
      own[0]?.cadreId !== viewer.cadreId && own.some(({ endsOn }) => endsOn === null || endsOn >= asOf),
  );
  const ids = [...new Set(places.flatMap(([first]) => first?.cadreId ?? []))];
  const people = await listPeople(db, ids, scope, days);
  const claims = groupBy(
    people.length > 0
      ? await listVerifiedOf(
          db,
          { cadreIds: people.map(({ cadreId }) => cadreId), contributions: COUNTED_CONTRIBUTIONS },
          asOf,
        )
      : [],
    ({ cadreId, taskId }) => `${taskId} ${cadreId}`,
  );
  const placesOf = groupBy(places, ([first]) => first?.taskId ?? "");
  const inOrder = new Map(people.map((person, at) => [person.cadreId, at]));
  return [...placesOf.values()].flatMap((ofTask) =>
    ofTask
      .flatMap((own) => {
        const at = inOrder.get(own[0]?.cadreId ?? "");
        const person = at === undefined ? undefined : people[at];
        return person && at !== undefined ? [{ own, person, at }] : [];
      })
      .sort((one, other) => one.at - other.at)
      .flatMap(({ own, person }) => {
        const last = own.at(-1);
        if (!last) return [];
        const served = daysOnPost(own, last.task, asOf);
        const achievements = (claims.get(`${last.taskId} ${person.cadreId}`) ?? []).map(shownOf);
        const missing = reserveMissing(rule, {
          days: served.battlefieldDays,
          achievements: achievements.length,
          concerns: person.concerns.length,
        });
        const verdict = verdictOf(missing);
        const task = { id: last.taskId, name: last.taskName, post: last.post, ...served };
        return verdict === "none" ? [] : [{ ...person, achievements, task, missing, verdict }];
      }),
  );
}
