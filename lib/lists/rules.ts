/**
 * The written rule of each list, applied to counted facts: who is on it, who is one thing short of it, and what that is.
 * A list is for discussion; it knows no order of merit and says of nobody that they are better.
 */
import { addDays, addMonths, type Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { RuleNumber } from "./schema";

export type ListRule = Record<RuleNumber, number> & { effectiveOn: Day };
export type ListReason = "lists.reason.inPast" | "lists.reason.sameRule";

/** 主要负责 and 重要参与 count; who merely took part is not on a list for it. */
export const COUNTED_CONTRIBUTIONS = ["MAIN", "MAJOR"] as const;

/** First day of the period that ends with the day of the list. */
export const periodFrom = (rule: Pick<ListRule, "periodMonths">, asOf: Day): Day =>
  addDays(addMonths(asOf, -rule.periodMonths), 1);

export type Missing =
  | { kind: "achievements" | "methods" | "recorders" | "days"; short: number }
  | { kind: "concern"; short: number };

export type OutstandingFacts = { achievements: number; methods: number; recorders: number; concerns: number };
export function outstandingMissing(rule: ListRule, facts: OutstandingFacts): Missing[] {
  return [
    ...shortOf("achievements", rule.achievements, facts.achievements),
    ...shortOf("methods", rule.methods, facts.methods),
    ...shortOf("recorders", rule.recorders, facts.recorders),
    ...concernsOf(facts.concerns),
  ];
}

export type ReserveFacts = { days: number; achievements: number; concerns: number };
export function reserveMissing(rule: ListRule, facts: ReserveFacts): Missing[] {
  return [
    ...shortOf("days", rule.reserveDays, facts.days),
    ...shortOf("achievements", rule.reserveAchievements, facts.achievements),
    ...concernsOf(facts.concerns),
  ];
}

function shortOf(kind: Exclude<Missing["kind"], "concern">, wanted: number, there: number): Missing[] {
  return there < wanted ? [{ kind, short: wanted - there }] : [];
}
const concernsOf = (concerns: number): Missing[] =>
  concerns > 0 ? [{ kind: "concern", short: concerns }] : [];

export type Verdict = "listed" | "almost" | "none";
/** 差一点: one requirement is not met, whichever it is. */
export const verdictOf = (missing: readonly Missing[]): Verdict =>
  missing.length === 0 ? "listed" : missing.length === 1 ? "almost" : "none";

/** A change counts from today at the earliest: lists of days that are over stay what they were. */
export function ruleRefusal(standing: ListRule, wanted: ListRule, today: Day): Refusal<ListReason> | null {
  if (wanted.effectiveOn < today) return refuse("lists.reason.inPast");
  const { effectiveOn: _, ...numbers } = wanted;
  return (Object.keys(numbers) as RuleNumber[]).every((name) => standing[name] === numbers[name])
    ? refuse("lists.reason.sameRule")
    : null;
}
