/** The counts behind the board of coverage: of each viewer what they can open (docs/adr/0035). */
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";

/** Of the viewer, what decides where counts come from and which units stand on the board. */
export type CoverageViewer = Pick<Viewer, "id" | "roles" | "unitIds" | "cadreId">;

/** Reviewers and leaders see all units, an observer their own. */
export const seesAllUnits = (viewer: Pick<Viewer, "roles">): boolean =>
  viewer.roles.includes("REVIEWER") || viewer.roles.includes("LEADER");

/**
 * Rows (unit_id, month, method_id, records) that add up to what the viewer can open. The counts table answers for
 * reviewers and leaders, plus their own records that its terms leave out; observers have counts of their own. Counted live
 * are those of whom records may tell (cadreId), since such records are withheld one by one. `only`: no other unit is wanted, so the
 * kept counts are asked by its key.
 */
export function tallies(
  viewer: CoverageViewer,
  from: Day,
  to: Day,
  unitIds?: string[],
  only: string | null = null,
): Sql {
  if (seesAllUnits(viewer) && viewer.cadreId === null && !unitIds) {
    return sql`
      select c.unit_id, c.month, c.method_id, c.records from viewer_counts(${from}::date, ${to}::date, ${only}::uuid) c
      union all ${besideSums(viewer, from, to)}`;
  }
  const isCounted = allOf([...countedIn(from, to), ...unitScope(viewer, sql`o.unit_id`, unitIds)]);
  const live = (more: Sql) => sql`
    select o.unit_id, ${monthOfRecord} as month, o.method_id, count(*)::int as records
    from observations o where ${more} and ${isCounted} group by 1, 2, 3`;
  // of a unit that is not theirs an observer sees what they wrote, which no kept count tells
  const isTheirs = unitIds?.every((id) => viewer.unitIds.includes(id)) ?? true;
  if (seesAllUnits(viewer) || viewer.cadreId !== null || !isTheirs) return live(sql`true`);
  const wanted = allOf([
    sql`c.month between ${from}::date and ${to}::date`,
    ...unitScope(viewer, sql`c.unit_id`, unitIds),
  ]);
  return sql`
    select c.unit_id, c.month, c.method_id, c.records from (${ownTallies(wanted)}) c
    union all ${live(sql`not (select viewer_sees_own())`)}`;
}

/** The same without what viewer_counts() tells those who see by level alone: for a page that asks for sums of it. */
export const talliesBesideSums = (viewer: CoverageViewer, from: Day, to: Day): Sql =>
  seesAllUnits(viewer) && viewer.cadreId === null ? besideSums(viewer, from, to) : tallies(viewer, from, to);

const monthOfRecord = sql`date_trunc('month', city_day(o.started_at))::date`;
const countedIn = (from: Day, to: Day): Sql[] => [
  sql`o.state <> 'RETURNED'`,
  sql`o.started_at >= ${startOfCityDay(from)} and o.started_at < ${startOfCityDay(addDays(to, 1))}`,
];

/** Of those who see all units and not by level alone: kept counts split by level, their own beside them, and what is left to who is recused. */
const besideSums = (viewer: CoverageViewer, from: Day, to: Day): Sql => sql`
  select c.unit_id, c.month, c.method_id, c.records from observation_counts c
  where not (select viewer_sees_by_level()) and c.month between ${from}::date and ${to}::date
  union all
  select o.unit_id, ${monthOfRecord}, o.method_id, 1 from observations o
  -- who sees by level alone has none of their own: a plan kept for all values would look through the records for them
  where not (select viewer_sees_by_level()) and not (select viewer_is_recused()) and ${allOf(countedIn(from, to))}
    and (o.observer_id = ${viewer.id}::uuid or o.second_observer_id = ${viewer.id}::uuid)
    and (o.confidentiality > (select viewer_clearance()) or (o.is_guarded and not (select viewer_is('REVIEWER'))))
  union all
  -- who is recused from a cadre reads no kept count (policy counts_not_recused), but what is left of them without those records
  select c.unit_id, c.month, c.method_id, c.records from recused_counts(${from}::date, ${to}::date) c`;

/** What an observer sees of their units: what all of a unit's observers see, and their own beside it (docs/adr/0035). */
export const ownTallies = (wanted: Sql): Sql => sql`
  select c.unit_id, c.month, c.method_id, c.polarity, c.records from shared_counts c where ${wanted}
  union all
  select c.unit_id, c.month, c.method_id, c.polarity, c.records from own_counts c where ${wanted}`;

export function unitScope(viewer: CoverageViewer, unitId: Sql, unitIds?: string[]): Sql[] {
  const scope = unitIds ?? (seesAllUnits(viewer) ? null : viewer.unitIds);
  return scope === null ? [] : [sql`${unitId} = any (${scope}::uuid[])`];
}
