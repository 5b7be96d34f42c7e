/** All that the rule asks of people, in one statement; cadres whom the viewer may not see are not among them. */
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import type { PoolPerson } from "./rules";

const columns = (on: Day): Sql => sql`
  c.id, c.name, c.born_on::text as "bornOn", c.education, c.started_work_on::text as "startedWorkOn",
  coalesce((select json_agg(json_build_object('unitId', p.unit_id, 'unitName', u.short_name, 'unitType', u.type, 'title', p.title,
      'level', p.level, 'tier', p.tier, 'isPrimary', p.is_primary, 'startsOn', p.starts_on, 'endsOn', p.ends_on) order by p.starts_on)
    from post_holdings p join units u on u.id = p.unit_id where p.cadre_id = c.id and p.starts_on <= ${on}::date), '[]') as posts,
  coalesce((select json_agg(json_build_object('startsOn', m.starts_on, 'endsOn', m.ends_on, 'task', json_build_object(
      'startsOn', k.starts_on, 'endsOn', k.ends_on, 'battlefieldFrom', k.battlefield_from, 'battlefieldTo', k.battlefield_to))
      order by m.starts_on)
    from central_task_members m join central_tasks k on k.id = m.task_id where m.cadre_id = c.id), '[]') as stints`;

/** In the order of the roster: by unit, then by name; never by merit. */
export const listPoolPeople = (db: ScopedDb, on: Day): Promise<PoolPerson[]> =>
  db.rows<PoolPerson>(sql`
    select ${columns(on)} from cadres c
    left join lateral (select u.position from post_holdings p join units u on u.id = p.unit_id
      where p.cadre_id = c.id and p.is_primary and p.starts_on <= ${on}::date and coalesce(p.ends_on, 'infinity') >= ${on}::date
      order by p.starts_on desc limit 1) held on true
    where c.id is distinct from (select viewer_cadre_id())
    order by coalesce(held.position, 2147483647), c.pinyin, c.id`);

export const findPoolPeople = (db: ScopedDb, ids: readonly string[], on: Day): Promise<PoolPerson[]> =>
  db.rows<PoolPerson>(sql`select ${columns(on)} from cadres c where c.id = any (${[...ids]}::uuid[])`);
