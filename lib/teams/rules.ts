/** What a team looks like on a day, and where it stands among units of its type: as a range, never as a place in a list. */
import { ageOn } from "@/lib/cadres/rules";
import type { Day } from "@/lib/platform/clock";
import type { CaseKind, Trait } from "./schema";

export type Member = {
  cadreId: string;
  unitId: string;
  bornOn: Day;
  gender: string;
  education: string;
  speciality: string | null;
  /** first day in the post */
  since: Day;
};

export const AGE_BANDS = ["u35", "u40", "u45", "u50", "o50"] as const;
export type AgeBand = (typeof AGE_BANDS)[number];
const AGE_LIMITS = [35, 40, 45, 50];
export const ageBand = (bornOn: Day, on: Day): AgeBand => {
  const at = AGE_LIMITS.findIndex((limit) => ageOn(bornOn, on) < limit);
  return AGE_BANDS[at === -1 ? AGE_LIMITS.length : at] ?? "o50";
};

export const TERM_BANDS = ["u1", "u3", "u5", "o5"] as const;
export type TermBand = (typeof TERM_BANDS)[number];
const TERM_LIMITS = [12, 36, 60];
/** Whole months in the post on that day. */
export function monthsIn(since: Day, on: Day): number {
  const months =
    (Number(on.slice(0, 4)) - Number(since.slice(0, 4))) * 12 +
    Number(on.slice(5, 7)) -
    Number(since.slice(5, 7));
  return Math.max(0, on.slice(8) < since.slice(8) ? months - 1 : months);
}
export const termBand = (since: Day, on: Day): TermBand => {
  const at = TERM_LIMITS.findIndex((limit) => monthsIn(since, on) < limit);
  return TERM_BANDS[at === -1 ? TERM_LIMITS.length : at] ?? "o5";
};

/** The one word of a trait that a member falls under. */
export function traitOf(trait: Trait, member: Member, on: Day): string {
  switch (trait) {
    case "age":
      return ageBand(member.bornOn, on);
    case "term":
      return termBand(member.since, on);
    case "gender":
      return member.gender;
    case "education":
      return member.education;
    case "speciality":
      return member.speciality ?? "";
  }
}

export type Group = { value: string; count: number };
/** How many under each word: bands in their order, words by number and then by themselves. */
export function groupsOf(trait: Trait, members: readonly Member[], on: Day): Group[] {
  const counts = new Map<string, number>();
  if (trait === "age") for (const band of AGE_BANDS) counts.set(band, 0);
  if (trait === "term") for (const band of TERM_BANDS) counts.set(band, 0);
  for (const member of members) {
    const value = traitOf(trait, member, on);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const groups = [...counts].map(([value, count]) => ({ value, count }));
  return trait === "age" || trait === "term"
    ? groups
    : groups.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The middle of the values; between two for an even number of them. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

export type Measures = {
  size: number;
  age: number | null;
  termYears: number | null;
  womenShare: number | null;
};

const inTenths = (value: number): number => Math.round(value * 10) / 10;

/** Of one team; nothing is said of an empty one. `closed`: further members of whom the viewer reads nothing but that they are there. */
export function measuresOf(members: readonly Member[], on: Day, closed = 0): Measures {
  const people = [...new Map(members.map((one) => [one.cadreId, one])).values()];
  const age = median(people.map((one) => ageOn(one.bornOn, on)));
  const months = median(people.map((one) => monthsIn(one.since, on)));
  return {
    size: people.length + closed,
    age: age === null ? null : inTenths(age),
    termYears: months === null ? null : inTenths(months / 12),
    womenShare:
      people.length === 0
        ? null
        : Math.round((people.filter((one) => one.gender === "女").length / people.length) * 100),
  };
}

/** Fewer units of a type than this say nothing about the type. */
export const FEWEST_UNITS = 3;
export type Range = { median: number; low: number; high: number; units: number };

/** The middle and the ends of a type, without names: nobody is told who stands at an end. */
export function rangeOf(values: readonly (number | null)[]): Range | null {
  const known = values.filter((value): value is number => value !== null);
  const middle = median(known);
  if (middle === null || known.length < FEWEST_UNITS) return null;
  return { median: inTenths(middle), low: Math.min(...known), high: Math.max(...known), units: known.length };
}

/** Units of the type of which there is no row have none, and are counted all the same. */
export const withNone = (values: readonly number[], units: number): number[] => [
  ...values,
  ...Array.from({ length: Math.max(0, units - values.length) }, () => 0),
];

type TeamCase = {
  state: "OPEN" | "SETTLED" | "CLOSED" | "WITHDRAWN";
  dueOn: Day;
  settledOn: Day | null;
  closedOn: Day | null;
};

/**
 * Of a case on that day: what closed later was still open. A withdrawn one is none. In time is what was settled in time: after
 * that it waits for the department, and is overdue no more (lib/cases/rules isOverdue).
 */
export function caseKind({ state, dueOn, settledOn, closedOn }: TeamCase, on: Day): CaseKind | null {
  if (state === "WITHDRAWN") return null;
  if (closedOn !== null && closedOn <= on) return (settledOn ?? closedOn) <= dueOn ? "inTime" : "late";
  const isSettled = settledOn !== null && settledOn <= on;
  return dueOn < on && !isSettled ? "overdue" : "open";
}

export type Poll = {
  issued: number | null;
  returned: number | null;
  valid: number | null;
  votes: Votes | null;
};
export type Votes = Record<"excellent" | "competent" | "basic" | "incompetent" | "unknown", number>;
const VOTES = ["excellent", "competent", "basic", "incompetent", "unknown"] as const;
/** Under this many valid forms no result is shown: it would tell who filled in what. */
export const FEWEST_FORMS = 10;

/** The team's own row of a questionnaire: the one without a person, all in all. */
export function pollOf(details: Record<string, unknown>): Poll {
  const number = (value: unknown): number | null =>
    typeof value === "number" && Number.isFinite(value) ? value : null;
  const valid = number(details.valid);
  const rows: unknown[] = Array.isArray(details.items) ? details.items : [];
  const own = rows.find((row): row is Record<string, unknown> => isTeamRow(row));
  const votes =
    own && valid !== null && valid >= FEWEST_FORMS
      ? { excellent: 0, competent: 0, basic: 0, incompetent: 0, unknown: 0 }
      : null;
  if (votes && own) for (const key of VOTES) votes[key] = number(own[key]) ?? 0;
  return { issued: number(details.issued), returned: number(details.returned), valid, votes };
}

const isTeamRow = (row: unknown): boolean =>
  typeof row === "object" &&
  row !== null &&
  !Reflect.get(row, "subject") &&
  Reflect.get(row, "dimension") === "综合";
