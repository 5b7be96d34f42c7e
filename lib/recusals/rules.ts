/** 回避申报 once a year (product.md, rule 2). Days are 'yyyy-MM-dd'; today is always given. */
import { addMonths, type Day } from "@/lib/platform/clock";
import type { DeclareInput, RecusalKind } from "./schema";

const WORKPLACE_MONTHS = 60;
/** From this month on the next year's sheet is open as well. */
const NEXT_YEAR_FROM = "12";

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Years whose sheet can be handed in today. */
export const openYears = (today: Day): number[] =>
  today.slice(5, 7) === NEXT_YEAR_FROM ? [yearOf(today), yearOf(today) + 1] : [yearOf(today)];

export type Declared = {
  id: string;
  kind: RecusalKind;
  unitId: string;
  personName: string;
  workedUntil: Day | null;
  endsOn: Day | null;
};

/** Still said to hold: neither let go nor, for a workplace, five years past. */
export const isStanding = (one: Pick<Declared, "kind" | "workedUntil" | "endsOn">, today: Day): boolean =>
  (one.endsOn === null || one.endsOn >= today) &&
  (one.kind !== "FORMER_WORKPLACE" ||
    one.workedUntil === null ||
    addMonths(one.workedUntil, WORKPLACE_MONTHS) > today);

export type DeclareReason =
  | "recusals.reason.dayAhead"
  | "recusals.reason.longAgo"
  | "recusals.reason.alreadyDeclared";

export function declareRefusal(
  line: DeclareInput,
  declared: readonly Declared[],
  today: Day,
): DeclareReason | null {
  if (line.kind === "FORMER_WORKPLACE" && line.workedUntil) {
    if (line.workedUntil > today) return "recusals.reason.dayAhead";
    if (addMonths(line.workedUntil, WORKPLACE_MONTHS) <= today) return "recusals.reason.longAgo";
  }
  const isSame = (one: Declared) =>
    one.kind === line.kind &&
    one.unitId === line.unitId &&
    (line.kind !== "KIN" || one.personName === line.personName) &&
    isStanding(one, today);
  return declared.some(isSame) ? "recusals.reason.alreadyDeclared" : null;
}

export type SheetState = "MISSING" | "SUBMITTED" | "RETURNED" | "ACCEPTED";

/** A place of the own post history that rule 2 asks about, and that is not declared yet. */
export type Suggestion = {
  kind: "FORMER_WORKPLACE" | "NATIVE_TOWN";
  unitId: string;
  unitName: string;
  workedUntil: Day | null;
};

/** What to offer: former workplaces within five years and the native town, less what stands already. */
export const openSuggestions = (
  found: readonly Suggestion[],
  declared: readonly Declared[],
  today: Day,
): Suggestion[] =>
  found.filter(
    (one) =>
      isStanding({ ...one, endsOn: null }, today) &&
      !declared.some(
        ({ kind, unitId, ...rest }) =>
          kind === one.kind && unitId === one.unitId && isStanding({ kind, ...rest }, today),
      ),
  );

/** How many sheets are where, in one look. */
export function sheetCounts(rows: readonly { state: SheetState }[]): Record<SheetState, number> {
  const counts: Record<SheetState, number> = { MISSING: 0, SUBMITTED: 0, RETURNED: 0, ACCEPTED: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}
