/** What the records of a central task tell: counted are all that the viewer may open, but not the returned ones (计入). */
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Polarity } from "../schema";

const WORDS = 64;
/** So many of them before the name. */
const LEAD = 12;
/** Of a member's remarkable records, the newest; their number opens them all. */
const EXCERPTS = 2;

export type TaskItem = {
  id: string;
  list: "POSITIVE" | "NEGATIVE";
  position: number;
  text: string;
  textEn: string;
  isSample: boolean;
  records: number;
};
export type MemberRecords = {
  cadreId: string;
  records: number;
  positive: number;
  attention: number;
  excerpts: { id: string; on: Day; polarity: Polarity; words: string; isGuarded: boolean }[];
  items: { id: string; records: number }[];
};
export type TaskRecords = {
  records: number;
  positive: number;
  attention: number;
  lastOn: Day | null;
  /** also those who came along, as the list's filter has it */
  /** by name: nobody is ranked by how much they write */
  recorders: { id: string; name: string; records: number }[];
  /** 双十条 */
  items: TaskItem[];
  byCadre: MemberRecords[];
};

const counted = (taskIds: Sql): Sql => sql`o.central_task_id = any(${taskIds}) and o.state <> 'RETURNED'`;

/** All of it in one statement, up to the end of a day. */
export async function getTaskRecords(db: ScopedDb, taskId: string, asOf: Day): Promise<TaskRecords> {
  const [told] = await db.rows<TaskRecords>(sql`
    with seen as materialized (
      select o.id, o.revision_no, o.started_at, o.observer_id, o.second_observer_id, o.polarity, o.is_guarded,
             o.conduct_item_ids
      from observations o
      where ${counted(sql`array[${taskId}::uuid]`)} and o.started_at < ${startOfCityDay(addDays(asOf, 1))}
    ), lines as materialized (
      select l.cadre_id, s.id, s.started_at, s.polarity, s.is_guarded, s.conduct_item_ids
      from seen s join observation_cadres l on l.observation_id = s.id and l.revision_no = s.revision_no
    ), ranked as (
      select *, row_number() over (partition by cadre_id order by started_at desc, id desc) as place
      from lines where polarity <> 'NEUTRAL'
    ), remarkable as (
      select k.cadre_id, json_agg(json_build_object('id', k.id, 'on', city_day(k.started_at)::text, 'polarity', k.polarity,
               'isGuarded', k.is_guarded, 'words', cut.words) order by k.place) as excerpts
      from ranked k join observations o on o.id = k.id
      left join cadres who on who.id = k.cadre_id
      -- the words around the name, where the fact names them
      cross join lateral (select regexp_replace(o.fact, '[[:space:]]+', ' ', 'g') as text) f
      cross join lateral (select greatest(1, strpos(f.text, who.name) - ${LEAD}::int) as first) at
      cross join lateral (select case when at.first > 1 then '…' else '' end || substr(f.text, at.first, ${WORDS}::int)
        || case when length(f.text) >= at.first + ${WORDS}::int then '…' else '' end as words) cut
      where k.place <= ${EXCERPTS}::int group by k.cadre_id
    ), used as (
      select cadre_id, json_agg(json_build_object('id', item, 'records', records) order by records desc, item) as items
      from (select cadre_id, item, count(*) as records from lines, unnest(conduct_item_ids) item
            where conduct_item_ids <> '{}' group by cadre_id, item) n group by cadre_id
    )
    select
      (select count(*)::int from seen) as records,
      (select count(*)::int from seen where polarity = 'POSITIVE') as positive,
      (select count(*)::int from seen where polarity = 'ATTENTION') as attention,
      (select city_day(max(started_at))::text from seen) as "lastOn",
      (select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name, 'records', r.records)
                order by w.name, w.id), '[]')
       from (select who, count(*) as records
             from (select observer_id as who from seen union all select second_observer_id from seen) there
             where who is not null group by who) r
       join users w on w.id = r.who) as recorders,
      (select coalesce(json_agg(json_build_object('id', i.id, 'list', i.list, 'position', i.position, 'text', i.text,
                'textEn', i.text_en, 'isSample', i.is_sample, 'records', n.records)
                order by i.list desc, i.position, i.id), '[]')
       from (select item, count(*) as records from seen, unnest(conduct_item_ids) item
             where conduct_item_ids <> '{}' group by item) n
       join conduct_items i on i.id = n.item) as items,
      (select coalesce(json_agg(json_build_object('cadreId', c.cadre_id, 'records', c.records, 'positive', c.positive,
                'attention', c.attention, 'excerpts', coalesce(remarkable.excerpts, '[]'),
                'items', coalesce(used.items, '[]'))), '[]')
       from (select cadre_id, count(*) as records, count(*) filter (where polarity = 'POSITIVE') as positive,
                    count(*) filter (where polarity = 'ATTENTION') as attention
             from lines group by cadre_id) c
       left join remarkable on remarkable.cadre_id = c.cadre_id
       left join used on used.cadre_id = c.cadre_id) as "byCadre"`);
  return (
    told ?? {
      records: 0,
      positive: 0,
      attention: 0,
      lastOn: null,
      recorders: [],
      items: [],
      byCadre: [],
    }
  );
}

/** Records of each task; one without any is not in it. */
export async function countByTask(db: ScopedDb, taskIds: string[]): Promise<Record<string, number>> {
  const rows = await db.rows<{ id: string; records: number }>(sql`
    select o.central_task_id as id, count(*)::int as records from observations o
    where ${counted(sql`${taskIds}::uuid[]`)} group by o.central_task_id`);
  return Object.fromEntries(rows.map((row) => [row.id, row.records]));
}
