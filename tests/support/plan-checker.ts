/**
 * A second opinion on plans, written from product.md (rules 1 and 2) and the words of the settings, without a look at
 * lib/assignments: it shares no code with what it checks. Answers one line for each fault, so that two lists can be compared.
 */
import type { Pair, Roster } from "@/lib/assignments/plans/rules";
import type { PlanSettings } from "@/lib/assignments/plans/schema";

/** yyyymmdd as a number after so many months; a day that the month lacks becomes its last. */
function later(day: string, months: number): string {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1 + months;
  const last = new Date(Date.UTC(year, month + 1, 0));
  const date = Math.min(Number(day.slice(8, 10)), last.getUTCDate());
  return `${last.toISOString().slice(0, 8)}${String(date).padStart(2, "0")}`;
}

const same = (one: Pair, other: Pair) => one.observerId === other.observerId && one.unitId === other.unitId;

export function faultsOf(lines: readonly Pair[], roster: Roster, settings: PlanSettings): string[] {
  const faults: string[] = [];
  const day = roster.startsOn;
  const say = (kind: string, ...who: string[]) => faults.push([kind, ...who].join(" "));

  // rule 1: every unit has as many observers as it needs
  for (const unit of roster.units) {
    const own = settings.unitNeeds.find((need) => need.unitId === unit.id);
    const needed = own ? own.observers : settings.observersPerUnit;
    if (lines.filter((line) => line.unitId === unit.id).length < needed) say("need", unit.id);
  }
  // rule 1: every observer has two or three, or what was settled for them; an absent one has none
  for (const observer of roster.observers) {
    const mine = lines.filter((line) => line.observerId === observer.id);
    if (!observer.mayObserve) {
      for (const line of mine) say("notObserver", observer.id, line.unitId);
      continue;
    }
    if (settings.absent.includes(observer.id)) {
      for (const line of mine) say("absent", observer.id, line.unitId);
      continue;
    }
    const own = settings.limits.find((limit) => limit.observerId === observer.id);
    const standingIn = roster.deputies.filter((deputy) => deputy.observerId === observer.id).length;
    if (mine.length + standingIn < (own ?? settings).least) say("least", observer.id);
    if (mine.length > Math.max(0, (own ?? settings).most - standingIn)) say("most", observer.id);
  }
  lines.forEach((line, at) => {
    const { observerId, unitId } = line;
    if (!roster.units.some((unit) => unit.id === unitId)) say("unknownUnit", observerId, unitId);
    // the same observer and unit never overlap (rule 1)
    if (lines.findIndex((other) => same(other, line)) < at) say("twice", observerId, unitId);
    // rule 2: no live recusal without an override; the native town only warns, a workplace blocks for five years
    const recused = roster.recusals.some(
      (recusal) =>
        same(recusal, line) &&
        ["KIN", "FORMER_WORKPLACE", "OTHER"].includes(recusal.kind) &&
        !(recusal.endsOn && recusal.endsOn < day) &&
        !(
          recusal.kind === "FORMER_WORKPLACE" &&
          recusal.workedUntil &&
          later(recusal.workedUntil, 60) <= day
        ) &&
        !recusal.overrides.some((one) => one.grantedOn <= day && day <= one.expiresOn),
    );
    if (recused) say("recusal", observerId, unitId);
    // rule 2: at most two years on one unit, or the shorter time of this plan
    const tooLong = roster.tenures.some(
      (tenure) =>
        same(tenure, line) &&
        later(tenure.since, settings.rotationMonths) <= later(day, settings.rotationAhead),
    );
    if (tooLong) say("rotation", observerId, unitId);
    if (settings.forbiddenPairs.some((pair) => same(pair, line))) say("forbidden", observerId, unitId);
    // stands in there already: a second assignment would overlap
    if (roster.deputies.some((pair) => same(pair, line))) say("deputy", observerId, unitId);
  });
  settings.fixedPairs.forEach((pair, at) => {
    if (settings.fixedPairs.findIndex((other) => same(other, pair)) < at) return;
    if (!lines.some((line) => same(line, pair))) say("fixed", pair.observerId, pair.unitId);
  });
  return faults.sort();
}
