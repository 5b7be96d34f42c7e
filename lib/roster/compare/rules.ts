/** A row beside what is known: whom it is about, what it would change, and whether a person must be asked first. */
import type { Day } from "@/lib/platform/clock";
import { isSlip, TIER_WORDS, tierOf } from "../cells/rules";
import { dayOf, shown } from "../checks/rules";
import type { FormKnown } from "../lrmx/cadre/rules";
import type { Relative } from "../lrmx/schema";
import type { Candidate, Choice, Difference, Fault, Field, SheetField, Values, Verdict } from "../schema";
import { SHEET_FIELDS } from "../schema";

export type Post = {
  id: string;
  unitId: string;
  unitName: string;
  title: string;
  level: string;
  tier: "TEAM" | "MIDDLE" | "STAFF";
  startsOn: Day;
};
/** Everything about a cadre that an import may change; days in full. */
export type Known = {
  id: string;
  name: string;
  gender: string;
  bornOn: Day;
  idNumber: string | null;
  ethnicity: string;
  nativePlace: string;
  joinedPartyOn: Day | null;
  startedWorkOn: Day | null;
  education: string;
  speciality: string | null;
  sheet: Partial<Record<SheetField, string>>;
  post: Post | null;
  /** of an lrmx: what the form would say today */
  form?: FormKnown;
};

/** Whom the file can be about. */
export type Roster = {
  byNumber: ReadonlyMap<string, Known>;
  byName: ReadonlyMap<string, readonly Known[]>;
  byId: ReadonlyMap<string, Known>;
};

export function rosterOf(known: readonly Known[]): Roster {
  const byName = new Map<string, Known[]>();
  for (const one of known) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return {
    byNumber: new Map(known.flatMap((one) => (one.idNumber ? [[one.idNumber, one] as const] : []))),
    byName,
    byId: new Map(known.map((one) => [one.id, one])),
  };
}

export type Match =
  | { kind: "new" }
  | { kind: "cadre"; cadre: Known }
  | { kind: "doubt"; candidates: Candidate[] };

/** By number; without one a name asks a person, and so does a number under another name. */
export function matchRow(
  taken: Values,
  roster: Roster,
  choice: Choice | null,
  chosenId: string | null,
): Match {
  if (choice === "NEW") return { kind: "new" };
  const chosen = choice === "CADRE" && chosenId ? roster.byId.get(chosenId) : undefined;
  if (chosen) return { kind: "cadre", cadre: chosen };
  const numbered = taken.idNumber ? roster.byNumber.get(taken.idNumber) : undefined;
  if (numbered) {
    if (!taken.name || numbered.name === taken.name) return { kind: "cadre", cadre: numbered };
    return { kind: "doubt", candidates: [candidateOf(numbered, taken)] };
  }
  // who has another number is another person
  const namesakes = (taken.name ? (roster.byName.get(taken.name) ?? []) : []).filter(
    ({ idNumber }) => !taken.idNumber || idNumber === null,
  );
  if (namesakes.length === 0) return { kind: "new" };
  return { kind: "doubt", candidates: namesakes.map((one) => candidateOf(one, taken)) };
}

function candidateOf(one: Known, taken: Values): Candidate {
  const bornAlike = Boolean(taken.bornOn) && one.bornOn.startsWith((taken.bornOn ?? "").slice(0, 7));
  const unitAlike = Boolean(taken.unit) && one.post?.unitId === taken.unit;
  const nameAlike = one.name === taken.name || isSlip(one.name, taken.name ?? "");
  return {
    id: one.id,
    name: one.name,
    hint: [shown(one.bornOn.slice(0, 7)), one.post ? `${one.post.unitName}${one.post.title}` : ""]
      .filter(Boolean)
      .join(" "),
    isLikely: nameAlike && bornAlike && (unitAlike || one.idNumber !== null),
  };
}

/** The post of the row, where it differs from the present one: the present one ends the day before. */
export type Move = {
  unitId: string;
  title: string;
  level: string;
  tier: Post["tier"];
  startsOn: Day;
  ends: string | null;
};
export type Plan = {
  /** columns of cadres */
  person: Partial<Record<Field, string>>;
  idNumber: string | null;
  sheet: Partial<Record<SheetField, string>>;
  move: Move | null;
  /** of an lrmx: the row's document is kept with the cadre, and its photo */
  document?: { family: Relative[] };
};
export type Compared = { differences: Difference[]; faults: Fault[]; plan: Plan };

/** Columns of cadres. */
export const PERSON_FIELDS = [
  "name",
  "gender",
  "bornOn",
  "ethnicity",
  "nativePlace",
  "joinedPartyOn",
  "startedWorkOn",
  "education",
  "speciality",
] as const satisfies readonly Field[];
export const MONTHS: readonly Field[] = ["bornOn", "joinedPartyOn", "startedWorkOn"];

/** What is empty in the file says nothing: it erases nothing. */
export function compareRow(
  taken: Values,
  cadre: Known | null,
  unitNames: ReadonlyMap<string, string>,
  effectiveOn: Day,
): Compared {
  const differences: Difference[] = [];
  const plan: Plan = { person: {}, idNumber: null, sheet: {}, move: null };
  for (const field of PERSON_FIELDS) {
    const value = taken[field];
    if (value === undefined) continue;
    const old = (cadre?.[field] ?? "").slice(0, MONTHS.includes(field) ? 7 : undefined);
    // cadres keep months: a day more says nothing else
    const next = MONTHS.includes(field) ? value.slice(0, 7) : value;
    if (old === next) continue;
    plan.person[field] = MONTHS.includes(field) ? dayOf(next) : next;
    differences.push({
      field,
      old: MONTHS.includes(field) ? shown(old) : old,
      new: MONTHS.includes(field) ? shown(next) : next,
    });
  }
  if (taken.idNumber && cadre?.idNumber !== taken.idNumber) {
    plan.idNumber = taken.idNumber;
    differences.push({ field: "idNumber", old: cadre?.idNumber ?? "", new: taken.idNumber });
  }
  for (const field of SHEET_FIELDS) {
    const value = taken[field];
    const old = cadre?.sheet[field] ?? "";
    if (value === undefined || value === old) continue;
    plan.sheet[field] = value;
    differences.push({ field, old, new: value });
  }
  const moved = moveOf(taken, cadre?.post ?? null, unitNames, effectiveOn);
  plan.move = moved.move;
  differences.push(...moved.differences);
  const faults = cadre ? moved.faults : [...missing(taken), ...moved.faults];
  return { differences, faults, plan };
}

/** Without these nobody is entered anew. */
const missing = (taken: Values): Fault[] =>
  (["gender", "bornOn", "unit", "title"] as const)
    .filter((field) => !taken[field])
    .map((field) => ({ field, rule: "required" as const }));

function moveOf(
  taken: Values,
  post: Post | null,
  unitNames: ReadonlyMap<string, string>,
  effectiveOn: Day,
): { move: Move | null; differences: Difference[]; faults: Fault[] } {
  const none = { move: null, differences: [], faults: [] };
  const unitId = taken.unit ?? post?.unitId;
  const title = taken.title ?? post?.title;
  if (!unitId || !title) return none;
  const level = taken.level ?? post?.level ?? "";
  const tier = tierFrom(taken.tier) ?? post?.tier ?? tierOf(level);
  const differences: Difference[] = [];
  const said = (field: Field, old: string, next: string) => {
    if (old !== next) differences.push({ field, old, new: next });
  };
  said("unit", post?.unitName ?? "", post?.unitId === unitId ? post.unitName : (unitNames.get(unitId) ?? ""));
  said("title", post?.title ?? "", title);
  said("level", post?.level ?? "", level);
  said("tier", post ? TIER_WORDS[post.tier] : "", TIER_WORDS[tier]);
  if (differences.length === 0) return none;
  // a new grade in the same post begins when the import counts: the day in the file is the post's
  const isSamePost = post?.unitId === unitId && post.title === title;
  const startsOn = taken.postStartsOn && !isSamePost ? dayOf(taken.postStartsOn) : effectiveOn;
  const move: Move = { unitId, title, level, tier, startsOn, ends: post?.id ?? null };
  said("postStartsOn", post ? shown(post.startsOn) : "", shown(startsOn));
  // the old post keeps at least its first day: what was recorded then stands as it is (rule 4)
  return post && startsOn <= post.startsOn
    ? {
        move: null,
        differences,
        faults: [{ field: "postStartsOn", rule: "postNotLater", params: { day: shown(post.startsOn) } }],
      }
    : { move, differences, faults: [] };
}

function tierFrom(word: string | undefined): Post["tier"] | undefined {
  return (["TEAM", "MIDDLE", "STAFF"] as const).find((tier) => TIER_WORDS[tier] === word);
}
export const verdictOf = (
  match: Match,
  faults: readonly Fault[],
  differences: readonly Difference[],
): Verdict => {
  if (faults.length > 0) return "FAULTY";
  if (match.kind === "doubt") return "DOUBTFUL";
  if (match.kind === "new") return "NEW";
  return differences.some(({ isNoted }) => !isNoted) ? "CHANGED" : "SAME";
};
