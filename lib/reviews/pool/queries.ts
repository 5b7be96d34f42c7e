/** All that the rule asks of people, in one statement; cadres whom the viewer may not see are not among them. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import type { PoolPerson } from "./rules";

/** Posts and stints of many are read at once and put together; one by one they were looked for two thousand times. */
const people = (chosen: Sql, on: Day): Sql => sql`
  chosen as materialized (select c.* from cadres c where ${chosen}),
  posts as (
    select p.cadre_id, json_agg(json_build_object('unitId', p.unit_id, 'unitName', u.short_name, 'unitType', u.type, 'title', p.title,
        'level', p.level, 'tier', p.tier, 'isPrimary', p.is_primary, 'startsOn', p.starts_on, 'endsOn', p.ends_on) order by p.starts_on) as list
    from post_holdings p join units u on u.id = p.unit_id
    where p.starts_on <= ${on}::date and p.cadre_id in (select id from chosen) group by 1),
  stints as (
    select m.cadre_id, json_agg(json_build_object('startsOn', m.starts_on, 'endsOn', m.ends_on, 'task', k.dates) order by m.starts_on) as list
    from central_task_members m join (
      select id, json_build_object('startsOn', starts_on, 'endsOn', ends_on, 'battlefieldFrom', battlefield_from,
        'battlefieldTo', battlefield_to) as dates from central_tasks offset 0) k on k.id = m.task_id
    where m.cadre_id in (select id from chosen) group by 1)`;
const columns = sql`
  c.id, c.name, c.born_on::text as "bornOn", c.education, c.started_work_on::text as "startedWorkOn",
  coalesce(posts.list, '[]') as posts, coalesce(stints.list, '[]') as stints`;
const joins = sql`left join posts on posts.cadre_id = c.id left join stints on stints.cadre_id = c.id`;

/** In the order of the roster: by unit, then by name; never by merit. */
export const listPoolPeople = (db: ScopedDb, on: Day): Promise<PoolPerson[]> =>
  db.rows<PoolPerson>(sql`
    with ${people(sql`c.id is distinct from (select viewer_cadre_id())`, on)},
    held as (
      select distinct on (p.cadre_id) p.cadre_id, u.position from post_holdings p join units u on u.id = p.unit_id
      where p.is_primary and p.starts_on <= ${on}::date and coalesce(p.ends_on, 'infinity') >= ${on}::date
      order by p.cadre_id, p.starts_on desc)
    select ${columns} from chosen c ${joins} left join held on held.cadre_id = c.id
    order by coalesce(held.position, 2147483647), c.pinyin, c.id`);

export const findPoolPeople = (db: ScopedDb, ids: readonly string[], on: Day): Promise<PoolPerson[]> =>
  db.rows<PoolPerson>(sql`
    with ${people(sql`c.id = any (${[...ids]}::uuid[])`, on)} select ${columns} from chosen c ${joins}`);
