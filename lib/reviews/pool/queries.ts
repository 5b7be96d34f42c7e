/** All that the rule asks of people; cadres whom the viewer may not see are not among them. */
import { latestOf } from "@/lib/assignments/rules";
import { FRONT_UNIT_TYPES, frontWindow } from "@/lib/central-tasks/front/rules";
import type { TaskDates } from "@/lib/central-tasks/rules";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { anyOf, type Sql, sql } from "@/lib/platform/sql";
import type { Requirements } from "../schema";
import { battlefieldMonths, type PoolPerson, type PoolPost } from "./rules";

const columns = sql`c.id, c.name, c.born_on::text as "bornOn", c.education, c.started_work_on::text as "startedWorkOn"`;
const ofPost = sql`p.unit_id as "unitId", u.short_name as "unitName", u.type as "unitType", p.title, p.level, p.tier,
  p.is_primary as "isPrimary", p.starts_on::text as "startsOn", p.ends_on::text as "endsOn"`;
type Chosen = Omit<PoolPerson, "posts" | "stints">;
type Held = { [K in keyof PoolPost]: PoolPost[K] | null };
type Served = { cadreId: string; taskId: string; startsOn: Day; endsOn: Day | null };

const heldOn = (day: Day): Sql =>
  sql`(p.is_primary and p.starts_on <= ${day}::date and coalesce(p.ends_on, 'infinity') >= ${day}::date)`;

/** Earlier posts, and what else is held: those alone of which one of the rules asks. */
function askedPosts(rules: readonly Requirements[]): Sql[] {
  const [first, ...others] = rules;
  return [
    ...others
      .filter(({ countedOn }) => countedOn !== first?.countedOn)
      .map(({ countedOn }) => heldOn(countedOn)),
    ...rules.flatMap(({ levelYears, levels, experience, countedOn }) => [
      // of the level that is held, which is asked for where it is one of the rule's
      ...(levelYears === null ? [] : [sql`(p.is_primary and p.level = any(${levels}::text[]))`]),
      ...experience.map((asked) => {
        if (asked.kind === "UNIT_TYPE") return sql`u.type = ${asked.unitType}`;
        if (asked.kind === "TIER") return sql`p.tier = ${asked.tier}`;
        return sql`(u.type = any(${FRONT_UNIT_TYPES}::text[]) and coalesce(p.ends_on, 'infinity') >= ${frontWindow(countedOn).from}::date)`;
      }),
    ]),
  ];
}

/**
 * In the order of the roster: by unit, then by name; never by merit. Of each person the post held on the day of the first
 * rule, and of posts and stints what the rules ask; who is shown is read whole (findPoolPeople).
 */
export async function listPoolPeople(
  db: ScopedDb,
  rules: readonly [Requirements, ...Requirements[]],
): Promise<PoolPerson[]> {
  const on = rules[0].countedOn;
  const until = latestOf(on, ...rules.map(({ countedOn }) => countedOn));
  const asked = askedPosts(rules);
  const [people, earlier, stints] = await Promise.all([
    db.rows<Chosen & Held>(sql`
      select ${columns}, ${ofPost}
      from cadres c left join (post_holdings p join units u on u.id = p.unit_id) on p.cadre_id = c.id and ${heldOn(on)}
      where c.id is distinct from (select viewer_cadre_id())
      order by u.position nulls last, c.pinyin, c.id`),
    asked.length === 0
      ? []
      : db.rows<PoolPost & { cadreId: string }>(sql`
      select p.cadre_id as "cadreId", ${ofPost} from post_holdings p join units u on u.id = p.unit_id
      where p.starts_on <= ${until}::date and not ${heldOn(on)} and ${anyOf(asked)}
      order by p.starts_on`),
    listAskedStints(db, rules),
  ]);
  const byId = new Map<string, PoolPerson>();
  for (const { id, name, bornOn, education, startedWorkOn, ...post } of people) {
    const posts = isHeld(post) ? [post] : [];
    byId.set(id, { id, name, bornOn, education, startedWorkOn, posts, stints: [] });
  }
  for (const { cadreId, ...post } of earlier) byId.get(cadreId)?.posts.push(post);
  for (const { cadreId, ...stint } of stints) byId.get(cadreId)?.stints.push(stint);
  return [...byId.values()];
}

const isHeld = (post: Held): post is PoolPost => post.unitId !== null;

/** On 主战场 within the window of a rule that asks for it: nothing else of the stints can count. */
async function listAskedStints(
  db: ScopedDb,
  rules: readonly Requirements[],
): Promise<(Served & { task: TaskDates })[]> {
  const windows = rules
    .filter(({ experience }) => experience.some(({ kind }) => kind === "BATTLEFIELD"))
    .map(({ countedOn }) => frontWindow(countedOn));
  if (windows.length === 0) return [];
  const inside = anyOf(
    windows.map(
      ({
        from,
        to,
      }) => sql`(k.battlefield_from <= ${to}::date and coalesce(k.battlefield_to, 'infinity') >= ${from}::date
        and m.starts_on <= ${to}::date and coalesce(m.ends_on, 'infinity') >= ${from}::date)`,
    ),
  );
  // the days of a task once, not with each of its stints
  const [tasks, served] = await Promise.all([
    db.rows<TaskDates & { id: string }>(sql`
      select k.id, k.starts_on::text as "startsOn", k.ends_on::text as "endsOn", k.battlefield_from::text as "battlefieldFrom",
        k.battlefield_to::text as "battlefieldTo" from central_tasks k where k.battlefield_from is not null`),
    db.rows<Served>(sql`
      select m.cadre_id as "cadreId", m.task_id as "taskId", m.starts_on::text as "startsOn", m.ends_on::text as "endsOn"
      from central_tasks k join central_task_members m on m.task_id = k.id where ${inside}`),
  ]);
  const byId = new Map(tasks.map(({ id, ...dates }) => [id, dates]));
  return served.flatMap((one) => {
    const task = byId.get(one.taskId);
    return task ? [{ ...one, task }] : [];
  });
}

/** Whole: who is named, and who is shown on a page of the pool. */
export const findPoolPeople = (db: ScopedDb, ids: readonly string[], on: Day): Promise<PoolPerson[]> =>
  db.rows<PoolPerson>(sql`
    with chosen as materialized (select c.* from cadres c where c.id = any (${[...ids]}::uuid[])),
    posts as (
      select p.cadre_id, json_agg(json_build_object('unitId', p.unit_id, 'unitName', u.short_name, 'unitType', u.type, 'title', p.title,
          'level', p.level, 'tier', p.tier, 'isPrimary', p.is_primary, 'startsOn', p.starts_on, 'endsOn', p.ends_on) order by p.starts_on) as list
      from post_holdings p join units u on u.id = p.unit_id
      where p.starts_on <= ${on}::date and p.cadre_id in (select id from chosen) group by 1),
    stints as (
      select m.cadre_id, json_agg(json_build_object('startsOn', m.starts_on, 'endsOn', m.ends_on, 'task',
          json_build_object('startsOn', k.starts_on, 'endsOn', k.ends_on, 'battlefieldFrom', k.battlefield_from,
            'battlefieldTo', k.battlefield_to)) order by m.starts_on) as list
      from central_task_members m join central_tasks k on k.id = m.task_id
      where m.cadre_id in (select id from chosen) group by 1)
    select ${columns}, coalesce(posts.list, '[]') as posts, coalesce(stints.list, '[]') as stints
    from chosen c left join posts on posts.cadre_id = c.id left join stints on stints.cadre_id = c.id`);

/** Months on 主战场 of who is shown, whatever the rule asks. */
export async function frontMonths(
  db: ScopedDb,
  ids: readonly string[],
  on: Day,
): Promise<ReadonlyMap<string, number>> {
  const people = ids.length === 0 ? [] : await findPoolPeople(db, ids, on);
  return new Map(people.map((person) => [person.id, battlefieldMonths(person, on)]));
}
