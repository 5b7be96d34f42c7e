/** Minimum frequencies, first answers and labels of methods. Days are 'yyyy-MM-dd' in Asia/Shanghai. */
import type { Answers } from "./answers/schema";
import type { MethodField } from "./schema";

export type MinimumPeriod = "week" | "quarter" | "half_year" | "year" | "event";
export type MinimumScope = "unit" | "claim" | "task" | "cadre";
export type SourceClass = "testimony" | "direct_observation" | "synthesis" | "survey" | "document" | "data";

export type DayRange = { from: string; to: string };

/** Both ends are part of the period. A calendar day has no time zone, so arithmetic in UTC is exact. */
export function periodOf(day: string, period: MinimumPeriod): DayRange {
  const date = new Date(`${day}T00:00:00Z`);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (period) {
    case "week": {
      const sinceMonday = (date.getUTCDay() + 6) % 7;
      const monday = date.getUTCDate() - sinceMonday;
      return { from: dayOf(year, month, monday), to: dayOf(year, month, monday + 6) };
    }
    case "quarter":
      return months(year, month - (month % 3), 3);
    case "half_year":
      return months(year, month - (month % 6), 6);
    case "year":
      return months(year, 0, 12);
    case "event":
      return { from: day, to: day };
  }
}

function months(year: number, first: number, count: number): DayRange {
  return { from: dayOf(year, first, 1), to: dayOf(year, first + count, 0) };
}

function dayOf(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}

/** How many records of a method are still to come in the period; 0 where the minimum counts something else. */
export const missing = (count: number, minimum: number): number => Math.max(0, minimum - count);

export const isDue = (count: number, minimum: number): boolean => missing(count, minimum) > 0;

const sourceClassKeys = {
  testimony: "sourceClass.testimony",
  direct_observation: "sourceClass.directObservation",
  synthesis: "sourceClass.synthesis",
  survey: "sourceClass.survey",
  document: "sourceClass.document",
  data: "sourceClass.data",
} as const satisfies Record<SourceClass, string>;

/** The key inside messages/<locale>/methods.json */
export const sourceClassLabelKey = (sourceClass: SourceClass) => sourceClassKeys[sourceClass];

/** What a fresh form already says, so that the usual case needs no tap (product.md, "Light by rule"). */
export function initialAnswers(fields: MethodField[]): Answers {
  return Object.fromEntries(
    fields.flatMap((field) =>
      field.binds || field.default === undefined ? [] : [[field.key, structuredClone(field.default)]],
    ),
  );
}

type Labelled = { label: string; labelEn: string };
type Choice = { options?: string[]; optionsEn?: string[] };

export const fieldLabel = (field: Labelled, locale: string): string =>
  locale === "en" ? field.labelEn : field.label;

export const fieldHelp = (field: MethodField, locale: string): string | undefined =>
  locale === "en" ? field.helpEn : field.help;

/** Answers are stored in Chinese; an option that a later version dropped is shown as it was stored. */
export function optionLabel(field: Choice, value: string, locale: string): string {
  const at = field.options?.indexOf(value) ?? -1;
  return (locale === "en" && at >= 0 && field.optionsEn?.[at]) || value;
}
