/**
 * Two versions of one draft, written on two devices or in two tabs: where they differ, and what becomes of the person's
 * choice. Whatever is chosen, what was not stays in a version of its own, so no word of either is lost.
 */
import { fieldLabel, optionLabel } from "@/lib/methods/rules";
import type { MethodField } from "@/lib/methods/schema";
import type { CadreEntry, EntryState, Typed } from "../../rules";

/** What is chosen as one. The visit's number belongs to its units, and what it answers was never typed. */
type SharedPart = Exclude<keyof EntryState, "details" | "visitId" | "answers">;
export type Part = SharedPart | `details.${string}`;
export type Side = "mine" | "theirs";
export type Choices = Partial<Record<Part, Side>>;

/** In the order of the form. */
const PARTS = Object.keys({
  startedAt: 1,
  endedAt: 1,
  duration: 1,
  place: 1,
  cadres: 1,
  fact: 1,
  judgement: 1,
  polarity: 1,
  dimensions: 1,
  confidentiality: 1,
  evidence: 1,
  evidenceNote: 1,
  secondObserverId: 1,
  centralTaskId: 1,
  conductItemIds: 1,
  links: 1,
  otherUnits: 1,
  followUps: 1,
  reason: 1,
} satisfies Record<SharedPart, 1>) as SharedPart[];

/** The server gives keys back in another order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}
const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

const detailOf = (part: Part): string | null =>
  part.startsWith("details.") ? part.slice("details.".length) : null;

function valueAt(state: EntryState, part: Part): unknown {
  const detail = detailOf(part);
  if (detail !== null) return state.details[detail];
  if (part === "otherUnits" && state.otherUnits.length > 0) return [state.visitId, ...state.otherUnits];
  return state[part as SharedPart];
}

export function differences(mine: EntryState, theirs: EntryState): Part[] {
  const keys = [...new Set([...Object.keys(mine.details), ...Object.keys(theirs.details)])];
  const parts: Part[] = [...PARTS, ...keys.map((key) => `details.${key}` as const)];
  return parts.filter((part) => !isSame(valueAt(mine, part), valueAt(theirs, part)));
}

/** Each part as chosen; where nothing was, mine. */
export function merged(mine: EntryState, theirs: EntryState, choices: Choices): EntryState {
  const result: EntryState = { ...mine, details: { ...mine.details } };
  for (const part of differences(mine, theirs)) {
    if (choices[part] !== "theirs") continue;
    const detail = detailOf(part);
    if (detail === null) {
      Object.assign(result, { [part]: theirs[part as SharedPart] });
      if (part === "otherUnits") result.visitId = theirs.visitId;
      continue;
    }
    const typed = theirs.details[detail];
    if (typed === undefined) delete result.details[detail];
    else result.details[detail] = typed;
  }
  return result;
}

/** What was not chosen, whole: with `merged` it holds every word of both. */
export function leftOver(mine: EntryState, theirs: EntryState, choices: Choices): EntryState {
  const opposite = differences(mine, theirs).map((part): [Part, Side] => [
    part,
    choices[part] === "theirs" ? "mine" : "theirs",
  ]);
  return merged(mine, theirs, Object.fromEntries(opposite));
}

/** Offered first: what was written, where the other version says nothing; else mine. */
export const offered = (parts: Part[], text: (side: Side, part: Part) => string): Choices =>
  Object.fromEntries(
    parts.map((part): [Part, Side] => [
      part,
      text("mine", part) === "" && text("theirs", part) !== "" ? "theirs" : "mine",
    ]),
  );

export const allOf = (side: Side, parts: Part[]): Choices =>
  Object.fromEntries(parts.map((part): [Part, Side] => [part, side]));

/* ---------------------------------------------------------------- shown to the person */

export type PartWords = {
  locale: string;
  yes: string;
  no: string;
  listMark: string;
  labels: Record<SharedPart, string>;
  /** of cadres, people, tasks, units, items, records and the fixed choices, by id or value */
  names: Record<string, string>;
};

const BOUND: Partial<Record<SharedPart, MethodField["binds"]>> = {
  startedAt: "startedAt",
  duration: "duration",
  place: "place",
  cadres: "cadres",
  fact: "fact",
  confidentiality: "confidentiality",
  evidence: "evidence",
  followUps: "followUps",
};

/** As the form calls it. */
export function partLabel(part: Part, fields: MethodField[], words: PartWords): string {
  const detail = detailOf(part);
  const own = fields.find((field) =>
    detail === null
      ? field.binds !== undefined && field.binds === BOUND[part as SharedPart]
      : field.key === detail,
  );
  if (own) return fieldLabel(own, words.locale);
  // a field of an older version of the method
  return detail ?? words.labels[part as SharedPart];
}

/** The whole of it as text, a line for each row; empty where nothing was said. */
export function partText(state: EntryState, part: Part, fields: MethodField[], words: PartWords): string {
  const named = (id: string): string => words.names[id] ?? id;
  const list = (ids: string[]): string => ids.map(named).join(words.listMark);
  const detail = detailOf(part);
  if (detail !== null) {
    const field = fields.find((one) => one.key === detail);
    return typedText(state.details[detail], field, words);
  }
  const cadreLine = ({ cadreId, roleInEvent, details }: CadreEntry): string =>
    [named(cadreId), roleInEvent, ...Object.values(details)].filter(Boolean).join(" ");
  switch (part as SharedPart) {
    case "startedAt":
    case "endedAt":
      return wallText(state[part as "startedAt"]);
    case "cadres":
      return state.cadres.map(cadreLine).join("\n");
    case "dimensions":
      return list(state.dimensions);
    case "conductItemIds":
    case "links":
      return state[part as "links"].map(named).join("\n");
    case "evidence":
      return state.evidence.map((file) => file.name).join("\n");
    case "otherUnits":
      return state.otherUnits
        .map(({ unitId, cadres }) => [named(unitId), ...cadres.map(cadreLine)].join(" "))
        .join("\n");
    case "followUps":
      return state.followUps.map(({ title, dueOn }) => [title, dueOn].filter(Boolean).join(" ")).join("\n");
    case "polarity":
    case "confidentiality":
    case "secondObserverId":
    case "centralTaskId":
      return named(state[part as "polarity"]);
    default:
      return state[part as "fact"];
  }
}

const wallText = (wall: string): string => wall.replace("T", " ");

function typedText(typed: Typed | undefined, field: MethodField | undefined, words: PartWords): string {
  const one = (value: string): string =>
    words.names[value] ?? (field ? optionLabel(field, value, words.locale) : value);
  if (typed === undefined) return "";
  if (typeof typed === "boolean") return typed ? words.yes : words.no;
  if (typeof typed === "string") return field?.type === "datetime" ? wallText(typed) : one(typed);
  if (!Array.isArray(typed)) return Object.values(typed).filter(Boolean).map(one).join(" – ");
  return typed
    .map((row) => (typeof row === "string" ? one(row) : rowText(row, field, words)))
    .join(typed.some((row) => typeof row === "object") ? "\n" : words.listMark);
}

function rowText(row: Record<string, string>, field: MethodField | undefined, words: PartWords): string {
  const columns = field?.columns ?? [];
  return Object.entries(row)
    .filter(([, cell]) => cell !== "")
    .map(([key, cell]) => {
      const column = columns.find((each) => each.key === key);
      return words.names[cell] ?? (column ? optionLabel(column, cell, words.locale) : cell);
    })
    .join(" ");
}
