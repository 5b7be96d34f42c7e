/**
 * 一线表现档案: one statement for the whole file. It also writes the line "who opened whose file" (ReadLog), so the
 * page and the API cannot show a file without it.
 */
import type { TaskDates } from "@/lib/central-tasks/rules";
import type { SourceClass } from "@/lib/methods/rules";
import type { Dimension, Polarity } from "@/lib/observations/schema";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import type { Strength } from "../rules";
import type { Tier } from "../schema";
import { type CadreFileFilter, cadreId } from "./schema";

const RECORDS_SHOWN = 30;
/** Of a fact in the list; the record has the whole. */
const EXCERPT = 220;

export type Post = {
  unitId: string;
  unitName: string;
  title: string;
  level: string;
  tier: Tier;
  isPrimary: boolean;
  startsOn: Day;
  /** null while held, also when it ended after the day of the file */
  endsOn: Day | null;
};

export type TaskPeriod = {
  id: string;
  name: string;
  post: string;
  startsOn: Day;
  endsOn: Day | null;
  /** of the task, whose 主战场 has days of its own */
  task: TaskDates;
};

export type FileRecord = {
  id: string;
  startedAt: string;
  on: Day;
  methodId: string;
  methodName: string;
  methodNameEn: string;
  isSample: boolean;
  source: SourceClass;
  /** unit and post held that day (rule 4) */
  unitId: string;
  unitName: string;
  postTitle: string;
  roleInEvent: string;
  excerpt: string;
  polarity: Polarity;
  dimensions: Dimension[];
  observerId: string;
  observerName: string;
  /** one-source negative remark: only its author and the reviewers get such a line at all (rule 5) */
  isGuarded: boolean;
};

export type FileRecords = {
  strength: Strength;
  methods: { id: string; name: string; nameEn: string; isSample: boolean; records: number }[];
  dimensions: { dimension: Dimension; polarity: Polarity; records: number }[];
  polarities: { polarity: Polarity; records: number }[];
  recorders: { id: string; name: string; records: number }[];
  sources: { source: SourceClass; records: number }[];
  firstOn: Day | null;
  lastOn: Day | null;
  /** records that match the filter */
  matching: number;
  items: FileRecord[];
  nextCursor: string | null;
};

export type CadreFile = {
  id: string;
  name: string;
  gender: "男" | "女";
  bornOn: Day;
  ethnicity: string;
  nativePlace: string;
  joinedPartyOn: Day | null;
  startedWorkOn: Day | null;
  education: string;
  speciality: string | null;
  /** the day the file is shown as of */
  asOf: Day;
  isOwn: boolean;
  posts: Post[];
  /** null where the viewer has no right to records, and in one's own file */
  records: FileRecords | null;
  tasks: TaskPeriod[] | null;
};

type Stored = Omit<CadreFile, "asOf" | "isOwn" | "records"> & {
  records: Omit<FileRecords, "strength" | "nextCursor">;
};

export async function getCadreFile(
  db: ScopedDb,
  viewer: Pick<Viewer, "id" | "roles" | "cadreId">,
  id: string,
  filter: CadreFileFilter,
  today: Day,
): Promise<CadreFile> {
  const isOwn = viewer.cadreId === id;
  const isDepartment = can(viewer, "cadres.list");
  // A cadre is here for the own file only, whatever else the policies would let through.
  if (!cadreId.safeParse(id).success || (!isDepartment && !isOwn)) throw new NotFound("cadre");
  const asOf = filter.on && filter.on < today ? filter.on : today;
  const seesRecords = can(viewer, "observations.read") && !isOwn;
  const ctes = seesRecords ? sql`, lines as materialized (${linesOf(id, asOf)})` : sql``;
  const [stored] = await db.rows<Stored>(sql`
    with file as (
      select c.* from cadres c where c.id = ${id}::uuid
    ), opened as (
      insert into read_logs (viewer_id, cadre_id) select viewer_id(), file.id from file
    )${ctes}
    select file.id, file.name, file.gender, file.born_on::text as "bornOn", file.ethnicity,
           file.native_place as "nativePlace", file.joined_party_on::text as "joinedPartyOn",
           file.started_work_on::text as "startedWorkOn", file.education, file.speciality,
           (${postsUntil(id, asOf)}) as posts,
           ${isDepartment && !isOwn ? sql`(${tasksUntil(id, asOf)})` : sql`null::json`} as tasks,
           ${seesRecords ? recordsJson(filter, asOf) : sql`null::json`} as records,
           -- The page is no acknowledged write: nobody is told that something was saved. A crash of the server may
           -- lose the lines of its last half second, and no reader waits for the disk. Holds for this transaction only.
           set_config('synchronous_commit', 'off', true) as relaxed
    from file`);
  if (!stored) throw new NotFound("cadre");
  const { records, ...file } = stored;
  Reflect.deleteProperty(file, "relaxed");
  return { ...file, asOf, isOwn, records: records ? withSummary(records) : null };
}

function withSummary(stored: Stored["records"]): FileRecords {
  const items = stored.items.slice(0, RECORDS_SHOWN);
  const last = items.at(-1);
  const hasMore = stored.items.length > RECORDS_SHOWN;
  return {
    ...stored,
    items,
    nextCursor: hasMore && last ? `${new Date(last.startedAt).getTime()}_${last.id}` : null,
    strength: {
      records: stored.methods.reduce((sum, method) => sum + method.records, 0),
      recorders: stored.recorders.length,
      methods: stored.methods.filter((method) => method.records > 0).length,
      sources: stored.sources.length,
    },
  };
}

const endOf = (asOf: Day): Date => startOfCityDay(addDays(asOf, 1));

/** Accepted and archived records about the cadre in their present revision; the policies take away what is not for the viewer. */
const linesOf = (id: string, asOf: Day): Sql => sql`
  select o.id, o.started_at, l.unit_id, l.post_title, l.role_in_event, o.method_id, o.observer_id, o.dimensions,
         o.polarity, o.is_guarded, left(o.fact, ${EXCERPT}::int) as excerpt, v.source_class, v.name, v.name_en, v.is_sample
  from observation_cadres l
  join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
  join method_versions v on v.id = o.method_version_id
  where l.cadre_id = ${id}::uuid and l.started_at < ${endOf(asOf)} and o.state in ('ACCEPTED', 'ARCHIVED')`;

const postsUntil = (id: string, asOf: Day): Sql => sql`
  select coalesce(json_agg(json_build_object(
           'unitId', p.unit_id, 'unitName', u.short_name, 'title', p.title, 'level', p.level, 'tier', p.tier,
           'isPrimary', p.is_primary, 'startsOn', p.starts_on::text,
           'endsOn', case when p.ends_on <= ${asOf}::date then p.ends_on::text end)
           order by p.starts_on desc, p.is_primary desc, p.id), '[]')
  from post_holdings p join units u on u.id = p.unit_id
  where p.cadre_id = ${id}::uuid and p.starts_on <= ${asOf}::date`;

const tasksUntil = (id: string, asOf: Day): Sql => sql`
  select coalesce(json_agg(json_build_object(
           'id', k.id, 'name', k.name, 'post', m.post,
           'startsOn', m.starts_on::text, 'endsOn', case when m.ends_on <= ${asOf}::date then m.ends_on::text end,
           'task', json_build_object('startsOn', k.starts_on::text, 'endsOn', k.ends_on::text,
             'battlefieldFrom', k.battlefield_from::text, 'battlefieldTo', k.battlefield_to::text))
           order by m.starts_on desc, m.id), '[]')
  from central_task_members m join central_tasks k on k.id = m.task_id
  where m.cadre_id = ${id}::uuid and m.starts_on <= ${asOf}::date`;

function recordsJson(filter: CadreFileFilter, asOf: Day): Sql {
  const wanted = allOf(conditions(filter));
  return sql`json_build_object(
    'methods', (
      select coalesce(json_agg(json_build_object('id', m.id, 'name', v.name, 'nameEn', v.name_en, 'isSample', v.is_sample,
               'records', coalesce(n.records, 0)) order by m.position, m.id), '[]')
      from methods m
      -- a method that is yet to come is none of the file's; on an old day the first version stands for the missing one
      join lateral (select name, name_en, is_sample from method_versions
                    where method_id = m.id and effective_from <= greatest(${asOf}::date, city_today())
                    order by (effective_from <= ${asOf}::date) desc, version_no desc limit 1) v on true
      left join (select method_id, count(*) as records from lines group by 1) n on n.method_id = m.id),
    'dimensions', (
      select coalesce(json_agg(d), '[]')
      from (select dimension, polarity, count(*) as records from lines, unnest(dimensions) dimension group by 1, 2) d),
    'polarities', (select coalesce(json_agg(p), '[]') from (select polarity, count(*) as records from lines group by 1) p),
    'recorders', (
      select coalesce(json_agg(json_build_object('id', r.observer_id, 'name', w.name, 'records', r.records)
               order by r.records desc, w.name), '[]')
      from (select observer_id, count(*) as records from lines group by 1) r join users w on w.id = r.observer_id),
    'sources', (
      select coalesce(json_agg(s), '[]') from (select source_class as source, count(*) as records from lines group by 1 order by 1) s),
    'firstOn', (select city_day(min(started_at))::text from lines),
    'lastOn', (select city_day(max(started_at))::text from lines),
    'matching', (select count(*) from lines o where ${wanted}),
    'items', (
      select coalesce(json_agg(json_build_object(
               'id', s.id, 'startedAt', s.started_at, 'on', city_day(s.started_at)::text, 'methodId', s.method_id,
               'methodName', s.name, 'methodNameEn', s.name_en, 'isSample', s.is_sample, 'source', s.source_class,
               'unitId', s.unit_id, 'unitName', u.short_name, 'postTitle', s.post_title, 'roleInEvent', s.role_in_event,
               'excerpt', s.excerpt, 'polarity', s.polarity, 'dimensions', s.dimensions,
               'observerId', s.observer_id, 'observerName', w.name, 'isGuarded', s.is_guarded)
               order by s.started_at desc, s.id desc), '[]')
      from (select * from lines o where ${wanted}${beforeCursor(filter)}
            order by o.started_at desc, o.id desc limit ${RECORDS_SHOWN + 1}::int) s
      join units u on u.id = s.unit_id left join users w on w.id = s.observer_id))`;
}

/** The clause of each filter; `o` is a row of lines. */
function conditions(filter: CadreFileFilter): Sql[] {
  const list: Sql[] = [];
  if (filter.method) list.push(sql`o.method_id = ${filter.method}::uuid`);
  if (filter.dimension) list.push(sql`${filter.dimension.toUpperCase()} = any(o.dimensions)`);
  if (filter.polarity) list.push(sql`o.polarity = ${filter.polarity.toUpperCase()}`);
  if (filter.observer) list.push(sql`o.observer_id = ${filter.observer}::uuid`);
  if (filter.source) list.push(sql`o.source_class = ${filter.source}`);
  return list;
}

function beforeCursor({ cursor }: CadreFileFilter): Sql {
  if (!cursor) return sql``;
  const at = cursor.indexOf("_");
  return sql` and (o.started_at, o.id) < (${new Date(Number(cursor.slice(0, at)))}, ${cursor.slice(at + 1)}::uuid)`;
}
