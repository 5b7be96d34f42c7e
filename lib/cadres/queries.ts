/** The list of cadres. Rows of cadres, posts and records are those the viewer's policies let through. */
import { limitsOn } from "@/lib/calendar/limits/queries";
import { type FoundLimits, type Limits, toLimits } from "@/lib/calendar/limits/rules";
import { addDays, addMonths, type Day, firstOfMonth, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { can } from "@/lib/platform/rights";
import { allOf, noSql, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { escapeLike } from "@/lib/units/rules";
import type { UnitType } from "@/lib/units/schema";
import type { Strength } from "./rules";
import type { CadreFilter, Tier } from "./schema";

const PAGE_SIZE = 50;

export type CadreRow = {
  id: string;
  name: string;
  gender: "男" | "女";
  bornOn: Day;
  /** the primary post held today; null between posts */
  unitId: string | null;
  unitName: string | null;
  unitType: UnitType | null;
  title: string | null;
  level: string | null;
  tier: Tier | null;
  since: Day | null;
  /** counted records of this month and the eleven before it that the viewer may open; null without the right to records */
  recentRecords: number | null;
  /** of all records in the file; null without the right to records */
  strength: Strength | null;
};

export type CadreList = {
  items: CadreRow[];
  total: number;
  /** for `after` */
  next: string | null;
  /** first day of the twelve months */
  recentFrom: Day;
  limits: Limits;
};

/** Whole months, because records are counted by month. */
const recentFrom = (today: Day): Day => addMonths(firstOfMonth(today), -11);

/** 50 rows by keyset, in one statement; the last row's id is the cursor, its place is looked up. */
export async function listCadres(
  db: ScopedDb,
  viewer: Pick<Viewer, "roles" | "cadreId">,
  filter: CadreFilter,
  today: Day,
  /** a workbook goes on to others: one-source negative remarks are not counted in it, whoever makes it (rule 5, docs/adr/0048) */
  { size = PAGE_SIZE, forOthers = false }: { size?: number; forOthers?: boolean } = {},
): Promise<CadreList> {
  const seesRecords = can(viewer, "observations.read");
  const byUnit = sql`coalesce(unit_position, 2147483647), tier_rank, pinyin, id`;
  const byName = sql`pinyin, id`;
  const order = filter.sort === "name" ? byName : byUnit;
  const after = filter.after
    ? sql`where (${order}) > (select ${order} from placed where id = ${filter.after}::uuid)`
    : noSql;
  const rows = await db.rows<CadreRow & { total: number; limits: FoundLimits }>(sql`
    with placed as materialized (
      select c.id, c.name, c.pinyin, c.gender, c.born_on, p.unit_id, u.short_name, u.type, u.position as unit_position,
             p.title, p.level, p.tier, p.starts_on, coalesce(array_position(array['TEAM', 'MIDDLE', 'STAFF'], p.tier), 9) as tier_rank
      from cadres c
      left join post_holdings p on p.cadre_id = c.id and p.is_primary and p.starts_on <= ${today}::date
        and (p.ends_on is null or p.ends_on >= ${today}::date)
      left join units u on u.id = p.unit_id
      where ${allOf(conditions(filter))}
    ), page as materialized (
      select * from placed ${after} order by ${order} limit ${size + 1}::int
    ), recents as materialized (
      select * from viewer_cadre_counts(array(select id from page), ${recentFrom(today)}::date, ${today}::date)
    ), seen as materialized (
      select * from viewer_seen_cadres(array(select id from page), ${recentFrom(today)}::date, ${today}::date, ${forOthers}::boolean)
    )
    select page.id, page.name, page.gender, page.born_on::text as "bornOn", page.unit_id as "unitId",
           page.short_name as "unitName", page.type as "unitType", page.title, page.level, page.tier,
           page.starts_on::text as since, (select count(*)::int from placed) as total, ${limitsOn(sql`${today}::date`)} as limits,
           ${seesRecords ? sql`e.recent as "recentRecords", e.strength` : sql`null as "recentRecords", null as strength`}
    from page ${seesRecords ? evidence(viewer, today, forOthers) : noSql}
    order by ${order}`);
  const items = rows.slice(0, size).map(({ total: _, limits: __, ...row }) => row);
  return {
    items,
    total: rows[0]?.total ?? 0,
    next: rows.length > size ? (items.at(-1)?.id ?? null) : null,
    recentFrom: recentFrom(today),
    limits: toLimits(rows[0]?.limits ?? null),
  };
}

function conditions(filter: CadreFilter): Sql[] {
  const list: Sql[] = [];
  if (filter.q) {
    const typed = escapeLike(filter.q.toLowerCase());
    const syllables = typed.replace(/\s+/g, "");
    list.push(
      sql`(lower(c.name) like ${`%${typed}%`} or c.pinyin like ${`${syllables}%`} or c.initials like ${`${syllables}%`})`,
    );
  }
  if (filter.unit) list.push(sql`p.unit_id = ${filter.unit}::uuid`);
  if (filter.type) list.push(sql`u.type = ${filter.type}`);
  if (filter.tier) list.push(sql`p.tier = ${filter.tier.toUpperCase()}`);
  return list;
}

/**
 * What stands behind each cadre of the page; strength counts what the file counts: accepted and archived. Kept counts,
 * whose policies have the terms of the records: one row a cadre for who sees all units up to a level, sums of the whole page for
 * an observer, and rows split by recorder and unit for who is both. Of whom records may tell, theirs are withheld one by one, as are
 * those about a cadre from whom the viewer is recused, and for them it is counted live. The branches not taken are not run.
 */
const evidence = (viewer: Pick<Viewer, "cadreId">, today: Day, forOthers: boolean): Sql =>
  viewer.cadreId === null
    ? sql`left join lateral (
        ${forOthers ? noSql : sql`select * from (${plainEvidence}) plain where (select viewer_sees_by_level()) union all`}
        select * from (${ownEvidence}) own where (select viewer_sees_own())
        union all
        select * from (${keptEvidence(today, forOthers)}) kept
        where ${forOthers ? sql`true` : sql`not (select viewer_sees_by_level())`} and not (select viewer_sees_own())
          and not (select viewer_is_recused())
        union all
        select * from (${liveEvidence(today, forOthers)}) live where (select viewer_is_recused())) e on true`
    : sql`left join lateral (${liveEvidence(today, forOthers)}) e on true`;

const strengthOf = (records: Sql, observer: Sql): Sql => sql`
  json_build_object('records', ${records}, 'recorders', count(distinct ${observer}), 'methods', count(distinct v.method_id),
                    'sources', count(distinct v.source_class)) as strength`;

const plainEvidence: Sql = sql`
    select coalesce((select m.records from recents m where m.cadre_id = page.id), 0) as recent,
           json_build_object('records', coalesce(max(s.records), 0), 'recorders', coalesce(max(s.recorders), 0),
                             'methods', coalesce(max(s.methods), 0), 'sources', coalesce(max(s.sources), 0)) as strength
    -- one row, or none where nothing was accepted yet
    from cadre_sight_strengths s where s.cadre_id = page.id`;

const ownEvidence: Sql = sql`
    select s.recent, json_build_object('records', s.records, 'recorders', s.recorders, 'methods', s.methods, 'sources', s.sources) as strength
    from seen s where s.cadre_id = page.id`;

const guardedOut = (of: Sql, forOthers: boolean): Sql => (forOthers ? sql`and not ${of}.is_guarded` : noSql);

const keptEvidence = (today: Day, forOthers: boolean): Sql => sql`
    select (select coalesce(sum(m.records), 0)::int from cadre_month_counts m
            where m.cadre_id = page.id and m.month between ${recentFrom(today)}::date and ${today}::date
              ${guardedOut(sql`m`, forOthers)}) as recent,
           ${strengthOf(sql`coalesce(sum(c.records), 0)`, sql`c.observer_id`)}
    from cadre_evidence_counts c join method_versions v on v.id = c.method_version_id
    where c.cadre_id = page.id and c.is_accepted and c.records > 0 ${guardedOut(sql`c`, forOthers)}`;

const liveEvidence = (today: Day, forOthers: boolean): Sql => sql`
    select (select count(*)::int from observation_cadres l
            join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
            where l.cadre_id = page.id and o.state <> 'RETURNED' and o.started_at >= ${startOfCityDay(recentFrom(today))}
              and o.started_at < ${startOfCityDay(addDays(today, 1))} ${guardedOut(sql`o`, forOthers)}) as recent,
           ${strengthOf(sql`count(*)`, sql`o.observer_id`)}
    from observation_cadres l
    join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
    join method_versions v on v.id = o.method_version_id
    where l.cadre_id = page.id and o.state in ('ACCEPTED', 'ARCHIVED') ${guardedOut(sql`o`, forOthers)}`;
