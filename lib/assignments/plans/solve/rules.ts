/**
 * A plan as a program for the solver. A pair of observer and unit is a column of 0 or 1; the hard rules are bounds of rows,
 * and what one would rather have costs something: first of all each changed line, then balance and wishes.
 */
import type { Column, Program, Row } from "@/lib/platform/solver";
import { isLive } from "../../rules";
import {
  type Demand,
  type DemandKind,
  demandKey,
  demandsOf,
  isSoon,
  type Pair,
  type PlanUnit,
  type Problem,
  pairKey,
  problemOf,
  type Roster,
} from "../rules";
import type { PlanSettings } from "../schema";

export type RulePrice = { kind: DemandKind /** lines that have to change because of it */; changes: number };
export type Way = {
  kind: DemandKind /** what must be given up if nothing else is; null: that alone does not help */;
  demands: Demand[] | null;
};

export type PlanAnswer =
  | {
      kind: "plan";
      pairs: Pair[];
      cost: number;
      bound: number;
      isProved: boolean;
      tookMs: number;
      /** fewest changed lines that the hard rules allow, whatever is wished besides */
      fewestChanges: number;
      /** how many this plan makes */
      changes: number;
      prices: RulePrice[];
    }
  | { kind: "impossible"; blocks: Demand[]; giveUp: Demand[]; ways: Way[]; tookMs: number }
  | { kind: "nothing"; tookMs: number };

/** One line exchanged: one ends and one begins. */
const CHANGE = 10;
const HALF = CHANGE / 2;
/** An observer more than a unit needs: dearer than a wish, cheaper than an ended line. */
const SPARE = 4;
/** Loads this far from the mean ask for nothing: two units and three units differ by half anyway. */
const BAND = 0.35;

class Builder {
  readonly columns: Column[] = [];
  readonly rows: Row[] = [];
  column(column: Column): number {
    return this.columns.push(column) - 1;
  }
  row(lower: number, upper: number, entries: Row["entries"]): void {
    this.rows.push({ lower, upper, entries });
  }
}

type Grid = { pairs: readonly Pair[]; byObserver: Map<string, number[]>; byUnit: Map<string, number[]> };

function gridOf(problem: Problem, may: (key: string) => boolean): Grid {
  const pairs = problem.observers.flatMap(({ id: observerId }) =>
    problem.units
      .map(({ id: unitId }) => ({ observerId, unitId }))
      .filter((pair) => may(pairKey(pair)) || problem.fixed.has(pairKey(pair))),
  );
  const by = (idOf: (pair: Pair) => string) => {
    const found = new Map<string, number[]>();
    pairs.forEach((pair, at) => {
      found.set(idOf(pair), [...(found.get(idOf(pair)) ?? []), at]);
    });
    return found;
  };
  return { pairs, byObserver: by(({ observerId }) => observerId), byUnit: by(({ unitId }) => unitId) };
}

const ones = (columns: readonly number[]): Row["entries"] => columns.map((at) => [at, 1] as const);

/** Columns of the pairs come first, so that the first values of a solution are the plan. */
export function pairsOf(problem: Problem): readonly Pair[] {
  return gridOf(problem, (key) => !problem.blocked.has(key)).pairs;
}

export const chosen = (pairs: readonly Pair[], values: readonly number[]): Pair[] =>
  pairs.filter((_, at) => (values[at] ?? 0) > 0.5);

/** The plan itself: as few changes as the rules allow, weighed against balance and wishes. */
export function planProgram(roster: Roster, settings: PlanSettings): Program {
  const problem = problemOf(roster, settings);
  const grid = gridOf(problem, (key) => !problem.blocked.has(key));
  const build = new Builder();
  const { costOf, offset } = pairCosts(roster, settings, problem);
  addPairs(build, grid, problem, costOf, true);
  addCounts(build, grid, problem);
  addBalance(build, grid, roster, settings, problem);
  addTypes(build, grid, roster, settings, problem);
  return { columns: build.columns, rows: build.rows, offset };
}

/** Only the number of changed lines: what a hard rule costs is the difference that leaving it out makes. */
export function changesProgram(roster: Roster, settings: PlanSettings, without?: DemandKind): Program {
  const given = without
    ? demandsOf(roster, settings)
        .filter(({ kind }) => kind === without)
        .map(demandKey)
    : [];
  const problem = problemOf(roster, settings, new Set(given));
  const grid = gridOf(problem, (key) => !problem.blocked.has(key));
  const build = new Builder();
  const running = ({ observerId, unitId }: Pair) => problem.running.has(pairKey({ observerId, unitId }));
  addPairs(build, grid, problem, (pair) => (running(pair) ? -0.5 : 0.5), false);
  addCounts(build, grid, problem, 0);
  return { columns: build.columns, rows: build.rows, offset: problem.running.size / 2 };
}

/** How a pair is weighed; the offset makes a plan without any change cost nothing. */
function pairCosts(roster: Roster, settings: PlanSettings, problem: Problem) {
  const native = new Set(
    roster.recusals
      .filter((one) => one.kind === "NATIVE_TOWN" && isLive(one, roster.startsOn))
      .map(({ observerId, unitId }) => pairKey({ observerId, unitId })),
  );
  const wishes = new Set(settings.wishes.map(pairKey));
  const costOf = (pair: Pair): number => {
    const key = pairKey(pair);
    const tenure = problem.running.get(key);
    return (
      (tenure ? -HALF : HALF) +
      (tenure && isSoon(tenure.since, roster.startsOn, settings) ? settings.soon : 0) +
      (native.has(key) ? settings.nativeTown : 0) -
      (wishes.has(key) ? settings.wish : 0)
    );
  };
  return { costOf, offset: problem.running.size * HALF + wishes.size * settings.wish };
}

function addPairs(
  build: Builder,
  { pairs }: Grid,
  { fixed }: Problem,
  costOf: (pair: Pair) => number,
  isWhole: boolean,
): void {
  for (const pair of pairs)
    build.column({ cost: costOf(pair), lower: fixed.has(pairKey(pair)) ? 1 : 0, upper: 1, isWhole });
}

function addCounts(build: Builder, grid: Grid, problem: Problem, spare: number = SPARE): void {
  for (const { id, least, most } of problem.observers)
    build.row(least, most, ones(grid.byObserver.get(id) ?? []));
  for (const { id, need, cap } of problem.units) {
    const over = build.column({ cost: spare, lower: 0, upper: Math.max(0, cap - need), isWhole: false });
    build.row(need, need, [...ones(grid.byUnit.get(id) ?? []), [over, -1]]);
  }
}

/** Cadres in post at the units of one observer, beyond a band around the mean. */
function addBalance(
  build: Builder,
  grid: Grid,
  roster: Roster,
  settings: PlanSettings,
  problem: Problem,
): void {
  const band = loadBand(roster, settings, problem);
  if (!band || settings.balance === 0) return;
  const sizes = new Map(roster.units.map(({ id, size }) => [id, size]));
  for (const { id, most } of problem.observers) {
    if (most === 0) continue;
    const load = (grid.byObserver.get(id) ?? []).map(
      (at) => [at, sizes.get(grid.pairs[at]?.unitId ?? "") ?? 0] as const,
    );
    // a whole unit's worth beyond the band costs `balance`
    const each = settings.balance / Math.max(1, band.unit);
    const over = build.column({ cost: each, lower: 0, upper: Infinity, isWhole: false });
    const under = build.column({ cost: each, lower: 0, upper: Infinity, isWhole: false });
    build.row(-Infinity, band.high, [...load, [over, -1]]);
    build.row(band.low, Infinity, [...load, [under, 1]]);
  }
}

export type LoadBand = { mean: number; low: number; high: number /** size of a usual unit */; unit: number };

/** Between which sums of cadres a load is even; null where nobody can have any. */
export function loadBand(
  roster: Roster,
  settings: PlanSettings,
  problem = problemOf(roster, settings),
): LoadBand | null {
  const there = problem.observers.filter(({ most }) => most > 0).length;
  if (there === 0 || roster.units.length === 0) return null;
  const needs = new Map(problem.units.map(({ id, need }) => [id, need]));
  const total = roster.units.reduce((sum, { id, size }) => sum + size * (needs.get(id) ?? 1), 0);
  const mean = total / there;
  return { mean, low: mean * (1 - BAND), high: mean * (1 + BAND), unit: total / roster.units.length };
}

/** Units of one kind are spread: nobody has more of them than an even share asks. */
function addTypes(
  build: Builder,
  grid: Grid,
  roster: Roster,
  settings: PlanSettings,
  problem: Problem,
): void {
  if (settings.types === 0) return;
  const types = new Map(roster.units.map(({ id, type }) => [id, type]));
  for (const [type, share] of typeShares(roster, problem)) {
    for (const { id, most } of problem.observers) {
      if (most <= share) continue;
      const columns = (grid.byObserver.get(id) ?? []).filter(
        (at) => types.get(grid.pairs[at]?.unitId ?? "") === type,
      );
      if (columns.length <= share) continue;
      const over = build.column({ cost: settings.types, lower: 0, upper: Infinity, isWhole: false });
      build.row(-Infinity, share, [...ones(columns), [over, -1]]);
    }
  }
}

function typeShares(roster: Roster, problem: Problem): Map<PlanUnit["type"], number> {
  const there = Math.max(1, problem.observers.filter(({ most }) => most > 0).length);
  const counts = new Map<PlanUnit["type"], number>();
  for (const { type } of roster.units) counts.set(type, (counts.get(type) ?? 0) + 1);
  return new Map([...counts].map(([type, count]) => [type, Math.ceil(count / there)]));
}

// ---------------------------------------------------------------- what stands in the way
/** To give up a rule of the city is the last resort; among equally small sets the milder one is named. */
const DEARNESS: Record<DemandKind, number> = {
  fixed: 0,
  forbidden: 1,
  least: 2,
  most: 3,
  absent: 4,
  recusal: 5,
  rotation: 6,
  deputy: 7,
  need: 8,
};

export type Elastic = { program: Program; demands: readonly Demand[] };

/** The fewest demands that must be given up for a plan to exist; only of these kinds, where they are named. */
export function elasticProgram(roster: Roster, settings: PlanSettings, only?: DemandKind): Elastic {
  const all = demandsOf(roster, settings);
  const demands = only ? all.filter(({ kind }) => kind === only) : all;
  const problem = problemOf(roster, settings);
  const grid = gridOf(problem, () => true);
  const build = new Builder();
  for (const _ of grid.pairs) build.column({ cost: 0, lower: 0, upper: 1, isWhole: true });
  const slack = new Map<string, number>();
  for (const demand of demands)
    slack.set(
      demandKey(demand),
      build.column({ cost: 1 + DEARNESS[demand.kind] / 1000, lower: 0, upper: 1, isWhole: true }),
    );
  const give = (demand: Demand, factor: number): Row["entries"] => {
    const at = slack.get(demandKey(demand));
    return at === undefined ? [] : [[at, factor]];
  };
  grid.pairs.forEach((pair, at) => {
    const key = pairKey(pair);
    for (const kind of problem.blocked.get(key) ?? [])
      build.row(-Infinity, 0, [[at, 1], ...give({ kind, ...pair }, -1)]);
    if (problem.fixed.has(key)) build.row(1, Infinity, [[at, 1], ...give({ kind: "fixed", ...pair }, 1)]);
  });
  const known = new Set(grid.pairs.map(pairKey));
  for (const pair of settings.fixedPairs)
    if (!known.has(pairKey(pair)) && problem.fixed.has(pairKey(pair)))
      build.row(1, Infinity, give({ kind: "fixed", observerId: pair.observerId, unitId: pair.unitId }, 1));
  const limits = new Map(settings.limits.map((limit) => [limit.observerId, limit]));
  const away = new Set(settings.absent);
  for (const { id, least, most } of problem.observers) {
    const columns = ones(grid.byObserver.get(id) ?? []);
    build.row(least, Infinity, [...columns, ...give({ kind: "least", observerId: id }, least)]);
    const demand: Demand = { kind: away.has(id) ? "absent" : "most", observerId: id };
    const standsIn = roster.deputies.filter(({ observerId }) => observerId === id).length;
    const back = Math.max(0, (limits.get(id)?.most ?? settings.most) - standsIn);
    const room = away.has(id) ? back : most + 1;
    build.row(-Infinity, most, [...columns, ...give(demand, -(room - most))]);
  }
  for (const { id, need, cap } of problem.units) {
    const columns = ones(grid.byUnit.get(id) ?? []);
    build.row(need, Infinity, [...columns, ...give({ kind: "need", unitId: id }, need)]);
    build.row(-Infinity, Math.max(need, cap), columns);
  }
  return { program: { columns: build.columns, rows: build.rows, offset: 0 }, demands };
}

export function givenUp({ program, demands }: Elastic, values: readonly number[]): Demand[] {
  const first = program.columns.length - demands.length;
  return demands.filter((_, at) => (values[first + at] ?? 0) > 0.5);
}
