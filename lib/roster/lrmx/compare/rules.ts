/**
 * A document beside what the house would write today: what is alike changes nothing, so that a file which went out comes in
 * again without a word. Its 现任职务 is only compared: a move is entered by whoever knows its day.
 */
import type { Day } from "@/lib/platform/clock";
import { readCell } from "../../cells/rules";
import { type Assessed, assessRow } from "../../checks/rules";
import { type Compared, compareRow, type Known } from "../../compare/rules";
import type { UnitIndex } from "../../names/rules";
import { type Difference, SHEET_FIELDS, type Values } from "../../schema";
import { cadreSheet, PLANS, storedDocument } from "../cadre/rules";
import { type LrmxDocument, lrmxDocument, sameFamily } from "../rules";
import { type DocumentRule, ELEMENTS, type Relative } from "../schema";

/** Of a row: the document without plans, number and photo, and the photo's digest. */
export type DocumentIn = { rule: DocumentRule | null; source: string | null; photoHash: string };

/** Texts stand in the document as somebody wrote them: 无 is an answer there. */
export function assessDocument(typed: Values, { rule }: DocumentIn, units: UnitIndex, today: Day): Assessed {
  const { taken, faults } = assessRow(typed, units, today);
  for (const field of SHEET_FIELDS)
    if (taken[field] ?? typed[field]) taken[field] = (typed[field] ?? "").trim();
  if (rule === null) return { taken, faults };
  // of a document that can't be read nothing else is said
  const whole = { field: "name" as const, rule };
  return rule.startsWith("photo") ? { taken, faults: [...faults, whole] } : { taken: {}, faults: [whole] };
}

export function compareDocument(
  taken: Values,
  cadre: Known | null,
  document: DocumentIn,
  context: { unitNames: ReadonlyMap<string, string>; effectiveOn: Day; today: Day },
): Compared {
  const { unitNames, effectiveOn, today } = context;
  // what can't be read says nothing, so nothing is missing either
  if (document.rule?.startsWith("document"))
    return { differences: [], faults: [], plan: { person: {}, idNumber: null, sheet: {}, move: null } };
  const read = readSource(document.source);
  const family = read?.sheet.family ?? [];
  const form = cadre?.form;
  if (!cadre || !form) {
    const compared = compareRow(taken, null, unitNames, effectiveOn);
    const { education } = compared.plan.person;
    if (!education) compared.plan.person.education = educationOf(taken);
    return { ...compared, plan: { ...compared.plan, document: { family } } };
  }
  const stored = storedDocument({ ...form, photo: "" });
  const shown = cadreSheet({ ...form, photo: "" }, stored, today);
  const { unit: _unit, title: _title, ...said } = taken;
  const { differences, faults, plan } = compareRow(said, { ...cadre, sheet: shown }, unitNames, effectiveOn);
  const currentPost = read?.sheet.currentPost ?? "";
  const more: Difference[] = [];
  if (family.length > 0 && !sameFamily(shown.family, family))
    more.push({ field: "family", old: familyText(shown.family), new: familyText(family) });
  if (document.photoHash && document.photoHash !== form.photoHash)
    more.push({ field: "photo", old: "", new: "" });
  const rest = read ? restChanges(stored, read) : [];
  if (rest.length > 0) more.push({ field: "document", old: "", new: rest.join("、") });
  const noted: Difference[] =
    currentPost && currentPost !== shown.currentPost
      ? [{ field: "title", old: shown.currentPost, new: currentPost, isNoted: true }]
      : [];
  return {
    differences: [...differences, ...more, ...noted],
    faults,
    plan: { ...plan, document: { family } },
  };
}

const readSource = (source: string | null): LrmxDocument | null => {
  const read = source === null ? null : lrmxDocument(source);
  return read && "document" in read ? read.document : null;
};

/** The highest that the form names, where it is a word that rosters know. */
function educationOf({ inServiceEducation, fullTimeEducation }: Values): string {
  const cell = readCell("education", inServiceEducation ?? fullTimeEducation ?? "");
  return "value" in cell ? cell.value : "";
}

const familyText = (family: readonly Relative[]): string =>
  family.map(({ title, name, work }) => [title, name, work].filter(Boolean).join(" ")).join("；");

const FIELDS: ReadonlySet<string> = new Set(
  ELEMENTS.flatMap(({ element, field }) => (field ? [element] : [])),
);
const BLANKED: ReadonlySet<string> = new Set(PLANS);
/** Days on which the form was filled in: of a file that the house wrote by itself they say nothing. */
const STAMPS: ReadonlySet<string> = new Set(["JiSuanNianLingShiJian", "TianBiaoShiJian"]);

/** Elements that are no field of ours, by name: come, gone, or with other contents. */
function restChanges(stored: LrmxDocument | null, next: LrmxDocument): string[] {
  const before = restOf(stored);
  const after = restOf(next);
  const isAsGood = (name: string) => !stored && STAMPS.has(name);
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => !isAsGood(name) && (before.get(name) ?? "") !== (after.get(name) ?? ""),
  );
}

/** Raw contents by name; what stands there several times, together. */
function restOf(document: LrmxDocument | null): Map<string, string> {
  const rest = new Map<string, string>();
  for (const { name, contentStart, contentEnd } of document?.elements ?? []) {
    if (FIELDS.has(name) || BLANKED.has(name)) continue;
    const content = document?.source.slice(contentStart, contentEnd).trim() ?? "";
    rest.set(name, (rest.get(name) ?? "") + content);
  }
  return rest;
}
