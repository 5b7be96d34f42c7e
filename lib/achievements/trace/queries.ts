/** 溯源: the chain behind a claim, as far as the viewer may see it: sources, records, what they go on from, cases, meetings. */
import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { listRelatives } from "../lineage/queries";
import { getAchievement } from "../queries";
import { listRequests } from "../requests/queries";
import type { LinkedCase, LinkedRecord, Trace } from "./rules";

export async function getTrace(db: ScopedDb, id: string): Promise<Trace> {
  const claim = await getAchievement(db, id);
  const [relatives, requests, links, cases] = await Promise.all([
    listRelatives(db, id),
    listRequests(db, id),
    listLinks(db, id),
    listCases(db, id),
  ]);
  return { claim, relatives, requests, links, cases };
}

/** Records that those of the claim go on from, or that go on from them. */
const listLinks = (db: ScopedDb, id: string): Promise<LinkedRecord[]> =>
  db.rows<LinkedRecord>(sql`
    with of_claim as (
      select distinct s.observation_id as id from achievement_sources s
      where s.achievement_id = ${id}::uuid and s.observation_id is not null
    )
    select distinct k.of as "ofId", k.is_earlier as "isEarlier", o.id, city_day(o.started_at)::text as "on",
      v.name as "methodName", v.name_en as "methodNameEn", u.short_name as "unitName", o.started_at
    from (select c.id as of, l.to_id as id, true as is_earlier from of_claim c join observation_links l on l.from_id = c.id
          union all
          select c.id, l.from_id, false from of_claim c join observation_links l on l.to_id = c.id) k
    -- looked up one by one: a guess at how many there are must not make the planner read all records
    cross join lateral (select * from observations found where found.id = k.id offset 0) o
    join method_versions v on v.id = o.method_version_id join units u on u.id = o.unit_id
    where k.id not in (select id from of_claim)
    order by o.started_at, o.id`);

/** Cases that the claim's records bear on, with the meetings held for them; each by the viewer's own policies. */
const listCases = (db: ScopedDb, id: string): Promise<LinkedCase[]> =>
  db.rows<LinkedCase>(sql`
    with of_claim as (
      select distinct s.observation_id as id from achievement_sources s
      where s.achievement_id = ${id}::uuid and s.observation_id is not null
    )
    select c.id, c.number, c.title, u.short_name as "unitName",
      array_agg(r.observation_id order by r.observation_id) as "recordIds",
      (select coalesce(json_agg(json_build_object('id', m.id, 'title', m.title, 'state', m.state, 'on', city_day(m.starts_at))
                order by m.starts_at, m.id), '[]')
       from coordination_meetings m where m.case_id = c.id and m.state in ('CONVENED', 'HELD', 'SIGNING', 'SIGNED')) as meetings
    from of_claim k join case_records r on r.observation_id = k.id join cases c on c.id = r.case_id
    join units u on u.id = c.unit_id
    group by c.id, u.short_name order by c.number`);
