/** Decisions about assignments (product.md, rules 1 and 2). Days are 'yyyy-MM-dd'; today is always given. */
import type { Limits } from "@/lib/calendar/limits/rules";
import { addDays, addMonths, type Day, daysBetween } from "@/lib/platform/clock";

const WORKPLACE_MONTHS = 60;

export type LoadState = "below" | "two" | "three" | "over";

/** What may be set lies within two and three (rule 1). */
export function loadState(
  units: number,
  { unitsLeast, unitsMost }: Pick<Limits, "unitsLeast" | "unitsMost">,
): LoadState {
  if (units < unitsLeast) return "below";
  if (units > unitsMost) return "over";
  return units === 2 ? "two" : "three";
}

/** Days both inclusive; an open end runs on. */
export type Stretch = { unitId: string; startsOn: Day; endsOn: Day | null };

export const covers = (stretch: { startsOn: Day; endsOn: Day | null }, day: Day): boolean =>
  stretch.startsOn <= day && (stretch.endsOn === null || stretch.endsOn >= day);

export const latestOf = (...days: [Day, ...Day[]]): Day => days.toSorted().at(-1) ?? days[0];

/** Whole months on the unit; a month is full on its last day's morrow, as birthdays are counted. */
export function monthsOn(since: Day, on: Day): number {
  if (on < since) return 0;
  const [sinceYear = 0, sinceMonth = 1] = since.split("-").map(Number);
  const [year = 0, month = 1] = on.split("-").map(Number);
  const months = (year - sinceYear) * 12 + (month - sinceMonth);
  return addMonths(since, months) > on ? months - 1 : months;
}

export type RotationState = "fine" | "soon" | "over";

/** Rule 2, within two years as the office has set it for that day. */
export function rotationState(
  since: Day,
  on: Day,
  { rotationMonths, rotationWarningMonths }: Pick<Limits, "rotationMonths" | "rotationWarningMonths">,
): RotationState {
  if (on >= addMonths(since, rotationMonths)) return "over";
  return on >= addMonths(since, rotationWarningMonths) ? "soon" : "fine";
}

/** Last day that rotation allows. */
export const rotationDay = (since: Day, { rotationMonths }: Pick<Limits, "rotationMonths">): Day =>
  addDays(addMonths(since, rotationMonths), -1);

/** First day of the unbroken time on a unit that reaches `day`; null when none does. */
export function tenureSince(
  stretches: readonly Stretch[],
  unitId: string,
  day: Day,
  { breakDays }: Pick<Limits, "breakDays">,
): Day | null {
  let since: Day | null = null;
  let reaches = day;
  const backwards = stretches
    .filter((stretch) => stretch.unitId === unitId && stretch.startsOn <= day)
    .sort((a, b) => (a.startsOn < b.startsOn ? 1 : -1));
  for (const stretch of backwards) {
    if (stretch.endsOn !== null && daysBetween(stretch.endsOn, reaches) > breakDays) break;
    since = stretch.startsOn;
    reaches = stretch.startsOn;
  }
  return since;
}

/** The most units at once on any day from `from` on. */
export function mostUnitsFrom(stretches: readonly Stretch[], from: Day): number {
  const days = [from, ...stretches.map((stretch) => stretch.startsOn).filter((day) => day > from)];
  return Math.max(...days.map((day) => stretches.filter((stretch) => covers(stretch, day)).length));
}

// ---------------------------------------------------------------- recusals
/** OWN_UNIT is not declared: the observer's own post of the roster. No leader lets it stand. */
type RecusalKind = "KIN" | "FORMER_WORKPLACE" | "OTHER" | "NATIVE_TOWN" | "OWN_UNIT";

export type Override = { grantedOn: Day; expiresOn: Day };

export type Recusal = {
  observerId: string;
  unitId: string;
  kind: RecusalKind;
  declaredOn: Day;
  endsOn: Day | null;
  /** for FORMER_WORKPLACE: blocks for five years from here */
  workedUntil: Day | null;
  overrides: readonly Override[];
};

/** Native town warns, the others block (rule 2). */
const isBlocking = (recusal: Pick<Recusal, "kind">): boolean => recusal.kind !== "NATIVE_TOWN";

/** A leader may let it stand for a time; one's own unit never. */
export const isOverridable = (recusal: Pick<Recusal, "kind">): boolean =>
  isBlocking(recusal) && recusal.kind !== "OWN_UNIT";

/** Does it still mean something on that day? Five years after leaving a workplace it does not. */
export function isLive(recusal: Recusal, day: Day): boolean {
  if (recusal.endsOn !== null && recusal.endsOn < day) return false;
  if (recusal.kind !== "FORMER_WORKPLACE" || recusal.workedUntil === null) return true;
  return addMonths(recusal.workedUntil, WORKPLACE_MONTHS) > day;
}

export const overrideOn = (recusal: Recusal, day: Day): Override | undefined =>
  recusal.overrides.find((override) => override.grantedOn <= day && override.expiresOn >= day);

/** Stands against an assignment on that day: live, blocking, and no leader's override covers the day. */
const blocksOn = (recusal: Recusal, day: Day): boolean =>
  isBlocking(recusal) && isLive(recusal, day) && !overrideOn(recusal, day);

/** A conflict of a running assignment is one from the day it was declared. */
export const isConflict = (recusal: Recusal, day: Day): boolean =>
  recusal.declaredOn <= day && blocksOn(recusal, day);

// ---------------------------------------------------------------- refusals
export type AssignReason =
  | "assignments.reason.tooFarBack"
  | "assignments.reason.unitNotLive"
  | "assignments.reason.ownAssignment"
  | "assignments.reason.notObserver"
  | "assignments.reason.overlap"
  | "assignments.reason.fourthUnit"
  | "assignments.reason.ownUnit"
  | "assignments.reason.recusal"
  | "assignments.reason.rotation";

export type Candidate = {
  isSelf: boolean;
  /** active, with the role OBSERVER */
  mayObserve: boolean;
  stretches: readonly Stretch[];
  /** those against the unit in question */
  recusals: readonly Recusal[];
};

export type Wanted = {
  unitId: string;
  startsOn: Day;
  unitStartsOn: Day | null;
  unitEndsOn: Day | null;
  /** of the first day */
  limits: Limits;
};

/** Why this observer cannot have this unit from that day, or null. The picker and the command ask the same. */
export function assignRefusal(candidate: Candidate, wanted: Wanted, today: Day): AssignReason | null {
  const { unitId, startsOn, unitStartsOn, unitEndsOn, limits } = wanted;
  if (startsOn < addDays(today, -limits.backdateDays)) return "assignments.reason.tooFarBack";
  if ((unitStartsOn && startsOn < unitStartsOn) || (unitEndsOn && startsOn > unitEndsOn)) {
    return "assignments.reason.unitNotLive";
  }
  if (candidate.isSelf) return "assignments.reason.ownAssignment";
  if (!candidate.mayObserve) return "assignments.reason.notObserver";
  const ahead = candidate.stretches.filter(
    (stretch) => stretch.endsOn === null || stretch.endsOn >= startsOn,
  );
  if (ahead.some((stretch) => stretch.unitId === unitId)) return "assignments.reason.overlap";
  if (mostUnitsFrom(ahead, startsOn) >= limits.unitsMost) return "assignments.reason.fourthUnit";
  const standing = candidate.recusals.filter((recusal) => blocksOn(recusal, startsOn));
  if (standing.some(({ kind }) => kind === "OWN_UNIT")) return "assignments.reason.ownUnit";
  if (standing.length > 0) return "assignments.reason.recusal";
  const since = tenureSince(candidate.stretches, unitId, startsOn, limits);
  if (since && rotationState(since, startsOn, limits) === "over") return "assignments.reason.rotation";
  return null;
}

/** The present observer goes the day before the next one comes, or stays for some weeks beside them; never a gap. */
export const overlapRefusal = (
  lastDay: Day,
  startsOn: Day,
  { overlapDays }: Pick<Limits, "overlapDays">,
): "assignments.reason.overlapDays" | null =>
  lastDay < addDays(startsOn, -1) || lastDay > addDays(startsOn, overlapDays)
    ? "assignments.reason.overlapDays"
    : null;

export type EndReason =
  | "assignments.reason.alreadyEnded"
  | "assignments.reason.endBeforeStart"
  | "assignments.reason.tooFarBack"
  | "assignments.reason.endUnchanged";

export function endRefusal(
  assignment: { startsOn: Day; endsOn: Day | null },
  endsOn: Day,
  today: Day,
  { backdateDays }: Pick<Limits, "backdateDays">,
): EndReason | null {
  if (assignment.endsOn !== null && assignment.endsOn < today) return "assignments.reason.alreadyEnded";
  if (endsOn < assignment.startsOn) return "assignments.reason.endBeforeStart";
  if (endsOn < addDays(today, -backdateDays)) return "assignments.reason.tooFarBack";
  return endsOn === assignment.endsOn ? "assignments.reason.endUnchanged" : null;
}

export type OverrideReason =
  | "assignments.reason.ownOverride"
  | "assignments.reason.nothingToOverride"
  | "assignments.reason.expiryPast"
  | "assignments.reason.expiryFar"
  | "assignments.reason.alreadyOverridden";

/** A leader lets the assignment stand against a recusal, for a term no longer than rotation allows. */
export function overrideRefusal(
  recusals: readonly Recusal[],
  expiresOn: Day,
  isSelf: boolean,
  today: Day,
  { rotationMonths }: Pick<Limits, "rotationMonths">,
): OverrideReason | null {
  if (isSelf) return "assignments.reason.ownOverride";
  const standing = recusals.filter((recusal) => isOverridable(recusal) && isLive(recusal, today));
  if (standing.length === 0) return "assignments.reason.nothingToOverride";
  if (expiresOn < today) return "assignments.reason.expiryPast";
  if (expiresOn > addMonths(today, rotationMonths)) return "assignments.reason.expiryFar";
  const covered = standing.every((recusal) => (overrideOn(recusal, today)?.expiresOn ?? "") >= expiresOn);
  return covered ? "assignments.reason.alreadyOverridden" : null;
}
