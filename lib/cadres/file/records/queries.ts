/** The records of a file: counted in every way that the page shows, and listed by its filter. Parts of the one statement. */

import { limitOn } from "@/lib/calendar/limits/queries";
import type { ConductItem } from "@/lib/conduct/queries";
import type { Dimension } from "@/lib/dimensions/schema";
import type { SourceClass } from "@/lib/methods/rules";
import type { Polarity } from "@/lib/observations/schema";
import { addDays, addMonths, type Day, firstOfMonth, startOfCityDay } from "@/lib/platform/clock";
import { allOf, noSql, type Sql, sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import type { Strength } from "../../rules";
import type { CadreFileFilter } from "../schema";

const RECORDS_SHOWN = 30;
/** In the text and no parameter: so the planner knows how few rows are wanted. */
const ONE_MORE = sql`31`;
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
  /** by name: nobody is ranked by how much they write */
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

/** Whose records, until when, and whether the file goes on to others; `mayBeTold`: the viewer's sight may be plain. */
export type Asked = { id: Sql; asOf: Day; forOthers: boolean; mayBeTold: boolean };
const endOf = ({ asOf }: Asked): Sql => sql`${startOfCityDay(addDays(asOf, 1))}::timestamptz`;
const startOf = (day: Sql): Sql => sql`(${day})::timestamp at time zone 'Asia/Shanghai'`;

/** The days of lateSpans, by the limits of that day. */
const lateDays = (on: Sql): Sql => sql`
  select ${on} + 1 - ${limitOn("LATE_DAYS", on)} as recent_from,
         (${on} + 1 - make_interval(months => ${limitOn("LATE_MONTHS", on)}))::date as year_from`;

/**
 * Accepted and archived records about the cadre in their present revision; the policies take away what is not for the viewer. The
 * record is looked up line by line (`offset 0`): what a policy leaves is guessed far too low, and with it that a page is all there is.
 */
const linesOf = ({ id, forOthers }: Asked, from: Sql | null, until: Sql | null): Sql => sql`
  select l.observation_id as id, l.started_at, l.unit_id, l.post_title, l.role_in_event, o.*
  from observation_cadres l
  cross join lateral (
    select r.method_id, r.observer_id, r.dimensions, r.polarity, r.is_guarded, r.central_task_id, r.conduct_item_ids,
           left(r.fact, ${EXCERPT}::int) as excerpt, v.source_class, v.name, v.name_en, v.is_sample
    from observations r join method_versions v on v.id = r.method_version_id
    where r.id = l.observation_id and r.revision_no = l.revision_no and r.state in ('ACCEPTED', 'ARCHIVED')
      and not (r.is_guarded and ${forOthers}::boolean) offset 0) o
  where l.cadre_id = ${id}${from ? sql` and l.started_at >= ${from}` : noSql}${until ? sql` and l.started_at < ${until}` : noSql}`;

const untilDay = (asked: Asked): Sql => linesOf(asked, null, endOf(asked));

/**
 * What recordsJson() counts from. Whose sight is plain is told the kept counts (docs/adr/0042), from which an old day takes off
 * what came after it; for anybody else each record is counted. Of `lines` one branch is run.
 */
export const recordsCtes = (asked: Asked): Sql => (asked.mayBeTold ? toldCtes(asked) : countedCtes(asked));

const facetsOfLines = sql`lines l cross join lateral file_facets(
  l.method_id, l.source_class, l.observer_id, l.central_task_id, l.polarity, l.dimensions, l.conduct_item_ids) f`;

const toldCtes = (asked: Asked): Sql => sql`
  plain as materialized (select viewer_sees_by_level() as yes),
  lines as materialized (
    select 1 as sign, counted.* from (${untilDay(asked)}) counted where not (select yes from plain)
    union all
    select -1, later.* from (${linesOf(asked, endOf(asked), null)}) later where (select yes from plain)
  ), counted as materialized (
    select facet, key, tone, sum(records)::int as records
    from (
      select facet, key, tone, records from viewer_file_counts(${asked.id}, ${asked.forOthers}::boolean)
      union all
      select f.facet, f.key, f.tone, l.sign from ${facetsOfLines}) c
    group by 1, 2, 3 having sum(records) <> 0
  ), late as materialized (${lateDays(sql`${asked.asOf}::date`)}
  ), months as materialized (
    select m.month, m.accepted from late, viewer_file_months(${asked.id}, date_trunc('month', late.year_from)::date,
                                                         ${firstOfMonth(asked.asOf)}::date, ${asked.forOthers}::boolean) m
  )`;

/** For an observer, a shorter statement: `lines` are all that there is. */
const countedCtes = (asked: Asked): Sql => sql`
  lines as materialized (${untilDay(asked)}
  ), counted as materialized (
    select f.facet, f.key, f.tone, count(*)::int as records from ${facetsOfLines} group by 1, 2, 3
  ), late as materialized (${lateDays(sql`${asked.asOf}::date`)})`;

/** The file's records, each by itself: walked to where few are wanted of many. */
const eachRecord = (asked: Asked): Sql => (asked.mayBeTold ? sql`(${untilDay(asked)})` : sql`lines`);

/** Of `counted`: one of the things that records are counted under. */
const facet = (name: string): Sql => sql`(select key, tone, records from counted where facet = ${name})`;

/** `shown`: how many records are listed; counts are of all. */
export function recordsJson(asked: Asked, filter: CadreFileFilter, shown = true): Sql {
  const { asOf } = asked;
  return sql`json_build_object(
    'methods', (
      select coalesce(json_agg(json_build_object('id', m.id, 'name', v.name, 'nameEn', v.name_en, 'isSample', v.is_sample,
               'records', coalesce(n.records, 0)) order by m.position, m.id), '[]')
      from methods m
      -- a method that is yet to come is none of the file's; on an old day the first version stands for the missing one
      join lateral (select name, name_en, is_sample from method_versions
                    where method_id = m.id and effective_from <= greatest(${asOf}::date, city_today())
                    order by (effective_from <= ${asOf}::date) desc, version_no desc limit 1) v on true
      left join ${facet("method")} n on n.key = m.id::text),
    'dimensions', (
      select coalesce(json_agg(json_build_object('dimension', d.key, 'polarity', d.tone, 'records', d.records)), '[]')
      from ${facet("dimension")} d),
    'polarities', (
      select coalesce(json_agg(json_build_object('polarity', p.key, 'records', p.records)), '[]') from ${facet("polarity")} p),
    'recorders', (
      select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name, 'records', r.records)
               order by w.name, w.id), '[]')
      from ${facet("recorder")} r join users w on w.id = r.key::uuid),
    'sources', (
      select coalesce(json_agg(json_build_object('source', s.key, 'records', s.records) order by s.key), '[]')
      from ${facet("source")} s),
    'tasks', (
      select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'records', n.records) order by n.records desc, k.name), '[]')
      from ${facet("task")} n join central_tasks k on k.id = n.key::uuid),
    'conduct', (
      select coalesce(json_agg(json_build_object('id', i.id, 'list', i.list, 'position', i.position, 'text', i.text,
               'textEn', i.text_en, 'isSample', i.is_sample, 'records', n.records) order by i.list desc, i.position, i.starts_on), '[]')
      from ${facet("item")} n join conduct_items i on i.id = n.key::uuid),
    'late', json_build_object('recent', ${countSince(asked, sql`recent_from`)}, 'year', ${countSince(asked, sql`year_from`)}),
    'firstOn', (select city_day(o.started_at)::text from ${eachRecord(asked)} o order by o.started_at limit 1),
    'lastOn', (select city_day(o.started_at)::text from ${eachRecord(asked)} o order by o.started_at desc limit 1),
    'matching', ${matching(asked, filter)},
    'items', ${shown ? itemsJson(asked, filter) : sql`'[]'::json`})`;
}

const itemsJson = (asked: Asked, filter: CadreFileFilter): Sql => sql`(
      select coalesce(json_agg(json_build_object(
               'id', s.id, 'startedAt', s.started_at, 'on', city_day(s.started_at)::text, 'methodId', s.method_id,
               'methodName', s.name, 'methodNameEn', s.name_en, 'isSample', s.is_sample, 'source', s.source_class,
               'unitId', s.unit_id, 'unitName', ${shortNameOn(sql`u`, asked.asOf)}, 'postTitle', s.post_title, 'roleInEvent', s.role_in_event,
               'excerpt', s.excerpt, 'polarity', s.polarity, 'dimensions', s.dimensions,
               'observerId', s.observer_id, 'observerName', w.name, 'isGuarded', s.is_guarded)
               order by s.started_at desc, s.id desc), '[]')
      from (select * from ${eachRecord(asked)} o where ${allOf(conditions(filter))}${beforeCursor(filter)}
            order by o.started_at desc, o.id desc limit ${ONE_MORE}) s
      join units u on u.id = s.unit_id left join users w on w.id = s.observer_id)`;

/**
 * From a day of `late` until that of the file: the kept counts know months, and of the month of the first day the records before it are taken
 * off, or those since it added, whichever are fewer days. For whom each record is counted, `lines` has them all.
 */
function countSince(asked: Asked, day: Sql): Sql {
  const { asOf, mayBeTold } = asked;
  if (!mayBeTold) return sql`(select count(*) from late, lines where started_at >= ${startOf(day)})`;
  const monthEnd = startOfCityDay(addMonths(firstOfMonth(asOf), 1));
  const edge = linesOf(asked, startOf(sql`s.edge_from`), startOf(sql`s.edge_until`));
  return sql`(
      select ((select coalesce(sum(accepted), 0) from months where month >= s.month)
              + s.sign * (select count(*) from (${edge}) e where (select yes from plain))
              + (select coalesce(sum(sign), 0) from lines
                 where sign = 1 and started_at >= ${startOf(sql`s.day`)}
                    or sign = -1 and started_at < ${monthEnd} and s.month <= ${asOf}::date))::int
      from (
        select day, sign, case sign when 1 then next else first end as month, case sign when 1 then day else first end as edge_from,
               case sign when 1 then least(next, ${asOf}::date + 1) else day end as edge_until
        from (
          select ${day} as day, date_trunc('month', ${day})::date as first, (date_trunc('month', ${day}) + interval '1 month')::date as next,
                 case when extract(day from ${day}) > 16 then 1 else -1 end as sign
          from late) began) s)`;
}

/** Where the filter asks for one thing, that thing's count; else each record is looked at. */
function matching(asked: Asked, filter: CadreFileFilter): Sql {
  const wanted = conditions(filter);
  const [only] = facetsAsked(filter);
  if (wanted.length === 0)
    return sql`(select coalesce(sum(records), 0)::int from counted where facet = 'method')`;
  if (only && (wanted.length === 1 || (filter.dimension && filter.polarity && wanted.length === 2)))
    return sql`(select coalesce(sum(records), 0)::int from counted where facet = ${only.facet} and key = ${only.key}
                and (${only.tone}::text is null or tone = ${only.tone}))`;
  return sql`(select count(*)::int from ${eachRecord(asked)} o where ${allOf(wanted)})`;
}

/** A dimension comes first: it alone is counted by polarity too. */
function facetsAsked({ dimension, polarity, method, observer, source, task, item }: CadreFileFilter) {
  const all = {
    dimension: dimension?.toUpperCase(),
    polarity: polarity?.toUpperCase(),
    method,
    recorder: observer,
    source,
    task,
    item,
  };
  return Object.entries(all).flatMap(([name, key]) =>
    key ? [{ facet: name, key, tone: (name === "dimension" && all.polarity) || null }] : [],
  );
}

/** The clause of each filter; `o` is a row of linesOf(). */
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
