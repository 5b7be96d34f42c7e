/**
 * The coverage board. Counts come from observation_counts, which triggers keep in the writer's transaction and
 * whose policy has the terms of observations_read, so that a number equals the records it opens (rule 10).
 */
import { limitsOn } from "@/lib/calendar/limits/queries";
import { type FoundLimits, toLimits } from "@/lib/calendar/limits/rules";
import { type DayRange, periodOf } from "@/lib/methods/rules";
import type { MethodCode } from "@/lib/methods/schema";
import { addDays, cityDay, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import type { UnitType } from "@/lib/units/schema";
import {
  asOfDay,
  type BoardPeriod,
  boardPeriod,
  bySilence,
  firstDayOf,
  inOrder,
  isSilent,
  lastDayOf,
  type Month,
  monthOf,
  monthsBetween,
  silentDays,
  sum,
  sumColumns,
  unitMinimum,
} from "./rules";
import { type CoverageViewer, tallies, unitScope } from "./tallies/queries";

export type CoverageMethod = {
  id: string;
  code: MethodCode;
  name: string;
  nameEn: string;
  isSample: boolean;
  minimumText: string;
  /** the months in which its minimum is counted */
  period: BoardPeriod;
  /** records a unit and period; null where the minimum counts something else */
  minimum: number | null;
};

export type CoverageUnit = {
  id: string;
  shortName: string;
  type: UnitType;
  /** in the order of Coverage.months */
  months: number[];
  /** in the order of Coverage.methods */
  methods: number[];
  records: number;
  /** last counted record on or before asOf */
  lastOn: Day | null;
  lastId: string | null;
  /** null: no record ever */
  silentDays: number | null;
};

export type Coverage = {
  /** first and last day of the months shown */
  from: Day;
  to: Day;
  /** silence is counted up to this day: `to`, or today while that lies ahead */
  asOf: Day;
  months: Month[];
  methods: CoverageMethod[];
  units: CoverageUnit[];
  /** a unit is silent after so many days without a counted record, as set for asOf */
  silentAfter: number;
  /** the longest first */
  silent: { unitId: string; lastOn: Day | null; silentDays: number | null }[];
  totals: { months: number[]; methods: number[]; records: number };
};

export type MinimaUnit = Pick<
  CoverageUnit,
  "id" | "shortName" | "type" | "lastOn" | "lastId" | "silentDays"
> & {
  /** in the order of Minima.methods, each in its own period */
  counts: number[];
};

export type Minima = {
  asOf: Day;
  /** as set for asOf */
  silentAfter: number;
  /** whole months, so that the number and the list it opens agree */
  periods: Record<BoardPeriod, DayRange>;
  methods: CoverageMethod[];
  units: MinimaUnit[];
};

type Stored = {
  silentAfter: number;
  methods: StoredMethod[];
  units: (Pick<CoverageUnit, "id" | "shortName" | "type" | "lastOn" | "lastId"> & {
    startsOn: Day | null;
    /** by month or method id */
    counts: Record<string, number>;
  })[];
};
type StoredMethod = Omit<CoverageMethod, "period" | "minimum"> & Parameters<typeof unitMinimum>[0];

/** Unit × month and unit × method over whole months, and who has fallen silent; one round trip. */
export async function coverage(
  db: ScopedDb,
  viewer: CoverageViewer,
  range: { from: Day; to: Day },
  today: Day = cityDay(new Date()),
): Promise<Coverage> {
  const from = firstDayOf(monthOf(range.from));
  const to = lastDayOf(monthOf(range.to));
  const asOf = asOfDay(to, today);
  const stored = await board(
    db,
    viewer,
    { from, to, asOf },
    sql`
    select unit_id, coalesce(method_id::text, left(month::text, 7)) as key, sum(records)::int as records
    from (${tallies(viewer, from, to)}) t group by grouping sets ((unit_id, month), (unit_id, method_id))`,
  );
  const methods = stored.methods.map(toMethod);
  const months = monthsBetween(from, to);
  const units = stored.units.map(({ counts, startsOn, ...unit }) => {
    const byMonth = inOrder(counts, months);
    return {
      ...unit,
      months: byMonth,
      methods: inOrder(
        counts,
        methods.map((method) => method.id),
      ),
      records: sum(byMonth),
      silentDays: silentDays(unit.lastOn, startsOn, asOf),
    };
  });
  const totals = {
    months: sumColumns(
      units.map((unit) => unit.months),
      months.length,
    ),
    methods: sumColumns(
      units.map((unit) => unit.methods),
      methods.length,
    ),
    records: sum(units.map((unit) => unit.records)),
  };
  const silent = units
    .filter((unit) => isSilent(unit.silentDays, stored.silentAfter))
    .sort(bySilence)
    .map(({ id, lastOn, silentDays }) => ({ unitId: id, lastOn, silentDays }));
  return { from, to, asOf, months, methods, units, silentAfter: stored.silentAfter, silent, totals };
}

/**
 * Unit × method in the quarter, half-year or year of `asOf`, each method in its own period. `unitIds` narrows
 * the board, e.g. to an observer's own units.
 */
export async function minima(
  db: ScopedDb,
  viewer: CoverageViewer,
  { asOf, unitIds }: { asOf: Day; unitIds?: string[] },
): Promise<Minima> {
  const to = lastDayOf(monthOf(asOf));
  const periods = {
    quarter: { from: periodOf(asOf, "quarter").from, to },
    half_year: { from: periodOf(asOf, "half_year").from, to },
    year: { from: periodOf(asOf, "year").from, to },
  };
  const stored = await board(
    db,
    viewer,
    { from: periods.year.from, to, asOf, unitIds },
    sql`
    select t.unit_id, t.method_id::text as key, sum(t.records)::int as records
    from (${tallies(viewer, periods.year.from, to, unitIds)}) t
    join current_versions v on v.method_id = t.method_id and t.month >= case v.minimum_period
      when 'year' then ${periods.year.from}::date when 'half_year' then ${periods.half_year.from}::date else ${periods.quarter.from}::date end
    group by t.unit_id, t.method_id`,
  );
  const methods = stored.methods.map(toMethod);
  const units = stored.units.map(({ counts, startsOn, ...unit }) => ({
    ...unit,
    counts: inOrder(
      counts,
      methods.map((method) => method.id),
    ),
    silentDays: silentDays(unit.lastOn, startsOn, asOf),
  }));
  return { asOf, silentAfter: stored.silentAfter, periods, methods, units };
}

function toMethod({ minimumCount, minimumPeriod, minimumScope, ...method }: StoredMethod): CoverageMethod {
  return {
    ...method,
    period: boardPeriod(minimumPeriod),
    minimum: unitMinimum({ minimumCount, minimumPeriod, minimumScope }),
  };
}

/** Units and methods of the board with their counts by `key`, and each unit's last record. */
async function board(
  db: ScopedDb,
  viewer: CoverageViewer,
  { from, to, asOf, unitIds }: { from: Day; to: Day; asOf: Day; unitIds?: string[] },
  counts: Sql,
): Promise<Stored> {
  const shown = [
    sql`coalesce(u.starts_on, '-infinity') <= ${to}::date`,
    sql`coalesce(u.ends_on, 'infinity') >= ${from}::date`,
    ...unitScope(viewer, sql`u.id`, unitIds),
  ];
  const [stored] = await db.rows<Omit<Stored, "silentAfter"> & { limits: FoundLimits }>(sql`
    with current_versions as (
      select distinct on (method_id) * from method_versions where effective_from <= ${asOf}::date
      order by method_id, version_no desc
    ), counted as (${counts}), by_unit as (
      select unit_id, json_object_agg(key, records) as counts from counted group by unit_id
    )
    select ${limitsOn(sql`${asOf}::date`)} as limits,
      (select coalesce(json_agg(json_build_object(
         'id', m.id, 'code', m.code, 'name', v.name, 'nameEn', v.name_en, 'isSample', v.is_sample,
         'minimumText', v.minimum_text, 'minimumCount', v.minimum_count, 'minimumPeriod', v.minimum_period,
         'minimumScope', v.minimum_scope) order by m.position, m.id), '[]')
       from methods m join current_versions v on v.method_id = m.id) as methods,
      (select coalesce(json_agg(json_build_object(
         'id', u.id, 'shortName', ${shortNameOn(sql`u`, asOf)}, 'type', u.type, 'startsOn', u.starts_on::text,
         'lastOn', city_day(latest.started_at)::text, 'lastId', latest.id,
         'counts', coalesce(b.counts, '{}')) order by u.position, u.id), '[]')
       from units u
       left join by_unit b on b.unit_id = u.id
       left join lateral (${lastRecord(sql`u.id`, asOf)}) latest on true
       where ${allOf(shown)}) as units`);
  const silentAfter = toLimits(stored?.limits ?? null).silentDays;
  return { methods: [], units: [], ...stored, silentAfter };
}

/** Names of those who have each unit on that day; who is on leave has none, as on the board of assignments (rule 1). */
export async function listUnitObservers(
  db: ScopedDb,
  unitIds: string[],
  on: Day,
): Promise<Map<string, string[]>> {
  const rows = await db.rows<{ unitId: string; names: string[] }>(sql`
    select a.unit_id as "unitId", array_agg(p.name order by a.starts_on, p.name) as names
    from assignments a join users p on p.id = a.observer_id
    where a.unit_id = any (${unitIds}::uuid[]) and ${on}::date between a.starts_on and coalesce(a.ends_on, 'infinity')
      and not exists (select from absences_of_board(${on}::date) b
                      where b.observer_id = a.observer_id and ${on}::date between b.starts_on and b.ends_on)
    group by a.unit_id`);
  return new Map(rows.map(({ unitId, names }) => [unitId, names]));
}

/** The last counted record of a unit that the viewer may open, on or before a day: one step in an index. */
export const lastRecord = (unitId: Sql, asOf: Day): Sql => sql`
  select o.id, o.started_at from observations o
  where o.unit_id = ${unitId} and o.state <> 'RETURNED' and o.started_at < ${startOfCityDay(addDays(asOf, 1))}
  order by o.started_at desc, o.id desc limit 1`;
