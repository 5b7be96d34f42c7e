/** The records of a file: counted in every way that the page shows, and listed by its filter. Parts of the one statement. */
import { limitOn } from "@/lib/calendar/limits/queries";
import type { ConductItem } from "@/lib/conduct/queries";
import type { Dimension } from "@/lib/dimensions/schema";
import type { SourceClass } from "@/lib/methods/rules";
import type { Polarity } from "@/lib/observations/schema";
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Strength } from "../../rules";
import type { CadreFileFilter } from "../schema";

const RECORDS_SHOWN = 30;
/** Of a fact in the list; the record has the whole. */
const EXCERPT = 220;

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
  tasks: { id: string; name: string; records: number }[];
  /** 双十条 items that the records cite */
  conduct: (ConductItem & { records: number })[];
  /** 临时抱佛脚: records of the last days and of the months they are held against (lateSpans), as set for the day of the file */
  late: { recent: number; year: number };
  firstOn: Day | null;
  lastOn: Day | null;
  /** records that match the filter */
  matching: number;
  items: FileRecord[];
  nextCursor: string | null;
};

export type StoredRecords = Omit<FileRecords, "strength" | "nextCursor">;

export function withSummary(stored: StoredRecords): FileRecords {
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
export const linesOf = (id: Sql, asOf: Day, forOthers: boolean): Sql => sql`
  select o.id, o.started_at, l.unit_id, l.post_title, l.role_in_event, o.method_id, o.observer_id, o.dimensions,
         o.polarity, o.is_guarded, o.central_task_id, o.conduct_item_ids, left(o.fact, ${EXCERPT}::int) as excerpt, v.source_class, v.name, v.name_en, v.is_sample
  from observation_cadres l
  join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
  join method_versions v on v.id = o.method_version_id
  where l.cadre_id = ${id} and l.started_at < ${endOf(asOf)} and o.state in ('ACCEPTED', 'ARCHIVED')
    and not (o.is_guarded and ${forOthers}::boolean)`;

/** The moments of lateSpans, by the limits of that day. */
function lateMoments(asOf: Day): { recentFrom: Sql; yearFrom: Sql } {
  const on = sql`${asOf}::date`;
  const startOf = (day: Sql) => sql`(${day})::timestamp at time zone 'Asia/Shanghai'`;
  return {
    recentFrom: startOf(sql`${on} + 1 - ${limitOn("LATE_DAYS", on)}`),
    yearFrom: startOf(sql`${on} + 1 - make_interval(months => ${limitOn("LATE_MONTHS", on)})`),
  };
}

/** `shown`: how many records are listed; counts are of all. */
export function recordsJson(filter: CadreFileFilter, asOf: Day, shown = RECORDS_SHOWN): Sql {
  const wanted = allOf(conditions(filter));
  const late = lateMoments(asOf);
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
    'tasks', (
      select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'records', n.records) order by n.records desc, k.name), '[]')
      from (select central_task_id, count(*) as records from lines where central_task_id is not null group by 1) n
      join central_tasks k on k.id = n.central_task_id),
    'conduct', (
      select coalesce(json_agg(json_build_object('id', i.id, 'list', i.list, 'position', i.position, 'text', i.text,
               'textEn', i.text_en, 'isSample', i.is_sample, 'records', n.records) order by i.list desc, i.position, i.starts_on), '[]')
      from (select item, count(*) as records from lines, unnest(conduct_item_ids) item group by item) n
      join conduct_items i on i.id = n.item),
    'late', (
      select json_build_object('recent', count(*) filter (where started_at >= ${late.recentFrom}), 'year', count(*))
      from lines where started_at >= ${late.yearFrom}),
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
            order by o.started_at desc, o.id desc limit ${shown === 0 ? 0 : shown + 1}::int) s
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
  if (filter.task) list.push(sql`o.central_task_id = ${filter.task}::uuid`);
  if (filter.item) list.push(sql`${filter.item}::uuid = any(o.conduct_item_ids)`);
  if (filter.from) list.push(sql`o.started_at >= ${startOfCityDay(filter.from)}`);
  return list;
}

function beforeCursor({ cursor }: CadreFileFilter): Sql {
  if (!cursor) return sql``;
  const at = cursor.indexOf("_");
  return sql` and (o.started_at, o.id) < (${new Date(Number(cursor.slice(0, at)))}, ${cursor.slice(at + 1)}::uuid)`;
}
