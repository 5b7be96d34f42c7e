/** A row by itself and beside the others of its file: values read from the text, and every rule that it breaks. */
import { addMonths, type Day } from "@/lib/platform/clock";
import { bornOf, faultOf, genderOf, readCell } from "../cells/rules";
import { findUnit, type UnitIndex, unitOfPost } from "../names/rules";
import { type Fault, FIELDS, type Field, type Values } from "../schema";

export type Assessed = { taken: Values; faults: Fault[] };

/** `taken.unit` is the unit's id; everything else is what will be written. */
export function assessRow(typed: Values, units: UnitIndex, today: Day): Assessed {
  const taken: Values = {};
  const faults: Fault[] = [];
  for (const field of FIELDS) {
    const text = typed[field];
    if (text === undefined || field === "unit") continue;
    const cell = readCell(field, text);
    faults.push(...faultOf(field, cell));
    if ("value" in cell && cell.value !== "") taken[field] = cell.value;
  }
  takeUnit(typed, units, today, taken, faults);
  takeFromIdentity(taken, faults);
  faults.push(...daysInOrder(taken, today));
  if (!taken.name && !faults.some(({ field }) => field === "name"))
    faults.push({ field: "name", rule: "required" });
  return { taken, faults };
}

/** Named in its own column, heading the group, or at the beginning of the post. */
function takeUnit(typed: Values, units: UnitIndex, today: Day, taken: Values, faults: Fault[]): void {
  const text = (typed.unit ?? "").trim();
  const fromPost = taken.title ? unitOfPost(units, taken.title) : undefined;
  if (text === "") {
    if (fromPost) Object.assign(taken, { unit: fromPost.unit.id, title: fromPost.title });
    return;
  }
  const found = findUnit(units, text);
  switch (found.kind) {
    case "found":
      taken.unit = found.unit.id;
      if (fromPost?.unit.id === found.unit.id) taken.title = fromPost.title;
      if (found.unit.endsOn && found.unit.endsOn < today)
        faults.push({ field: "unit", rule: "unitEnded", params: { day: found.unit.endsOn } });
      return;
    case "several":
      faults.push({ field: "unit", rule: "ambiguousUnit", params: { nearest: namesOf(found.units) } });
      return;
    case "unknown":
      faults.push({
        field: "unit",
        rule: "unknownUnit",
        ...(found.nearest.length > 0 ? { params: { nearest: namesOf(found.nearest) } } : {}),
      });
  }
}
const namesOf = (units: readonly { shortName: string }[]): string =>
  units.map((unit) => unit.shortName).join("、");

/** Months of birth and genders that the number contradicts; what is not written is taken from it. */
function takeFromIdentity(taken: Values, faults: Fault[]): void {
  const { idNumber, bornOn, gender } = taken;
  if (!idNumber) return;
  const [born, said] = [bornOf(idNumber), genderOf(idNumber)];
  if (bornOn && !born.startsWith(bornOn))
    faults.push({
      field: "bornOn",
      rule: "identityBirth",
      params: { said: shown(born.slice(0, bornOn.length)) },
    });
  if (gender && gender !== said) faults.push({ field: "gender", rule: "identityGender", params: { said } });
  const resolved = faults.findIndex(({ field, rule }) => field === "bornOn" && rule === "dateAmbiguous");
  // the zero that a number lost stands in the identity number
  if (resolved >= 0 && Object.values(faults[resolved]?.params ?? {}).includes(shown(born.slice(0, 7)))) {
    faults.splice(resolved, 1);
    taken.bornOn = born.slice(0, 7);
  }
  if (!faults.some(({ field }) => field === "bornOn")) taken.bornOn ??= born.slice(0, 7);
  if (!faults.some(({ field }) => field === "gender")) taken.gender ??= said;
}

export const shown = (day: string): string => day.replaceAll("-", ".");
/** Of a month the first day, so that days and months compare. */
export const dayOf = (text: string): Day => (text.length === 7 ? `${text}-01` : text);

const YEARS = { youngest: 16, oldest: 100, work: 14, party: 18 } as const;
const WRITTEN_DAYS: readonly Field[] = ["bornOn", "joinedPartyOn", "startedWorkOn", "postStartsOn"];

/** Of two days the later one is named: it is the one that cannot be. */
function daysInOrder(taken: Values, today: Day): Fault[] {
  const faults: Fault[] = [];
  const ahead = new Set<Field>();
  for (const field of WRITTEN_DAYS) {
    const day = taken[field];
    // a post may be announced for next month
    if (day && dayOf(day) > (field === "postStartsOn" ? addMonths(today, 6) : today)) {
      ahead.add(field);
      faults.push({ field, rule: "dateAhead" });
    }
  }
  const { bornOn, joinedPartyOn, startedWorkOn, postStartsOn } = taken;
  if (bornOn && !ahead.has("bornOn")) {
    const after = (years: number): Day => addMonths(dayOf(bornOn), years * 12);
    if (after(YEARS.youngest) > today || after(YEARS.oldest) < today)
      faults.push({
        field: "bornOn",
        rule: "bornOutOfRange",
        params: { from: YEARS.youngest, to: YEARS.oldest },
      });
    else {
      if (startedWorkOn && dayOf(startedWorkOn) < after(YEARS.work))
        faults.push({ field: "startedWorkOn", rule: "workTooYoung", params: { age: YEARS.work } });
      if (joinedPartyOn && dayOf(joinedPartyOn) < after(YEARS.party))
        faults.push({ field: "joinedPartyOn", rule: "partyTooYoung", params: { age: YEARS.party } });
    }
  }
  if (
    postStartsOn &&
    startedWorkOn &&
    postStartsOn.slice(0, 7) < startedWorkOn.slice(0, 7) &&
    !ahead.has("startedWorkOn")
  )
    faults.push({ field: "postStartsOn", rule: "postBeforeWork" });
  return faults;
}

/** One number, one person: every row of a doubled number is named, with the first of the others. */
export function doubledIdentities(rows: readonly { rowNo: number; taken: Values }[]): Map<number, Fault> {
  const byNumber = new Map<string, number[]>();
  for (const { rowNo, taken } of rows)
    if (taken.idNumber) byNumber.set(taken.idNumber, [...(byNumber.get(taken.idNumber) ?? []), rowNo]);
  const faults = new Map<number, Fault>();
  for (const numbers of byNumber.values())
    if (numbers.length > 1)
      for (const rowNo of numbers)
        faults.set(rowNo, {
          field: "idNumber",
          rule: "identityTwice",
          params: { row: numbers.find((other) => other !== rowNo) ?? rowNo },
        });
  return faults;
}
