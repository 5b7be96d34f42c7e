/** What the board says about a day: warnings in words, head counts, and the filters of its two tables. */
import type { Limits } from "@/lib/calendar/limits/rules";
import { addDays, type Day } from "@/lib/platform/clock";
import type { UnitType } from "@/lib/units/schema";
import {
  covers,
  isConflict,
  isLive,
  type LoadState,
  loadState,
  overrideOn,
  type Recusal,
  type RotationState,
  rotationDay,
  rotationState,
} from "../rules";
import type { BoardFilter } from "../schema";

export type BoardAssignment = {
  id: string;
  observerId: string;
  observerName: string;
  startsOn: Day;
  endsOn: Day | null;
  /** first day of the unbroken time of this observer on this unit */
  since: Day;
  rowVersion: number;
};

export type BoardUnit = {
  id: string;
  name: string;
  shortName: string;
  type: UnitType;
  position: number;
  startsOn: Day | null;
  endsOn: Day | null;
  /** of the day */
  assignments: BoardAssignment[];
  /** begin later */
  planned: BoardAssignment[];
  /** the last observer before the day, for a unit without one */
  former: { observerName: string; endsOn: Day } | null;
};

type BoardObserver = {
  id: string;
  name: string;
  department: string;
  mayObserve: boolean;
  unitIds: string[];
  stretches: { unitId: string; startsOn: Day; endsOn: Day | null }[];
};

export type BoardRecusal = Recusal & {
  id: string;
  observerName: string;
  unitName: string;
  cadreName: string | null;
  note: string;
};

export type Board = {
  on: Day;
  /** as set for the day */
  limits: Limits;
  units: BoardUnit[];
  observers: BoardObserver[];
  recusals: BoardRecusal[];
  /** on the day or later */
  absences: { observerId: string; startsOn: Day; endsOn: Day }[];
};

export type UnitWarning =
  | { kind: "uncovered"; formerName: string | null; formerUntil: Day | null }
  /** there are observers, and all of them are on leave that day */
  | { kind: "absent"; observerNames: string[]; until: Day }
  | { kind: "gapAhead"; from: Day }
  | { kind: "inactive"; observerName: string }
  | { kind: "recusal"; observerName: string; recusal: BoardRecusal }
  | { kind: "nativeTown"; observerName: string; recusal: BoardRecusal }
  | { kind: "rotationOver" | "rotationSoon"; observerName: string; until: Day };

/** In the order in which they need a hand; the native town is told and asks for nothing. */
function unitWarnings(
  board: Pick<Board, "on" | "limits" | "recusals" | "observers" | "absences">,
  unit: BoardUnit,
): UnitWarning[] {
  const { on, limits, recusals } = board;
  const warnings: UnitWarning[] = [];
  if (unit.assignments.length === 0) {
    warnings.push({
      kind: "uncovered",
      formerName: unit.former?.observerName ?? null,
      formerUntil: unit.former?.endsOn ?? null,
    });
  }
  const away = awayOn(unit, board.absences, on);
  if (away.length > 0 && away.length === unit.assignments.length) {
    const until = away.map(({ endsOn }) => endsOn).toSorted()[0] ?? on;
    warnings.push({ kind: "absent", observerNames: unit.assignments.map((one) => one.observerName), until });
  }
  const gap = gapAhead(unit, board);
  if (gap) warnings.push({ kind: "gapAhead", from: gap });
  for (const { observerId, observerName } of unit.assignments) {
    if (board.observers.some(({ id, mayObserve }) => id === observerId && !mayObserve)) {
      warnings.push({ kind: "inactive", observerName });
    }
    for (const recusal of recusals) {
      if (recusal.observerId !== observerId || recusal.unitId !== unit.id) continue;
      if (isConflict(recusal, on)) warnings.push({ kind: "recusal", observerName, recusal });
      else if (recusal.kind === "NATIVE_TOWN" && isLive(recusal, on)) {
        warnings.push({ kind: "nativeTown", observerName, recusal });
      }
    }
  }
  for (const { observerName, since } of unit.assignments) {
    const rotation: RotationState = rotationState(since, on, limits);
    const until = rotationDay(since, limits);
    if (rotation === "over") warnings.push({ kind: "rotationOver", observerName, until });
    if (rotation === "soon") warnings.push({ kind: "rotationSoon", observerName, until });
  }
  const order: UnitWarning["kind"][] = [
    "uncovered",
    "absent",
    "inactive",
    "recusal",
    "rotationOver",
    "gapAhead",
    "rotationSoon",
    "nativeTown",
  ];
  return warnings.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

type Absences = Board["absences"];

/** Absences of the unit's observers on that day. */
const awayOn = (unit: Pick<BoardUnit, "assignments">, absences: Absences, day: Day): Absences =>
  absences.filter(
    (absence) =>
      covers(absence, day) && unit.assignments.some(({ observerId }) => observerId === absence.observerId),
  );

/** First day later on which nobody has the unit, or everybody who has it is on leave; null while there is somebody. */
function gapAhead(unit: BoardUnit, { on, absences }: Pick<Board, "on" | "absences">): Day | null {
  const isThere = (day: Day) =>
    [...unit.assignments, ...unit.planned].some(
      (one) =>
        covers(one, day) &&
        !absences.some((absence) => absence.observerId === one.observerId && covers(absence, day)),
    );
  if (!isThere(on)) return null;
  const changes = [
    ...[...unit.assignments, ...unit.planned].flatMap(({ endsOn }) => (endsOn ? [addDays(endsOn, 1)] : [])),
    ...absences.map(({ startsOn }) => startsOn),
  ];
  return (
    changes
      .filter((day) => day > on && (unit.endsOn === null || day <= unit.endsOn))
      .toSorted()
      .find((day) => !isThere(day)) ?? null
  );
}

const ASKING: readonly UnitWarning["kind"][] = [
  "uncovered",
  "absent",
  "inactive",
  "recusal",
  "rotationOver",
  "gapAhead",
  "rotationSoon",
];

/** Warnings that somebody has to do something about. */
export const needsHand = (warning: UnitWarning): boolean => ASKING.includes(warning.kind);

function warningMatches(warning: UnitWarning, wanted: BoardFilter["warning"]): boolean {
  if (wanted === "any") return needsHand(warning);
  if (wanted === "uncovered") return warning.kind === "uncovered" || warning.kind === "absent";
  if (wanted === "rotation") return warning.kind === "rotationOver" || warning.kind === "rotationSoon";
  return warning.kind === wanted;
}

export type UnitRow = BoardUnit & { warnings: UnitWarning[] };

/** Every unit with what is to be said about it; the head counts and the table read the same rows. */
export const unitRows = (board: Board): UnitRow[] =>
  board.units.map((unit) => ({ ...unit, warnings: unitWarnings(board, unit) }));

export const filterUnits = (
  rows: readonly UnitRow[],
  filter: Pick<BoardFilter, "type" | "observer" | "warning">,
): UnitRow[] =>
  rows.filter(
    (row) =>
      (!filter.type || row.type === filter.type) &&
      (!filter.observer || row.assignments.some(({ observerId }) => observerId === filter.observer)) &&
      (!filter.warning || row.warnings.some((warning) => warningMatches(warning, filter.warning))),
  );

export type ObserverRow = BoardObserver & { load: LoadState };

export const observerRows = (board: Board): ObserverRow[] =>
  board.observers.map((observer) => ({
    ...observer,
    load: loadState(observer.unitIds.length, board.limits),
  }));

export const filterObservers = (
  rows: readonly ObserverRow[],
  filter: Pick<BoardFilter, "observer" | "load">,
): ObserverRow[] =>
  rows.filter(
    (row) => (!filter.observer || row.id === filter.observer) && (!filter.load || row.load === filter.load),
  );

export type HeadCounts = {
  units: number;
  covered: number;
  /** names of units without an observer, or with none who is there that day */
  gaps: { id: string; name: string }[];
  observers: number;
  loads: Record<LoadState, number>;
  rotation: number;
  recusal: number;
};

export function headCounts(units: readonly UnitRow[], observers: readonly ObserverRow[]): HeadCounts {
  const gaps = filterUnits(units, { warning: "uncovered" });
  const loads: Record<LoadState, number> = { below: 0, two: 0, three: 0, over: 0 };
  for (const observer of observers) loads[observer.load] += 1;
  return {
    units: units.length,
    covered: units.length - gaps.length,
    gaps: gaps.map(({ id, shortName }) => ({ id, name: shortName })),
    observers: observers.length,
    loads,
    rotation: filterUnits(units, { warning: "rotation" }).length,
    recusal: filterUnits(units, { warning: "recusal" }).length,
  };
}

/** What ending an assignment leaves behind, said before it is done. */
export function endConsequences(
  board: Board,
  assignment: { unitId: string; observerId: string; id: string },
): { isUnitLeft: boolean; unitsLeft: number; isObserverBelow: boolean } {
  const unit = board.units.find(({ id }) => id === assignment.unitId);
  const observer = board.observers.find(({ id }) => id === assignment.observerId);
  const others = [...(unit?.assignments ?? []), ...(unit?.planned ?? [])].filter(
    ({ id }) => id !== assignment.id,
  );
  const unitsLeft = (observer?.unitIds ?? []).filter((id) => id !== assignment.unitId).length;
  return {
    isUnitLeft: others.length === 0,
    unitsLeft,
    isObserverBelow: loadState(unitsLeft, board.limits) === "below",
  };
}

export type RecusalStanding =
  | { kind: "conflict" | "blocks" | "warns" | "lapsed" }
  | { kind: "overridden"; until: Day };

/** What a declaration does on the board's day. */
export function recusalStanding(board: Pick<Board, "on" | "units">, recusal: BoardRecusal): RecusalStanding {
  if (recusal.kind === "NATIVE_TOWN") return { kind: "warns" };
  if (!isLive(recusal, board.on)) return { kind: "lapsed" };
  const override = overrideOn(recusal, board.on);
  if (override) return { kind: "overridden", until: override.expiresOn };
  const isHeld = board.units
    .find(({ id }) => id === recusal.unitId)
    ?.assignments.some(({ observerId }) => observerId === recusal.observerId);
  return { kind: isHeld && isConflict(recusal, board.on) ? "conflict" : "blocks" };
}
