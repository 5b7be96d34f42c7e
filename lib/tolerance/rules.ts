/** 容错 (docs/adr/0020, rules 6 and 11): which step leads where, whose it is, and what it asks; the database keeps the same. */
import type { Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import type { Exclusion, Factor, Outcome, ToleranceKind, ToleranceState, ToleranceStep } from "./schema";
import { FACTORS } from "./schema";

/** FED_BACK to ACCEPTED and STOPPED to ACCEPTED: a PRE case becomes POST. FED_BACK to STOPPED: a stop condition is met. */
export const TRANSITIONS = {
  APPLIED: ["ACCEPTED", "RETURNED", "REFUSED", "WITHDRAWN"],
  RETURNED: ["APPLIED", "WITHDRAWN"],
  REFUSED: [],
  WITHDRAWN: [],
  ACCEPTED: ["VERIFIED", "RETURNED"],
  VERIFIED: ["DETERMINED", "ACCEPTED"],
  DETERMINED: ["FED_BACK"],
  FED_BACK: ["APPEALED", "CLOSED", "STOPPED", "ACCEPTED"],
  APPEALED: ["VERIFIED"],
  STOPPED: ["ACCEPTED", "CLOSED"],
  CLOSED: [],
} as const satisfies Record<ToleranceState, readonly ToleranceState[]>;

const STEPS: Record<ToleranceStep, { from: readonly ToleranceState[]; to: ToleranceState }> = {
  ACCEPT: { from: ["APPLIED"], to: "ACCEPTED" },
  RETURN: { from: ["APPLIED", "ACCEPTED"], to: "RETURNED" },
  REFUSE: { from: ["APPLIED"], to: "REFUSED" },
  RESUBMIT: { from: ["RETURNED"], to: "APPLIED" },
  WITHDRAW: { from: ["APPLIED", "RETURNED"], to: "WITHDRAWN" },
  VERIFY: { from: ["ACCEPTED", "APPEALED"], to: "VERIFIED" },
  SEND_BACK: { from: ["VERIFIED"], to: "ACCEPTED" },
  DETERMINE: { from: ["VERIFIED"], to: "DETERMINED" },
  FEED_BACK: { from: ["DETERMINED"], to: "FED_BACK" },
  APPEAL: { from: ["FED_BACK"], to: "APPEALED" },
  CLOSE: { from: ["FED_BACK", "STOPPED"], to: "CLOSED" },
  CONVERT: { from: ["FED_BACK", "STOPPED"], to: "ACCEPTED" },
};
export const leadsTo = (step: ToleranceStep): ToleranceState => STEPS[step].to;

export type ToleranceReason =
  | "tolerance.reason.wrongState"
  | "tolerance.reason.notYours"
  | "tolerance.reason.ownWork"
  | "tolerance.reason.tooLate"
  | "tolerance.reason.appealOpen"
  | "tolerance.reason.appealedOnce"
  | "tolerance.reason.factorsMissing"
  | "tolerance.reason.excluded"
  | "tolerance.reason.wrongOutcome"
  | "tolerance.reason.idTaken"
  | "tolerance.reason.formIncomplete"
  | "tolerance.reason.notWatched";

export type KnownTolerance = {
  kind: ToleranceKind;
  state: ToleranceState;
  unitId: string;
  dueOn: Day | null;
  outcome: Outcome | null;
  appliedById: string;
  /** who applied, completed the application or appealed */
  applicantIds: readonly string[];
  /** who verified it, of the kind it has now */
  verifierIds: readonly string[];
  /** who ever verified it, or weighed a part of it */
  weigherIds: readonly string[];
  /** of the kind it has now */
  hasAppealed: boolean;
  /** factors that are weighed */
  factors: readonly Factor[];
  exclusions: readonly Exclusion[];
};
export type ToleranceActor = { id: string; roles: readonly Role[]; ownUnitId: string | null };

const is = (actor: ToleranceActor, ...roles: Role[]): boolean =>
  roles.some((role) => actor.roles.includes(role));
const applies = (known: KnownTolerance, actor: ToleranceActor): boolean =>
  actor.id === known.appliedById || (is(actor, "LIAISON") && actor.ownUnitId === known.unitId);

const isApplicant = (known: KnownTolerance, actor: ToleranceActor): boolean =>
  actor.id === known.appliedById || known.applicantIds.includes(actor.id);
/** Not where it went the unit's way, nor once the one appeal has been heard: nobody waits for what cannot come. */
const mayBeAppealed = ({ state, outcome, dueOn, hasAppealed }: KnownTolerance, today: Day): boolean =>
  state === "FED_BACK" &&
  !hasAppealed &&
  outcome !== "RECORDED" &&
  outcome !== "TOLERATED" &&
  dueOn !== null &&
  dueOn >= today;

/** 已备案 and not over: its stop conditions are watched. */
export const isWatched = ({
  kind,
  state,
  outcome,
}: Pick<KnownTolerance, "kind" | "state" | "outcome">): boolean =>
  kind === "PRE" && state === "FED_BACK" && outcome === "RECORDED";

/** Whether this person may take this step now. */
export function stepRefusal(
  known: KnownTolerance,
  step: ToleranceStep,
  actor: ToleranceActor,
  today: Day,
): Refusal<ToleranceReason> | null {
  if (!STEPS[step].from.includes(known.state)) return refuse("tolerance.reason.wrongState");
  switch (step) {
    case "ACCEPT":
    case "RETURN":
    case "REFUSE":
      if (!is(actor, "REVIEWER")) return refuse("tolerance.reason.notYours");
      return isApplicant(known, actor) ? refuse("tolerance.reason.ownWork") : null;
    case "VERIFY":
      if (!is(actor, "REVIEWER")) return refuse("tolerance.reason.notYours");
      if (isApplicant(known, actor)) return refuse("tolerance.reason.ownWork");
      if (known.state === "APPEALED" && known.verifierIds.includes(actor.id))
        return refuse("tolerance.reason.ownWork");
      return known.kind === "POST" && FACTORS.some((one) => !known.factors.includes(one))
        ? refuse("tolerance.reason.factorsMissing")
        : null;
    case "SEND_BACK":
      return is(actor, "LEADER") ? null : refuse("tolerance.reason.notYours");
    case "DETERMINE":
      if (!is(actor, "LEADER")) return refuse("tolerance.reason.notYours");
      return isApplicant(known, actor) || known.weigherIds.includes(actor.id)
        ? refuse("tolerance.reason.ownWork")
        : null;
    case "FEED_BACK":
      return is(actor, "REVIEWER") ? null : refuse("tolerance.reason.notYours");
    case "RESUBMIT":
    case "WITHDRAW":
      return applies(known, actor) ? null : refuse("tolerance.reason.notYours");
    case "APPEAL":
      if (!applies(known, actor)) return refuse("tolerance.reason.notYours");
      if (known.hasAppealed) return refuse("tolerance.reason.appealedOnce");
      return known.dueOn !== null && known.dueOn < today ? refuse("tolerance.reason.tooLate") : null;
    case "CLOSE":
      if (!is(actor, "REVIEWER", "LEADER")) return refuse("tolerance.reason.notYours");
      return mayBeAppealed(known, today) ? refuse("tolerance.reason.appealOpen") : null;
    case "CONVERT":
      if (!is(actor, "REVIEWER", "LEADER")) return refuse("tolerance.reason.notYours");
      return known.kind === "PRE" && known.outcome === "RECORDED"
        ? null
        : refuse("tolerance.reason.wrongState");
  }
}

/** Those of the kind; where an exclusion is met, the refusing one alone. */
export function outcomesFor(known: Pick<KnownTolerance, "kind" | "exclusions">): Outcome[] {
  const isExcluded = known.exclusions.length > 0;
  if (known.kind === "PRE") return isExcluded ? ["NOT_RECORDED"] : ["RECORDED", "NOT_RECORDED"];
  return isExcluded ? ["NOT_TOLERATED"] : ["TOLERATED", "PARTLY", "NOT_TOLERATED"];
}
export function outcomeRefusal(known: KnownTolerance, outcome: Outcome): Refusal<ToleranceReason> | null {
  if (outcomesFor(known).includes(outcome)) return null;
  return outcomesFor({ ...known, exclusions: [] }).includes(outcome)
    ? refuse("tolerance.reason.excluded")
    : refuse("tolerance.reason.wrongOutcome");
}

/** The steps that have working days of their own; what is watched or over waits for nobody. */
export const isOverdue = (
  { state, dueOn }: { state: ToleranceState; dueOn: Day | null },
  today: Day,
): boolean =>
  dueOn !== null &&
  dueOn < today &&
  ["APPLIED", "ACCEPTED", "VERIFIED", "DETERMINED", "APPEALED"].includes(state);
