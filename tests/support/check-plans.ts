/** Random rosters solved and checked by the second opinion; the same at full size in `npm run check:plan`. */
import { isPossible } from "@/lib/assignments/plans/feasible/rules";
import { type Broken, brokenRules, type Demand, type Pair, pairKey } from "@/lib/assignments/plans/rules";
import { solvePlan } from "@/lib/assignments/plans/solve/queries";
import { planProgram } from "@/lib/assignments/plans/solve/rules";
import { solve } from "@/lib/platform/solver";
import { faultsOf } from "./plan-checker";
import { type Case, diceOf, randomCase } from "./rosters";

export type Counts = {
  rosters: number;
  plans: number;
  proved: number;
  impossible: number;
  made: number;
  blockingSets: number;
  moves: number;
  slowestMs: number;
  slowestCpuMs: number;
  faults: string[];
};

const sayBroken = (one: Broken): string =>
  [one.kind, ...("observerId" in one ? [one.observerId] : []), ...("unitId" in one ? [one.unitId] : [])].join(
    " ",
  );

export async function checkRosters(seeds: readonly number[]): Promise<Counts> {
  const counts: Counts = {
    rosters: 0,
    plans: 0,
    proved: 0,
    impossible: 0,
    made: 0,
    blockingSets: 0,
    moves: 0,
    slowestMs: 0,
    slowestCpuMs: 0,
    faults: [],
  };
  for (const seed of seeds) {
    counts.rosters += 1;
    await checkOne(randomCase(seed), counts);
  }
  return counts;
}

async function checkOne(one: Case, counts: Counts): Promise<void> {
  const { seed, roster, settings } = one;
  const answer = await solvePlan(roster, settings);
  const wrong = (text: string) => counts.faults.push(`seed ${seed}: ${text}`);
  switch (answer.kind) {
    case "plan": {
      counts.plans += 1;
      if (answer.isProved) counts.proved += 1;
      const faults = faultsOf(answer.pairs, roster, settings);
      if (faults.length > 0) wrong(`the plan breaks ${faults.join(", ")}`);
      return;
    }
    case "nothing":
      return void wrong("the solver found nothing in time");
    case "impossible": {
      counts.impossible += 1;
      if (isPossible(roster, settings)) wrong("said to be impossible, and is not");
      const relaxed = relax(one, answer.giveUp);
      const again = await solvePlan(relaxed.roster, relaxed.settings);
      if (again.kind !== "plan") wrong(`still ${again.kind} without ${answer.giveUp.length} demands`);
      else if (faultsOf(again.pairs, relaxed.roster, relaxed.settings).length > 0)
        wrong("the relaxed plan breaks a rule");
      else counts.made += 1;
      if (isIrreducible(one, answer.blocks)) counts.blockingSets += 1;
      else wrong("the blocking set can do without one of its members");
    }
  }
}

/** Each member counts: with any one of them given up, what stays of the set blocks nothing. */
function isIrreducible({ roster, settings }: Case, blocks: readonly Demand[]): boolean {
  // others than the set's members may block too: give up all of those first
  const inSet = new Set(blocks.map((demand) => JSON.stringify(demand)));
  const outside = allDemands({ seed: 0, roster, settings }).filter(
    (demand) => !inSet.has(JSON.stringify(demand)),
  );
  if (isPossible(roster, settings, outside)) return false;
  return blocks.every((demand) => isPossible(roster, settings, [...outside, demand]));
}

function allDemands({ roster, settings }: Case): Demand[] {
  const pairs = roster.observers.flatMap(({ id: observerId }) =>
    roster.units.map(({ id: unitId }) => ({ observerId, unitId })),
  );
  return [
    ...pairs.flatMap((pair): Demand[] =>
      (["recusal", "rotation", "forbidden", "fixed", "deputy"] as const).map((kind) => ({ kind, ...pair })),
    ),
    ...settings.fixedPairs.map(
      (pair): Demand => ({ kind: "fixed", observerId: pair.observerId, unitId: pair.unitId }),
    ),
    // who is away and comes back has no more than others: their "most" is nothing to give up
    ...roster.observers.flatMap(({ id: observerId }): Demand[] =>
      (settings.absent.includes(observerId) ? (["absent"] as const) : (["least", "most"] as const)).map(
        (kind) => ({ kind, observerId }),
      ),
    ),
    ...roster.units.map(({ id: unitId }): Demand => ({ kind: "need", unitId })),
  ];
}

/** The named demands taken out of roster and settings by hand: nothing of the product's own "given up" is used. */
function relax({ roster, settings }: Case, demands: readonly Demand[]): Omit<Case, "seed"> {
  const named = (kind: Demand["kind"]) => demands.filter((demand) => demand.kind === kind);
  const pairsOf = (kind: Demand["kind"]) =>
    new Set(
      named(kind).map((demand) => ("unitId" in demand && "observerId" in demand ? pairKey(demand) : "")),
    );
  const peopleOf = (kind: Demand["kind"]) =>
    new Set(named(kind).map((demand) => ("observerId" in demand ? demand.observerId : "")));
  const [recusals, rotations, forbidden, fixed, deputies] = (
    ["recusal", "rotation", "forbidden", "fixed", "deputy"] as const
  ).map(pairsOf);
  const [absent, least, most] = (["absent", "least", "most"] as const).map(peopleOf);
  const needs = new Set(named("need").map((demand) => ("unitId" in demand ? demand.unitId : "")));
  const has = (set: Set<string> | undefined, key: string) => set?.has(key) ?? false;
  const limits = roster.observers.flatMap(({ id }) => {
    const own = settings.limits.find(({ observerId }) => observerId === id);
    const isChanged = has(least, id) || has(most, id) || has(absent, id);
    if (!isChanged) return own ? [own] : [];
    return [
      {
        observerId: id,
        // who comes back owes nothing
        least: has(least, id) || has(absent, id) ? 0 : (own ?? settings).least,
        most: (own ?? settings).most + (has(most, id) ? 1 : 0),
      },
    ];
  });
  return {
    roster: {
      ...roster,
      recusals: roster.recusals.filter((one) => one.kind === "NATIVE_TOWN" || !has(recusals, pairKey(one))),
      tenures: roster.tenures.filter((one) => !has(rotations, pairKey(one))),
      deputies: roster.deputies.filter((one) => !has(deputies, pairKey(one))),
    },
    settings: {
      ...settings,
      forbiddenPairs: settings.forbiddenPairs.filter((pair) => !has(forbidden, pairKey(pair))),
      fixedPairs: settings.fixedPairs.filter((pair) => !has(fixed, pairKey(pair))),
      absent: settings.absent.filter((id) => !has(absent, id)),
      limits,
      unitNeeds: [
        ...settings.unitNeeds.filter(({ unitId }) => !needs.has(unitId)),
        ...[...needs].map((unitId) => ({ unitId, observers: 0 })),
      ],
    },
  };
}

/** Moves as a person makes them, some of them foolish; after each the page's list is what the second opinion says. */
export function checkMoves(seed: number, moves: number): { moves: number; faults: string[] } {
  const dice = diceOf(seed);
  const { roster, settings } = randomCase(seed);
  const observers = roster.observers.map(({ id }) => id);
  const units = roster.units.map(({ id }) => id);
  let lines: Pair[] = roster.tenures
    .filter(({ isRunning }) => isRunning)
    .map(({ observerId, unitId }) => ({ observerId, unitId }));
  const faults: string[] = [];
  for (let n = 0; n < moves; n++) {
    const at = dice.below(Math.max(1, lines.length));
    const line = lines[at];
    const next = {
      observerId: dice.pick(observers),
      unitId: dice.is(0.8) && line ? line.unitId : dice.pick(units),
    };
    const kind = dice.below(100);
    if (kind < 15) lines = lines.filter((_, other) => other !== at);
    else if (kind < 30) lines = [...lines, next];
    else lines = lines.map((one, other) => (other === at ? next : one));
    const told = brokenRules(lines, roster, settings).map(sayBroken).sort();
    const expected = faultsOf(lines, roster, settings);
    if (JSON.stringify(told) !== JSON.stringify(expected))
      faults.push(`seed ${seed}, move ${n}: told ${told.join(", ")}; expected ${expected.join(", ")}`);
  }
  return { moves, faults };
}

/** A city: forty people, ninety-five units. Processor time too, because a busy machine shares its time. */
export async function checkCity(
  seeds: readonly number[],
): Promise<Pick<Counts, "slowestMs" | "slowestCpuMs" | "proved" | "faults"> & { cities: number }> {
  const result = { cities: 0, proved: 0, slowestMs: 0, slowestCpuMs: 0, faults: [] as string[] };
  for (const seed of seeds) {
    const { roster, settings } = randomCase(seed, { observers: 40, units: 95 });
    if (!isPossible(roster, settings)) continue;
    result.cities += 1;
    const before = process.cpuUsage();
    await solve([planProgram(roster, settings)], 10);
    const { user, system } = process.cpuUsage(before);
    const answer = await solvePlan(roster, settings);
    if (answer.kind !== "plan") {
      result.faults.push(`city ${seed}: ${answer.kind}`);
      continue;
    }
    if (answer.isProved) result.proved += 1;
    result.slowestMs = Math.max(result.slowestMs, answer.tookMs);
    result.slowestCpuMs = Math.max(result.slowestCpuMs, Math.round((user + system) / 1000));
    const faults = faultsOf(answer.pairs, roster, settings);
    if (faults.length > 0) result.faults.push(`city ${seed}: ${faults.join(", ")}`);
  }
  return result;
}
