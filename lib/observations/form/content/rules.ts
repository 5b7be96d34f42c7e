/** What a filled form sends, before any schema has looked at it; zod stays out of it, so that a phone opens it fast. */
import type { MethodField } from "@/lib/methods/schema";
import {
  boundField,
  type CadreEntry,
  type EntryState,
  type EvidenceEntry,
  momentOf,
  ownFields,
  plusMinutes,
  type Typed,
  type TypedRow,
  typedOf,
} from "../rules";

/** A number as typed, full-width digits too; what is none goes on as text, for the schema to refuse in words. */
export function numberOf(text: string): number | string {
  const plain = text.normalize("NFKC").replaceAll(",", "").trim();
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : text;
}

function answerOf(field: MethodField, typed: Typed | undefined): unknown {
  switch (field.type) {
    case "integer":
    case "number":
      return typeof typed === "string" && typed.trim() !== "" ? numberOf(typed) : undefined;
    case "boolean":
      return typeof typed === "boolean" ? typed : undefined;
    case "datetime":
      return typeof typed === "string" && typed !== "" ? momentOf(typed) : undefined;
    case "table":
      return isRows(typed) ? typed.map((row) => cellsOf(field.columns ?? [], row)) : undefined;
    case "daterange":
    case "cadre_or_role":
    case "reference":
      return typeof typed === "object" && !Array.isArray(typed)
        ? cellsOf(pairKeys[field.type], typed)
        : undefined;
    default:
      return typed;
  }
}

const pairKeys = {
  daterange: [textKey("from"), textKey("to")],
  cadre_or_role: [textKey("cadreId"), textKey("role")],
  reference: [textKey("text"), textKey("id")],
};

function textKey(key: string): { key: string; type: string } {
  return { key, type: "text" };
}

const isRows = (typed: Typed | undefined): typed is TypedRow[] =>
  Array.isArray(typed) && typed.every((row) => typeof row === "object");

function cellsOf(columns: { key: string; type: string }[], row: TypedRow): Record<string, unknown> {
  return Object.fromEntries(
    columns.flatMap(({ key, type }) => {
      const text = row[key] ?? "";
      if (text.trim() === "") return [];
      return [[key, type === "integer" || type === "number" ? numberOf(text) : text]];
    }),
  );
}

const orNothing = (text: string): string | undefined => (text === "" ? undefined : text);

/** The shared content of a new record and of an amendment, before any schema has looked at it. */
export function entryContent(state: EntryState, fields: MethodField[]) {
  // minutes that are no number leave the end empty, and the schema asks for it
  const minutes = numberOf(state.duration);
  const end = boundField(fields, "duration")
    ? plusMinutes(state.startedAt, typeof minutes === "number" ? minutes : Number.NaN)
    : state.endedAt || state.startedAt;
  const details = ownFields(fields).flatMap((field) => {
    const answer = answerOf(field, state.details[field.key]);
    return answer === undefined || isBlank(answer) ? [] : [[field.key, answer] as const];
  });
  return {
    startedAt: momentOf(state.startedAt),
    endedAt: momentOf(end),
    place: state.place,
    fact: state.fact,
    judgement: state.judgement,
    cadres: cadreLines(state.cadres, fields),
    dimensions: state.dimensions,
    polarity: state.polarity,
    confidentiality: Number(state.confidentiality),
    details: Object.fromEntries(details),
    evidenceNote: state.evidenceNote,
    ...(state.evidence.length > 0 && { evidence: state.evidence.map(announced) }),
    secondObserverId: orNothing(state.secondObserverId),
    centralTaskId: orNothing(state.centralTaskId),
    followUps: state.followUps
      .filter((one) => one.title.trim() !== "" || one.dueOn !== "")
      .map((one) => ({ title: one.title, dueOn: orNothing(one.dueOn) })),
    ...(state.conductItemIds.length > 0 && { conductItemIds: state.conductItemIds }),
    ...(state.links.length > 0 && { links: state.links }),
    ...(state.answers !== "" && { answers: state.answers }),
  };
}

/** An amendment says all of it: a part that it does not speak of stays, so taking the last one away must be said. */
export const amendedContent = (state: EntryState, fields: MethodField[]) => ({
  ...entryContent(state, fields),
  evidence: state.evidence.map(announced),
  conductItemIds: state.conductItemIds,
});

/** The files follow when the text has arrived; their kind and their time are found out by whoever reads them. */
const announced = ({ id, name, size, sha256, captureSha256 }: EvidenceEntry) => ({
  id,
  name,
  size,
  sha256,
  captureSha256,
});

export function cadreLines(cadres: CadreEntry[], fields: MethodField[]) {
  const columns = boundField(fields, "cadres")?.columns ?? [];
  return cadres.map((line) => ({
    cadreId: line.cadreId,
    // asked for only where the method has no columns of its own; a correction keeps what a record has
    roleInEvent: line.roleInEvent,
    details: cellsOf(columns, line.details),
  }));
}

export type EntryContent = ReturnType<typeof entryContent>;

/** An empty answer is none: it is not sent, so that a stored record holds what was said and nothing else. */
function isBlank(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every(isBlank);
  return typeof value === "object" && value !== null && Object.values(value).every(isBlank);
}

/** A row that was opened and left empty is dropped by the schema; the row number must not move. */
export const withoutEmptyRows = (state: EntryState, fields: MethodField[]): EntryState => ({
  ...state,
  followUps: state.followUps.filter((one) => one.title.trim() !== "" || one.dueOn !== ""),
  details: Object.fromEntries(
    ownFields(fields).map((field) => {
      const typed = state.details[field.key] ?? typedOf(field, undefined);
      return [
        field.key,
        field.type === "table" && isRows(typed) ? typed.filter((row) => !isBlank(row)) : typed,
      ];
    }),
  ),
});
