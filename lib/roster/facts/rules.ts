/** What a form says about one cadre, beside what is known: the rules of a row, but what was emptied is empty. */
import type { Day } from "@/lib/platform/clock";
import { sha256Hex } from "@/lib/platform/digest";
import { isInTime } from "@/lib/platform/many";
import type { Issue } from "@/lib/platform/result";
import { assessRow, dayOf, shown } from "../checks/rules";
import { type Known, MONTHS, PERSON_FIELDS } from "../compare/rules";
import { indexUnits } from "../names/rules";
import type { Difference, Fault, Field, Kind, Values } from "../schema";
import { FACT_FIELDS, type FactField, type Facts, NEEDED } from "./schema";

const NO_UNITS = indexUnits([]);
const PERSON: readonly string[] = PERSON_FIELDS;
const isPerson = (field: FactField): field is (typeof PERSON_FIELDS)[number] => PERSON.includes(field);
const asShown = (field: Field, text: string): string =>
  MONTHS.includes(field) ? shown(text.slice(0, 7)) : text;

/** As the form shows them; months as rosters write them. */
export function factsOf(known: Known): Facts {
  const text = (field: FactField): string => {
    if (field === "idNumber") return known.idNumber ?? "";
    return (isPerson(field) ? known[field] : known.sheet[field]) ?? "";
  };
  return mapFacts((field) => asShown(field, text(field)));
}

const mapFacts = (textOf: (field: FactField) => string): Facts => {
  const facts: Partial<Facts> = {};
  for (const field of FACT_FIELDS) facts[field] = textOf(field);
  return { ...EMPTY, ...facts };
};
export const EMPTY: Facts = {
  ...{ name: "", gender: "", bornOn: "", idNumber: "", ethnicity: "", nativePlace: "", birthPlace: "" },
  ...{ joinedPartyOn: "", startedWorkOn: "", health: "", education: "", speciality: "" },
  ...{ fullTimeEducation: "", fullTimeEducationSchool: "", fullTimeDegree: "", fullTimeDegreeSchool: "" },
  ...{ inServiceEducation: "", inServiceEducationSchool: "", inServiceDegree: "", inServiceDegreeSchool: "" },
  ...{ technicalTitle: "", skills: "", resume: "", rewards: "", appraisalText: "" },
};

/** What the form showed, to be compared with what stands there when it is sent. */
export const seenOf = (facts: Facts): string =>
  sha256Hex(JSON.stringify(FACT_FIELDS.map((one) => facts[one])));

/** A fault at its field; a near word is part of the code, because words of a form know no "if". */
export const issueOf = ({ field, rule, params }: Fault): Issue => ({
  path: field,
  code: params?.nearest === undefined ? rule : `${rule}Near`,
  ...(params ? { params } : {}),
});

export type JudgedFacts = { issues: Issue[]; differences: Difference[]; next: Facts };

/** Rules between fields: a change of one makes the other's fault. */
const TIED: readonly Field[] = ["bornOn", "gender", "idNumber", "joinedPartyOn", "startedWorkOn"];

/**
 * Only what was changed is asked: what stands there since before a rule was made does not stop a change of something
 * else. A number that is known is replaced, never taken away.
 */
export function judgeFacts(typed: Partial<Facts>, was: Facts, today: Day): JudgedFacts {
  const said = mapFacts((field) => typed[field]?.replaceAll("\r\n", "\n") ?? was[field]);
  const touched = new Set<Field>(FACT_FIELDS.filter((field) => said[field].trim() !== was[field]));
  const tied = TIED.some((field) => touched.has(field));
  const { taken, faults } = assessRow(said, NO_UNITS, today);
  const issues = faults
    .filter(({ field }) => touched.has(field) || (tied && TIED.includes(field)))
    .map(issueOf);
  const read = (field: FactField): string => {
    if (touched.has(field)) return asShown(field, taken[field] ?? "");
    return was[field];
  };
  const next = mapFacts(read);
  const told = new Set(issues.map(({ path }) => path));
  for (const field of NEEDED) {
    const isEmpty = FACT_FIELDS.some((one) => one === field && next[one] === "");
    if (isEmpty && !told.has(field)) issues.push({ path: field, code: "required" });
  }
  if (was.idNumber !== "" && next.idNumber === "" && !told.has("idNumber"))
    issues.push({ path: "idNumber", code: "identityStays" });
  const differences = FACT_FIELDS.filter((field) => next[field] !== was[field]).map((field) => ({
    field,
    old: was[field],
    new: next[field],
  }));
  return { issues, differences, next };
}

/** As columns keep it: a day, or nothing. */
export const storedDay = (month: string): Day | null =>
  month === "" ? null : dayOf(month.replaceAll(".", "-"));

/** What a change brought, taken back: the form begins with these and is looked at before it is sent. */
export function factsBefore(now: Facts, differences: readonly Difference[]): Facts {
  const old = new Map(
    differences.filter(({ isNoted }) => !isNoted).map((one) => [one.field as string, one.old]),
  );
  return mapFacts((field) => old.get(field) ?? now[field]);
}

/** Whether there is anything to bring back: a later change may have done it already. */
export const mayBringBack = (now: Facts, differences: readonly Difference[]): boolean =>
  seenOf(factsBefore(now, differences)) !== seenOf(now);

/** Values of a form as a row of a roster has them. */
export const typedOf = (
  input: Partial<Record<Field, string | undefined>>,
  fields: readonly Field[],
): Values => {
  const typed: Values = {};
  for (const field of fields) {
    const text = input[field]?.replaceAll("\r\n", "\n").trim();
    if (text) typed[field] = text;
  }
  return typed;
};

type Entered = { kind: Kind; state: string; outcome: string; at: Date };
/** Of somebody entered by hand: the entry, while it can still be taken back (undo_import says whether it may). */
export const openEntry = <Change extends Entered>(
  changes: readonly Change[],
  now: Date,
): Change | undefined =>
  changes.find(
    ({ kind, state, outcome, at }) =>
      kind === "HAND" && state === "CONFIRMED" && outcome === "ADDED" && isInTime(at, now),
  );
