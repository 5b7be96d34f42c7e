/** Random rosters for plans: the same seed gives the same roster. */

import type { Pair, Roster, Tenure } from "@/lib/assignments/plans/rules";
import { type PlanSettings, planSettings } from "@/lib/assignments/plans/schema";
import type { Recusal } from "@/lib/assignments/rules";
import { addDays, addMonths } from "@/lib/platform/clock";
import { UNIT_TYPES } from "@/lib/units/schema";

export type Dice = {
  below(most: number): number;
  is(share: number): boolean;
  pick<T>(list: readonly T[]): T;
};

export function diceOf(seed: number): Dice {
  let state = (seed * 2654435761 + 12345) >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(roll() * most);
  return {
    below,
    is: (share) => roll() < share,
    pick: (list) => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error("nothing to pick from");
      return found;
    },
  };
}

const idOf = (kind: number, at: number): string =>
  `00000000-0000-4000-8${kind}00-${String(at).padStart(12, "0")}`;

export type Case = { seed: number; roster: Roster; settings: PlanSettings };

const STARTS_ON = "2027-01-01";

/** `hard` rosters have few people, many recusals and odd wishes: about every third of them has no plan. */
export function randomCase(seed: number, size?: { observers: number; units: number }): Case {
  const dice = diceOf(seed);
  const observers = size?.observers ?? 3 + dice.below(18);
  const isHard = !size && dice.is(0.5);
  const units =
    size?.units ?? Math.max(2, Math.round(observers * (isHard ? 1.6 + dice.below(16) / 10 : 2.3)));
  const observerIds = Array.from({ length: observers }, (_, at) => idOf(1, at + 1));
  const unitIds = Array.from({ length: units }, (_, at) => idOf(2, at + 1));
  const recusedShare = isHard ? 0.15 + dice.below(30) / 100 : 0.01;
  const pairs = observerIds.flatMap((observerId) => unitIds.map((unitId): Pair => ({ observerId, unitId })));
  const roster: Roster = {
    startsOn: STARTS_ON,
    units: unitIds.map((id, at) => ({
      id,
      name: `单位${at + 1}`,
      type: dice.pick(UNIT_TYPES),
      size: 5 + dice.below(12),
    })),
    observers: observerIds.map((id, at) => ({
      id,
      name: `观察员${at + 1}`,
      department: "测试科",
      mayObserve: !dice.is(0.03),
    })),
    tenures: tenuresOf(dice, observerIds, unitIds),
    recusals: pairs.filter(() => dice.is(recusedShare)).map((pair) => recusalOf(dice, pair)),
    deputies: pairs.filter(() => dice.is(0.002)),
  };
  const some = (share: number): Pair[] => pairs.filter(() => dice.is(share / pairs.length));
  return {
    seed,
    roster,
    settings: planSettings.parse({
      observersPerUnit: 1,
      unitNeeds: unitIds.filter(() => dice.is(0.03)).map((unitId) => ({ unitId, observers: 2 })),
      rotationMonths: dice.is(0.2) ? 18 : 24,
      rotationWarningMonths: 17,
      rotationAhead: dice.is(0.2) ? 2 : 0,
      fixedPairs: some(isHard ? 2 : 1),
      forbiddenPairs: some(3),
      wishes: some(4),
      absent: observerIds.filter(() => dice.is(0.04)),
      limits: observerIds
        .filter(() => dice.is(0.05))
        .map((observerId) => ({ observerId, least: 1, most: 2 })),
    }),
  };
}

/** As after some years: everyone has two or three, some for long, some were given up a while ago. */
function tenuresOf(dice: Dice, observerIds: readonly string[], unitIds: readonly string[]): Tenure[] {
  return unitIds.flatMap((unitId, at) => {
    if (dice.is(0.04)) return [];
    const observerId = observerIds[at % observerIds.length] ?? "";
    const since = addDays(addMonths(STARTS_ON, -dice.below(26)), -dice.below(28));
    const running: Tenure = { observerId, unitId, since, isRunning: true };
    if (!dice.is(0.05)) return [running];
    const former = dice.pick(observerIds);
    if (former === observerId) return [running];
    return [
      running,
      { observerId: former, unitId, since: addMonths(STARTS_ON, -20 - dice.below(8)), isRunning: false },
    ];
  });
}

function recusalOf(dice: Dice, { observerId, unitId }: Pair): Recusal {
  const kind = dice.pick(["KIN", "FORMER_WORKPLACE", "OTHER", "NATIVE_TOWN"] as const);
  return {
    observerId,
    unitId,
    kind,
    declaredOn: "2026-01-05",
    endsOn: dice.is(0.1) ? addDays(STARTS_ON, dice.below(60) - 30) : null,
    workedUntil: kind === "FORMER_WORKPLACE" ? addMonths(STARTS_ON, -30 - dice.below(50)) : null,
    overrides: dice.is(0.1)
      ? [{ grantedOn: "2026-02-01", expiresOn: addDays(STARTS_ON, dice.below(200) - 60) }]
      : [],
  };
}
