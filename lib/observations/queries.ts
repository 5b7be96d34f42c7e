/** Records as a viewer may see them; the policies decide which. */
import type { Dimension } from "@/lib/dimensions/schema";
import { addDays, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, noSql, type Sql, sql } from "@/lib/platform/sql";
import { ofUnitType } from "@/lib/units/queries";
import { searchWords, statesOf } from "./rules";
import type { ObservationFilter, ObservationState, Polarity } from "./schema";

const PAGE_SIZE = 50;
/** One more than a page, in the text and no parameter: so the planner knows how few rows are wanted. */
const WHOLE_PAGE = sql`51`;

export type CadreLine = {
  cadreId: string;
  name: string;
  roleInEvent: string;
  /** post and unit held that day (rule 4) */
  postTitle: string;
  unitId: string;
  unitName: string;
  details: Record<string, unknown>;
};

export type ObservationRow = {
  id: string;
  startedAt: Date;
  endedAt: Date;
  submittedAt: Date;
  /** of the first revision; null where that one is not the viewer's to see */
  enteredAt: Date | null;
  place: string;
  fact: string;
  judgement: string;
  dimensions: Dimension[];
  polarity: Polarity;
  confidentiality: number;
  isGuarded: boolean;
  state: ObservationState;
  revisionNo: number;
  unitId: string;
  unitName: string;
  methodId: string;
  methodName: string;
  methodNameEn: string;
  isSample: boolean;
  observerId: string;
  observerName: string;
  secondObserverId: string | null;
  secondObserverName: string | null;
  /** shared by the records of one visit */
  visitId: string | null;
  /** 双十条 */
  conductItemIds: string[];
  cadres: CadreLine[];
};

/** Columns and joins of a row; `o` is the record. Used by every list, so that a row is one thing everywhere. */
const rowColumns = sql`
  o.id, o.started_at as "startedAt", o.ended_at as "endedAt", o.submitted_at as "submittedAt",
  case when o.revision_no = 1 then o.submitted_at
       else (select r.created_at from observation_revisions r where r.observation_id = o.id and r.revision_no = 1)
  end as "enteredAt", o.place, o.fact,
  o.judgement, o.dimensions, o.polarity, o.confidentiality, o.is_guarded as "isGuarded", o.state,
  o.revision_no as "revisionNo", o.unit_id as "unitId", u.short_name as "unitName", o.method_id as "methodId",
  v.name as "methodName", v.name_en as "methodNameEn", v.is_sample as "isSample",
  o.observer_id as "observerId", author.name as "observerName",
  o.second_observer_id as "secondObserverId", second.name as "secondObserverName",
  o.visit_id as "visitId", o.conduct_item_ids as "conductItemIds", lines.cadres`;
const rowJoins = sql`
  join units u on u.id = o.unit_id
  join method_versions v on v.id = o.method_version_id
  left join users author on author.id = o.observer_id
  left join users second on second.id = o.second_observer_id
  left join lateral (
    select coalesce(json_agg(json_build_object(
             'cadreId', l.cadre_id, 'name', c.name, 'roleInEvent', l.role_in_event, 'postTitle', l.post_title,
             'unitId', l.unit_id, 'unitName', lu.short_name, 'details', l.details) order by l.position), '[]') as cadres
    from observation_cadres l join cadres c on c.id = l.cadre_id join units lu on lu.id = l.unit_id
    where l.observation_id = o.id and l.revision_no = o.revision_no
  ) lines on true`;

export type Page<T> = { items: T[]; nextCursor: string | null };

/** Newest first, by keyset. `size` rows at most. */
export async function listObservations(
  db: ScopedDb,
  filter: ObservationFilter,
  size = PAGE_SIZE,
): Promise<Page<ObservationRow>> {
  const rows = await db.rows<ObservationRow>(sql`
    with chosen as materialized (${chosenIds(filter, size + 1)})
    select ${rowColumns}
    from chosen join observations o on o.id = chosen.id ${rowJoins}
    order by o.started_at desc, o.id desc`);
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > size && last ? cursorOf(last) : null };
}

/** A page for a file that goes from hand to hand: no remark with one source is in it, nor a number of those left out (rule 5). */
export async function listForOthers(db: ScopedDb, filter: ObservationFilter): Promise<Page<ObservationRow>> {
  const { items, nextCursor } = await listObservations(db, filter);
  return { items: items.filter(({ isGuarded }) => !isGuarded), nextCursor };
}

/** As many hits as are looked through for those of one type of unit. */
const SEARCHED_OF_A_TYPE = 10_000;

const cursorOf = (row: { startedAt: Date; id: string }): string => `${row.startedAt.getTime()}_${row.id}`;

function cursorParts(cursor: string): { before: Date; beforeId: string } {
  const at = cursor.indexOf("_");
  return { before: new Date(Number(cursor.slice(0, at))), beforeId: cursor.slice(at + 1) };
}

/** What only search_observations() finds by an index: words, and an item among those of a record. */
const isLookedUp = (filter: ObservationFilter): boolean =>
  filter.item !== undefined || searchWords(filter.q).words.length > 0;

/** Ids of the wanted page; a search looks them up in the indexes of words and items, anything else in those of time. */
function chosenIds(filter: ObservationFilter, limit: number): Sql {
  if (isLookedUp(filter)) {
    const search = searchWords(filter.q);
    const found = (most: number): Sql => sql`select id, started_at from search_observations(
      ${search.words}::text[], ${search.patterns}::text[], ${JSON.stringify(searchFilter(filter))}::jsonb, ${most}::int)`;
    if (!filter.type) return found(limit);
    // the search knows no types: they are told apart afterwards
    return sql`select h.id, h.started_at from (${found(SEARCHED_OF_A_TYPE)}) h
      join observations o on o.id = h.id where ${ofUnitType(sql`o.unit_id`, filter.type)}
      order by h.started_at desc, h.id desc limit ${limit}::int`;
  }
  return sql`select o.id, o.started_at from observations o ${fromCadre(filter)}
    where ${allOf(conditions(filter))} order by o.started_at desc, o.id desc
    limit ${limit === PAGE_SIZE + 1 ? WHOLE_PAGE : sql`${limit}::int`}`;
}

/** Counts as many as `limit`, so that a wide filter stays fast; the list says "limit+" beyond. */
export async function countObservations(
  db: ScopedDb,
  filter: ObservationFilter,
  limit = 10_000,
): Promise<number> {
  const { cursor: _, ...wanted } = filter;
  const live = isLookedUp(wanted)
    ? sql`select count(*)::int from (${chosenIds(wanted, limit)}) hits join observations o on o.id = hits.id`
    : sql`select count(*)::int from (
        select 1 from observations o ${fromCadre(wanted)} where ${allOf(conditions(wanted))} limit ${limit}::int) found`;
  const kept = keptCount(wanted, limit);
  // the branch not taken is not run
  const [row] = await db.rows<{ count: number }>(
    kept
      ? sql`select case when (select viewer_sees_by_level()) then (${kept}) else (${live}) end as count`
      : sql`select (${live}) as count`,
  );
  return row?.count ?? 0;
}

/** Of a unit's list as it opens: its kept counts (docs/adr/0035) and what was sent back, which they leave out. */
function keptCount({ unit, method, state, ...more }: ObservationFilter, limit: number): Sql | null {
  const isPlain = Object.values(more).every((value) => value === undefined);
  if (!unit || !isPlain || (state !== undefined && state !== "counted")) return null;
  const ofMethod = method ? sql`method_id = ${method}::uuid` : sql`true`;
  const returned = state
    ? sql`0`
    : sql`(select count(*) from observations where state = 'RETURNED' and unit_id = ${unit}::uuid and ${ofMethod})`;
  return sql`select least(${limit}::int, ${returned} + coalesce((
    select sum(records) from viewer_counts('-infinity', 'infinity', ${unit}::uuid) where ${ofMethod}), 0))::int`;
}

function fromCadre(filter: ObservationFilter): Sql {
  if (!filter.cadre) return noSql;
  return sql`join observation_cadres mine on mine.observation_id = o.id and mine.revision_no = o.revision_no
    and mine.cadre_id = ${filter.cadre}::uuid`;
}

function conditions(filter: ObservationFilter): Sql[] {
  const states = statesOf(filter.state);
  const list: Sql[] = [];
  if (filter.unit) list.push(sql`o.unit_id = ${filter.unit}::uuid`);
  if (filter.type) list.push(ofUnitType(sql`o.unit_id`, filter.type));
  if (filter.method) list.push(sql`o.method_id = ${filter.method}::uuid`);
  if (filter.observer)
    list.push(
      sql`(o.observer_id = ${filter.observer}::uuid or o.second_observer_id = ${filter.observer}::uuid)`,
    );
  if (filter.visit) list.push(sql`o.visit_id = ${filter.visit}::uuid`);
  if (filter.task) list.push(sql`o.central_task_id = ${filter.task}::uuid`);
  if (filter.from) list.push(sql`o.started_at >= ${startOfCityDay(filter.from)}`);
  if (filter.to) list.push(sql`o.started_at < ${startOfCityDay(addDays(filter.to, 1))}`);
  if (states) list.push(sql`o.state = any(${states}::text[])`);
  if (filter.polarity) list.push(sql`o.polarity = ${filter.polarity.toUpperCase()}`);
  if (filter.dimension) list.push(sql`${filter.dimension.toUpperCase()} = any(o.dimensions)`);
  if (filter.confidentiality) list.push(sql`o.confidentiality = ${filter.confidentiality}::smallint`);
  if (filter.cursor) {
    const { before, beforeId } = cursorParts(filter.cursor);
    list.push(sql`(o.started_at, o.id) < (${before}, ${beforeId}::uuid)`);
  }
  return list;
}

/** The same filter for search_observations(), as JSON. */
function searchFilter(filter: ObservationFilter): Record<string, unknown> {
  const { unit, method, observer, task, item, visit, cadre, confidentiality } = filter;
  return {
    ...defined({ unit, method, observer, task, item, visit, cadre, confidentiality }),
    ...defined({
      states: statesOf(filter.state) ?? undefined,
      polarity: filter.polarity?.toUpperCase(),
      dimension: filter.dimension?.toUpperCase(),
      from: filter.from && startOfCityDay(filter.from).toISOString(),
      until: filter.to && startOfCityDay(addDays(filter.to, 1)).toISOString(),
    }),
    ...(filter.cursor ? cursorParts(filter.cursor) : {}),
  };
}

const defined = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export { rowColumns, rowJoins };
