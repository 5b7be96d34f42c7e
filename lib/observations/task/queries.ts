/** What the records of a central task tell: counted are all that the viewer may open, but not the returned ones (计入). */
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import type { Polarity } from "../schema";

const WORDS = 64;
/** So many of them before the name. */
const LEAD = 12;
/** Of a member's remarkable records, the newest; their number opens them all. */
const EXCERPTS = 2;
/** In the text and no parameter: so the planner knows how few rows are wanted. */
const SHOWN_OF_EACH = sql`2`;

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

type Reader = Pick<Viewer, "roles">;
/** Whose records, up to the end of which day. */
type Asked = { task: Sql; end: Sql };

/**
 * All of it in one statement, up to the end of a day. Reviewers and leaders are told the kept counts (docs/adr/0050), from which an
 * old day takes off what came after it; for an observer each record is counted.
 */
export async function getTaskRecords(
  db: ScopedDb,
  viewer: Reader,
  taskId: string,
  asOf: Day,
): Promise<TaskRecords> {
  const asked: Asked = {
    task: sql`${taskId}::uuid`,
    end: sql`${startOfCityDay(addDays(asOf, 1))}::timestamptz`,
  };
  const isTold = viewer.roles.some((role) => role === "REVIEWER" || role === "LEADER");
  const [told] = await db.rows<TaskRecords>(sql`
    with members as materialized (
      select distinct cadre_id from central_task_members where task_id = ${asked.task}
    ), ${isTold ? toldCtes(asked) : countedCtes(asked)},
    remarkable as materialized (
      select k.cadre_id, json_agg(json_build_object('id', k.id, 'on', city_day(k.started_at)::text, 'polarity', k.polarity,
               'isGuarded', k.is_guarded, 'words', cut.words) order by k.started_at desc, k.id desc) as excerpts
      from (${isTold ? walkedTo(asked) : ranked}) k
      left join cadres who on who.id = k.cadre_id
      -- the words around the name, where the fact names them
      cross join lateral (select regexp_replace(k.fact, '[[:space:]]+', ' ', 'g') as text) f
      cross join lateral (select greatest(1, strpos(f.text, who.name) - ${LEAD}::int) as first) at
      cross join lateral (select case when at.first > 1 then '…' else '' end || substr(f.text, at.first, ${WORDS}::int)
        || case when length(f.text) >= at.first + ${WORDS}::int then '…' else '' end as words) cut
      group by k.cadre_id
    ), used as materialized (
      select cadre_id, json_agg(json_build_object('id', key, 'records', records) order by records desc, key) as items
      from counted where cadre_id is not null and facet = 'item' group by cadre_id
    )
    select
      (select coalesce(sum(records), 0)::int from counted where facet = 'wrote') as records,
      (select coalesce(sum(records), 0)::int from counted where facet = 'wrote' and tone = 'POSITIVE') as positive,
      (select coalesce(sum(records), 0)::int from counted where facet = 'wrote' and tone = 'ATTENTION') as attention,
      (select city_day(o.started_at)::text from observations o
       where o.central_task_id = ${asked.task} and o.state <> 'RETURNED' and o.started_at < ${asked.end}
       order by o.started_at desc limit 1) as "lastOn",
      (select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name, 'records', r.records)
                order by w.name, w.id), '[]')
       from (select key, sum(records) as records from counted where facet in ('wrote', 'came') group by key) r
       join users w on w.id = r.key::uuid) as recorders,
      (select coalesce(json_agg(json_build_object('id', i.id, 'list', i.list, 'position', i.position, 'text', i.text,
                'textEn', i.text_en, 'isSample', i.is_sample, 'records', n.records)
                order by i.list desc, i.position, i.id), '[]')
       from counted n join conduct_items i on i.id = n.key::uuid
       where n.cadre_id is null and n.facet = 'item') as items,
      (select coalesce(json_agg(json_build_object('cadreId', c.cadre_id, 'records', c.records, 'positive', c.positive,
                'attention', c.attention, 'excerpts', coalesce(remarkable.excerpts, '[]'),
                'items', coalesce(used.items, '[]'))), '[]')
       from (select cadre_id, sum(records) as records, coalesce(sum(records) filter (where key = 'POSITIVE'), 0) as positive,
                    coalesce(sum(records) filter (where key = 'ATTENTION'), 0) as attention
             from counted where facet = 'polarity' group by cadre_id) c
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

/** Records of the task that the viewer may open, and their lines about its members. */
const recordsOf = ({ task }: Asked, when: Sql): Sql => sql`
  seen as materialized (
    select o.id, o.revision_no, o.started_at, o.observer_id, o.second_observer_id, o.polarity, o.is_guarded, o.conduct_item_ids
    from observations o
    where ${counted(sql`array[${task}]`)} and ${when}
  ), lines as materialized (
    select l.cadre_id, s.id, s.started_at, s.polarity, s.is_guarded, s.conduct_item_ids
    from seen s join observation_cadres l on l.observation_id = s.id and l.revision_no = s.revision_no
    where l.cadre_id in (select cadre_id from members)
  )`;
const facetsOfRecords = sql`
  select null::uuid as cadre_id, f.facet, f.key, f.tone
  from seen s cross join lateral task_facets(s.observer_id, s.second_observer_id, s.polarity, s.conduct_item_ids) f
  union all
  select l.cadre_id, f.facet, f.key, '' from lines l cross join lateral task_cadre_facets(l.polarity, l.conduct_item_ids) f`;

/** With an end to it: of a span the planner guesses a few rows, of "since" a third of all, and then it plans anew each time. */
const later = ({ end }: Asked): Sql =>
  sql`o.started_at >= ${end} and o.started_at <= ${"infinity"}::timestamptz`;

const toldCtes = (asked: Asked): Sql => sql`
  ${recordsOf(asked, later(asked))}, counted as materialized (
    select cadre_id, facet, key, tone, sum(records)::int as records
    from (
      select cadre_id, facet, key, tone, records from viewer_task_file(${asked.task})
      union all
      select l.*, -1 from (${facetsOfRecords}) l) c
    group by 1, 2, 3, 4 having sum(records) <> 0
  )`;

const countedCtes = (asked: Asked): Sql => sql`
  ${recordsOf(asked, sql`o.started_at < ${asked.end}`)}, counted as materialized (
    select c.*, count(*)::int as records from (${facetsOfRecords}) c group by 1, 2, 3, 4
  )`;

const ranked = sql`
  select n.*, o.fact
  from (select *, row_number() over (partition by cadre_id order by started_at desc, id desc) as place
        from lines where polarity <> 'NEUTRAL') n
  join observations o on o.id = n.id where n.place <= ${EXCERPTS}::int`;

/**
 * Of each member of whom anything remarkable is counted, the newest: an index holds them in this order, and each record is looked up
 * behind its line (`offset 0`), so that the walk stops.
 */
const walkedTo = ({ task, end }: Asked): Sql => sql`
  select c.cadre_id, newest.*
  from (select distinct cadre_id from counted where facet = 'polarity' and key <> 'NEUTRAL') c
  cross join lateral (
    select o.* from observation_cadres l
    cross join lateral (
      select r.id, r.started_at, r.polarity, r.is_guarded, r.fact from observations r
      where r.id = l.observation_id and r.revision_no = l.revision_no and r.state <> 'RETURNED' offset 0) o
    where l.remarkable_of = ${task} and l.cadre_id = c.cadre_id and l.started_at < ${end}
    order by l.started_at desc, l.observation_id desc limit ${SHOWN_OF_EACH}) newest`;

/** Records of each task; one without any is not in it. */
export async function countByTask(db: ScopedDb, taskIds: string[]): Promise<Record<string, number>> {
  const rows = await db.rows<{ id: string; records: number }>(sql`
    select o.central_task_id as id, count(*)::int as records from observations o
    where ${counted(sql`${taskIds}::uuid[]`)} group by o.central_task_id`);
  return Object.fromEntries(rows.map((row) => [row.id, row.records]));
}
