/** 事项 (docs/adr/0019): which step leads where, and who may take it; the database keeps the same (cases_keep_rules). */
import type { Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import { CASE_TIERS, type CaseState, type CaseStep, type CaseTier } from "./schema";

export const TRANSITIONS = {
  OPEN: ["OPEN", "SETTLED", "WITHDRAWN"],
  // to itself: checked or confirmed, the first of the two
  SETTLED: ["SETTLED", "CLOSED", "OPEN"],
  CLOSED: ["OPEN"],
  WITHDRAWN: [],
} as const satisfies Record<CaseState, readonly CaseState[]>;

/** From which states a step goes. */
const FROM: Record<CaseStep, CaseState> = {
  RAISE: "OPEN",
  EXTEND: "OPEN",
  SETTLE: "OPEN",
  WITHDRAW: "OPEN",
  CHECK: "SETTLED",
  CONFIRM: "SETTLED",
  SEND_BACK: "SETTLED",
  REOPEN: "CLOSED",
};

export type CaseReason =
  | "cases.reason.wrongState"
  | "cases.reason.notYours"
  | "cases.reason.ownWork"
  | "cases.reason.saidAlready"
  | "cases.reason.notHigher"
  | "cases.reason.dueBehind"
  | "cases.reason.departmentEscalates"
  | "cases.reason.idTaken";

export type KnownCase = {
  state: CaseState;
  tier: CaseTier;
  dueOn: Day;
  unitId: string;
  raisedById: string;
  isRaiserHere: boolean;
  settledById: string | null;
  checkedById: string | null;
  confirmedById: string | null;
};
export type CaseActor = {
  id: string;
  roles: readonly Role[];
  unitIds: readonly string[];
  ownUnitId: string | null;
};

const isDepartment = ({ roles }: CaseActor): boolean =>
  roles.includes("REVIEWER") || roles.includes("LEADER");
const observesLead = (known: KnownCase, { roles, unitIds }: CaseActor): boolean =>
  roles.includes("OBSERVER") && unitIds.includes(known.unitId);
const speaksForLead = (known: KnownCase, { roles, ownUnitId }: CaseActor): boolean =>
  roles.includes("LIAISON") && ownUnitId === known.unitId;

/** Whether this person may take this step now. What it asks besides (reason, deadline, tier) is asked with it. */
export function stepRefusal(known: KnownCase, step: CaseStep, actor: CaseActor): Refusal<CaseReason> | null {
  if (known.state !== FROM[step]) return refuse("cases.reason.wrongState");
  const isRaiser = actor.id === known.raisedById;
  switch (step) {
    case "RAISE":
      return isRaiser || isDepartment(actor) || observesLead(known, actor)
        ? null
        : refuse("cases.reason.notYours");
    case "EXTEND":
      return isDepartment(actor) ? null : refuse("cases.reason.notYours");
    case "SETTLE":
      return isDepartment(actor) || observesLead(known, actor) || speaksForLead(known, actor)
        ? null
        : refuse("cases.reason.notYours");
    case "CHECK":
      if (!isDepartment(actor)) return refuse("cases.reason.notYours");
      if (known.checkedById) return refuse("cases.reason.saidAlready");
      // 销号: somebody who neither raised nor settled it looks whether it is done
      return isRaiser || [known.settledById, known.confirmedById].includes(actor.id)
        ? refuse("cases.reason.ownWork")
        : null;
    case "CONFIRM":
      if (known.confirmedById) return refuse("cases.reason.saidAlready");
      if (isRaiser) return null;
      if (known.isRaiserHere || !isDepartment(actor)) return refuse("cases.reason.notYours");
      return known.checkedById === actor.id ? refuse("cases.reason.ownWork") : null;
    case "SEND_BACK":
    case "REOPEN":
      return isRaiser || isDepartment(actor) ? null : refuse("cases.reason.notYours");
    case "WITHDRAW":
      return isRaiser || actor.roles.includes("LEADER") ? null : refuse("cases.reason.notYours");
  }
}

const rankOf = (tier: CaseTier): number => CASE_TIERS.indexOf(tier);
export const tiersAbove = (tier: CaseTier): CaseTier[] =>
  CASE_TIERS.filter((one) => rankOf(one) > rankOf(tier));
/** Escalating asks for means that a unit has not: the department does it. */
export const mayEscalate = (actor: CaseActor): boolean => isDepartment(actor);

export function raiseRefusal(
  known: KnownCase,
  tier: CaseTier,
  dueOn: Day | undefined,
  actor: CaseActor,
  today: Day,
): Refusal<CaseReason> | null {
  if (rankOf(tier) <= rankOf(known.tier)) return refuse("cases.reason.notHigher");
  if (tier === "ESCALATED" && !mayEscalate(actor)) return refuse("cases.reason.departmentEscalates");
  return dueOn !== undefined && dueOn < today ? refuse("cases.reason.dueBehind") : null;
}
export const extendRefusal = (known: KnownCase, dueOn: Day, today: Day): Refusal<CaseReason> | null =>
  dueOn <= known.dueOn || dueOn < today ? refuse("cases.reason.dueBehind") : null;

/** The deadline's day itself is still in time. */
export const isOverdue = ({ state, dueOn }: { state: CaseState; dueOn: Day }, today: Day): boolean =>
  state === "OPEN" && dueOn < today;
