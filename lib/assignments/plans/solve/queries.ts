/** Asks the solver for a plan, and where there is none, what stands in the way. Writes nothing. */
import { type Solution, solve } from "@/lib/platform/solver";
import { blockingSet, isPossible } from "../feasible/rules";
import { baseOf, type DemandKind, demandsOf, differenceOf, problemOf, type Roster } from "../rules";
import type { PlanSettings } from "../schema";
import {
  changesProgram,
  chosen,
  elasticProgram,
  givenUp,
  type PlanAnswer,
  pairsOf,
  planProgram,
} from "./rules";

/** Seconds for the plan itself; what is found by then is shown with its gap. */
const SECONDS = 10;
const SECONDS_ASIDE = 3;

/** A need has no price: without it a unit would simply have nobody. */
const PRICED: readonly DemandKind[] = [
  "rotation",
  "recusal",
  "absent",
  "fixed",
  "forbidden",
  "deputy",
  "least",
  "most",
];

export async function solvePlan(
  roster: Roster,
  settings: PlanSettings,
  report: (done: number, total: number) => void = () => {},
): Promise<PlanAnswer> {
  const kinds = [...new Set(demandsOf(roster, settings).map(({ kind }) => kind))];
  if (!isPossible(roster, settings)) return whatBlocks(roster, settings, kinds, report);
  const priced = PRICED.filter((kind) => kinds.includes(kind));
  const programs = [
    planProgram(roster, settings),
    ...[undefined, ...priced].map((kind) => changesProgram(roster, settings, kind)),
  ];
  report(0, programs.length);
  const [found, fewest, ...without] = await solve(programs, SECONDS, (done) => report(done, programs.length));
  if (found?.status !== "solved") return { kind: "nothing", tookMs: found?.tookMs ?? 0 };
  const { cost, bound, isProved, tookMs } = found;
  const fewestChanges = costOf(fewest) ?? 0;
  const pairs = chosen(pairsOf(problemOf(roster, settings)), found.values);
  const { begun, ended } = differenceOf(pairs, baseOf(roster));
  return {
    kind: "plan",
    pairs,
    // as the solver counts: one that ends and one that begins are one line exchanged
    changes: Math.round((begun.length + ended.length) / 2),
    cost,
    bound,
    isProved,
    tookMs,
    fewestChanges,
    prices: priced.flatMap((kind, at) => {
      const changes = fewestChanges - (costOf(without[at]) ?? fewestChanges);
      return changes > 0 ? [{ kind, changes }] : [];
    }),
  };
}

const costOf = (solution: Solution | undefined): number | undefined =>
  solution?.status === "solved" ? Math.round(solution.cost) : undefined;

async function whatBlocks(
  roster: Roster,
  settings: PlanSettings,
  kinds: readonly DemandKind[],
  report: (done: number, total: number) => void,
): Promise<PlanAnswer> {
  const begun = performance.now();
  const blocks = blockingSet(roster, settings);
  const asked = [undefined, ...kinds].map((kind) => elasticProgram(roster, settings, kind));
  const solutions: Solution[] = await solve(
    asked.map(({ program }) => program),
    SECONDS_ASIDE,
    (done) => report(done, asked.length),
  );
  const [all = null, ...ways] = asked.map((elastic, at) => {
    const solution = solutions[at];
    return solution?.status === "solved" ? givenUp(elastic, solution.values) : null;
  });
  return {
    kind: "impossible",
    blocks,
    giveUp: all ?? [],
    ways: kinds.map((kind, at) => ({ kind, demands: ways[at] ?? null })),
    tookMs: Math.round(performance.now() - begun),
  };
}
