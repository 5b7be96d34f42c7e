/**
 * What a plan must keep (product.md, rules 1 and 2), told of a whole plan at once. The page asks it after each move, the
 * command before each step; the database asks again when the plan is published.
 */
import type { Limits } from "@/lib/calendar/limits/rules";
import { addMonths, type Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { UnitType } from "@/lib/units/schema";
import { isLive, overrideOn, type Recusal } from "../rules";
import type { PlanLine, PlanSettings, PlanState } from "./schema";

export type PlanUnit = {
  id: string;
  name: string;
  type: UnitType /** cadres in post on the day */;
  size: number;
};
export type PlanObserver = {
  id: string;
  name: string;
  department: string;
  /** active, with the role; one who is not keeps nothing */
  mayObserve: boolean;
};
export type Tenure = {
  observerId: string;
  unitId: string;
  /** first day of the unbroken time that reaches the plan's first day */
  since: Day;
  /** runs on that day unless the plan ends it */
  isRunning: boolean;
};
export type Pair = { observerId: string; unitId: string };
/** What ran on the first day when a version was arranged. */
export type BaseLine = Pair & { since: Day };

/** All that a plan depends on, as it will stand on its first day. */
export type Roster = {
  startsOn: Day;
  units: readonly PlanUnit[];
  observers: readonly PlanObserver[];
  tenures: readonly Tenure[];
  recusals: readonly Recusal[];
  /** stand in for an absent colleague on that day: dated, and no part of the plan */
  deputies: readonly Pair[];
};

export const pairKey = ({ observerId, unitId }: Pair): string => `${observerId} ${unitId}`;

/** What can be given up to make room, each by its name. */
export type Demand =
  | { kind: "need"; unitId: string }
  | { kind: "least" | "most" | "absent"; observerId: string }
  | { kind: "recusal" | "rotation" | "forbidden" | "fixed" | "deputy"; observerId: string; unitId: string };
export type DemandKind = Demand["kind"];

export const demandKey = (demand: Demand): string =>
  [
    demand.kind,
    "observerId" in demand ? demand.observerId : "",
    "unitId" in demand ? demand.unitId : "",
  ].join(" ");

type BlockKind = "recusal" | "rotation" | "forbidden" | "deputy";

/** The rules of one plan as bounds: how many, and who never. */
export type Problem = {
  observers: readonly { id: string; least: number; most: number }[];
  units: readonly { id: string; need: number; cap: number }[];
  /** why a pair cannot be; the first stands for all */
  blocked: ReadonlyMap<string, readonly BlockKind[]>;
  fixed: ReadonlySet<string>;
  running: ReadonlyMap<string, Tenure>;
};

/** A unit never needs so many; more than the need is allowed, because few units for many observers leave some over. */
const MOST_OBSERVERS = 4;

/** The rules without those that are given up: the search for what stands in the way asks with some of them. */
export function problemOf(
  roster: Roster,
  settings: PlanSettings,
  givenUp: ReadonlySet<string> = new Set(),
): Problem {
  const stands = (demand: Demand) => !givenUp.has(demandKey(demand));
  const blocked = new Map<string, BlockKind[]>();
  const block = (pair: Pair, kind: BlockKind) => {
    if (!stands({ kind, ...pair })) return;
    const kinds = blocked.get(pairKey(pair)) ?? [];
    if (!kinds.includes(kind)) blocked.set(pairKey(pair), [...kinds, kind]);
  };
  for (const recusal of roster.recusals)
    if (isRecused(recusal, roster.startsOn)) block(pairOf(recusal), "recusal");
  for (const tenure of roster.tenures)
    if (isOver(tenure.since, roster.startsOn, settings)) block(pairOf(tenure), "rotation");
  for (const pair of settings.forbiddenPairs) block(pairOf(pair), "forbidden");
  for (const pair of roster.deputies) block(pairOf(pair), "deputy");

  const needs = new Map(settings.unitNeeds.map(({ unitId, observers }) => [unitId, observers]));
  return {
    observers: roster.observers
      .filter(({ mayObserve }) => mayObserve)
      .map(({ id }) => ({ id, ...loadOf(id, roster, settings, stands) })),
    units: roster.units.map(({ id }) => ({
      id,
      need: stands({ kind: "need", unitId: id }) ? (needs.get(id) ?? settings.observersPerUnit) : 0,
      cap: MOST_OBSERVERS,
    })),
    blocked,
    fixed: new Set(
      settings.fixedPairs.filter((pair) => stands({ kind: "fixed", ...pairOf(pair) })).map(pairKey),
    ),
    running: new Map(
      roster.tenures.filter(({ isRunning }) => isRunning).map((tenure) => [pairKey(tenure), tenure]),
    ),
  };
}

const pairOf = ({ observerId, unitId }: Pair): Pair => ({ observerId, unitId });

/** With "least" given up nothing is asked; with "most" given up one unit more is allowed: nobody takes on ten. */
function loadOf(
  id: string,
  roster: Roster,
  settings: PlanSettings,
  stands: (demand: Demand) => boolean,
): { least: number; most: number } {
  const isAway = settings.absent.includes(id);
  if (isAway && stands({ kind: "absent", observerId: id })) return { least: 0, most: 0 };
  const own = settings.limits.find(({ observerId }) => observerId === id) ?? settings;
  const standsIn = roster.deputies.filter(({ observerId }) => observerId === id).length;
  return {
    // who would come back owes nothing: giving up a rule never asks for more
    least: !isAway && stands({ kind: "least", observerId: id }) ? Math.max(0, own.least - standsIn) : 0,
    most: Math.max(0, own.most + (stands({ kind: "most", observerId: id }) ? 0 : 1) - standsIn),
  };
}

/** As the database judges a new assignment of that day (rule 2). */
const isRecused = (recusal: Recusal, day: Day): boolean =>
  recusal.kind !== "NATIVE_TOWN" && isLive(recusal, day) && !overrideOn(recusal, day);

const isOver = (since: Day, on: Day, { rotationMonths, rotationAhead }: PlanSettings): boolean =>
  addMonths(on, rotationAhead) >= addMonths(since, rotationMonths);
export const isSoon = (since: Day, on: Day, settings: PlanSettings): boolean =>
  on >= addMonths(since, settings.rotationWarningMonths) && !isOver(since, on, settings);

/** Everything that can be given up, for the search of what stands in the way. */
export function demandsOf(roster: Roster, settings: PlanSettings): Demand[] {
  const { observers, units, blocked, fixed } = problemOf(roster, settings);
  const absent = new Set(settings.absent);
  return [
    ...[...blocked].flatMap(([key, kinds]) => kinds.map((kind): Demand => ({ kind, ...pairOfKey(key) }))),
    ...[...fixed].map((key): Demand => ({ kind: "fixed", ...pairOfKey(key) })),
    ...observers
      .filter(({ id }) => absent.has(id))
      .map(({ id }): Demand => ({ kind: "absent", observerId: id })),
    ...observers
      .filter(({ least }) => least > 0)
      .map(({ id }): Demand => ({ kind: "least", observerId: id })),
    ...observers
      .filter(({ id }) => !absent.has(id))
      .map(({ id }): Demand => ({ kind: "most", observerId: id })),
    ...units.map(({ id }): Demand => ({ kind: "need", unitId: id })),
  ];
}

function pairOfKey(key: string): Pair {
  const [observerId = "", unitId = ""] = key.split(" ");
  return { observerId, unitId };
}

// ---------------------------------------------------------------- the live check
export type Broken =
  | { kind: "need"; unitId: string; count: number; need: number }
  | { kind: "least" | "most"; observerId: string; count: number; limit: number }
  | { kind: "absent" | "notObserver"; observerId: string; unitId: string }
  | {
      kind: "recusal" | "rotation" | "forbidden" | "fixed" | "deputy" | "twice" | "unknownUnit";
      observerId: string;
      unitId: string;
    };

/** Every rule that this plan breaks, unit by unit and person by person. Empty: it can be proposed. */
export function brokenRules(lines: readonly Pair[], roster: Roster, settings: PlanSettings): Broken[] {
  const problem = problemOf(roster, settings);
  const broken: Broken[] = [];
  const known = new Set(problem.units.map(({ id }) => id));
  const able = new Map(problem.observers.map((observer) => [observer.id, observer]));
  const absent = new Set(settings.absent);
  const seen = new Set<string>();
  for (const { observerId, unitId } of lines) {
    const key = pairKey({ observerId, unitId });
    if (seen.has(key)) broken.push({ kind: "twice", observerId, unitId });
    seen.add(key);
    if (!known.has(unitId)) broken.push({ kind: "unknownUnit", observerId, unitId });
    if (!able.has(observerId)) broken.push({ kind: "notObserver", observerId, unitId });
    else if (absent.has(observerId)) broken.push({ kind: "absent", observerId, unitId });
    for (const kind of problem.blocked.get(key) ?? []) broken.push({ kind, observerId, unitId });
  }
  for (const key of problem.fixed) if (!seen.has(key)) broken.push({ kind: "fixed", ...pairOfKey(key) });
  const counts = countBy(lines, ({ unitId }) => unitId);
  for (const { id, need } of problem.units) {
    const count = counts.get(id) ?? 0;
    if (count < need) broken.push({ kind: "need", unitId: id, count, need });
  }
  const loads = countBy(lines, ({ observerId }) => observerId);
  for (const { id, least, most } of problem.observers) {
    const count = loads.get(id) ?? 0;
    if (absent.has(id)) continue;
    if (count < least) broken.push({ kind: "least", observerId: id, count, limit: least });
    if (count > most) broken.push({ kind: "most", observerId: id, count, limit: most });
  }
  return broken;
}

function countBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

/** What is allowed and yet worth a look. */
export type Caution = { kind: "nativeTown" | "soon"; observerId: string; unitId: string };
export function cautions(lines: readonly Pair[], roster: Roster, settings: PlanSettings): Caution[] {
  const chosen = new Set(lines.map(pairKey));
  const isChosen = (pair: Pair) => chosen.has(pairKey(pair));
  return [
    ...roster.recusals
      .filter((one) => one.kind === "NATIVE_TOWN" && isLive(one, roster.startsOn) && isChosen(one))
      .map((one): Caution => ({ kind: "nativeTown", ...pairOf(one) })),
    ...roster.tenures
      .filter((one) => one.isRunning && isSoon(one.since, roster.startsOn, settings) && isChosen(one))
      .map((one): Caution => ({ kind: "soon", ...pairOf(one) })),
  ];
}

// ---------------------------------------------------------------- the difference
export type Difference = {
  kept: Pair[];
  begun: Pair[];
  ended: Pair[];
};

export function differenceOf(lines: readonly Pair[], base: readonly Pair[]): Difference {
  const wanted = new Set(lines.map(pairKey));
  const present = new Set(base.map(pairKey));
  return {
    kept: lines.filter((line) => present.has(pairKey(line))).map(pairOf),
    begun: lines.filter((line) => !present.has(pairKey(line))).map(pairOf),
    ended: base.filter((line) => !wanted.has(pairKey(line))).map(pairOf),
  };
}

export const baseOf = (roster: Roster): Pair[] =>
  roster.tenures.filter(({ isRunning }) => isRunning).map(pairOf);

/** The roster of a plan that is over, with what ran when it was arranged. */
export const atBase = <R extends Roster>(roster: R, base: readonly BaseLine[]): R => ({
  ...roster,
  tenures: base.map(({ observerId, unitId, since }) => ({ observerId, unitId, since, isRunning: true })),
});

/** Origin of a line that a person set by hand stays "by hand", unless it is what runs anyway. */
export function withOrigin(pairs: readonly Pair[], roster: Roster, origin: "MOVED" | "MANUAL"): PlanLine[] {
  const running = new Set(baseOf(roster).map(pairKey));
  return pairs.map((pair) => ({ ...pairOf(pair), origin: running.has(pairKey(pair)) ? "KEPT" : origin }));
}

/** What ran when the plan was arranged, against what runs by now. */
export const baseChanges = (then: readonly Pair[], now: readonly Pair[]): Difference =>
  differenceOf(now, then);

// ---------------------------------------------------------------- steps
export type PlanStep = "arrange" | "propose" | "approve" | "return" | "publish" | "discard";
export type StepReason =
  | "plans.reason.wrongState"
  | "plans.reason.nothingArranged"
  | "plans.reason.ownPlan"
  | "plans.reason.approvalNeeded";

const FROM: Record<PlanStep, readonly PlanState[]> = {
  arrange: ["DRAFT"],
  propose: ["DRAFT"],
  approve: ["PROPOSED"],
  return: ["PROPOSED", "APPROVED"],
  publish: ["PROPOSED", "APPROVED"],
  discard: ["DRAFT", "PROPOSED", "APPROVED"],
};

export type SteppedPlan = {
  state: PlanState;
  versionNo: number;
  madeById: string;
  arrangedBy: readonly string[];
  needsApproval: boolean;
};

/** Whether this step may be taken from this state by this person; the page's buttons and the commands ask the same. */
export function stepRefusal(plan: SteppedPlan, step: PlanStep, viewer: { id: string }): StepReason | null {
  if (!FROM[step].includes(plan.state)) return "plans.reason.wrongState";
  if (step === "propose" && plan.versionNo === 0) return "plans.reason.nothingArranged";
  const isMaker = plan.madeById === viewer.id || plan.arrangedBy.includes(viewer.id);
  if (step === "approve" && isMaker) return "plans.reason.ownPlan";
  if (step === "publish" && plan.state === "PROPOSED" && plan.needsApproval)
    return "plans.reason.approvalNeeded";
  return null;
}

/** What a new plan begins with: the limits of its first day. */
export const usualSettings = (limits: Limits) => ({
  least: limits.unitsLeast,
  most: limits.unitsMost,
  rotationMonths: limits.rotationMonths,
  rotationWarningMonths: limits.rotationWarningMonths,
});

/** A plan may be tighter than the limits of its first day, never looser. */
export function settingsRefusal(
  { most, rotationMonths, limits }: Pick<PlanSettings, "most" | "rotationMonths" | "limits">,
  set: Limits,
): Refusal<"plans.reason.beyondLimits"> | null {
  const mostOfAny = Math.max(most, ...limits.map((one) => one.most));
  return rotationMonths > set.rotationMonths || mostOfAny > set.unitsMost
    ? refuse("plans.reason.beyondLimits", { months: set.rotationMonths, most: set.unitsMost })
    : null;
}
