/**
 * The entry form without its looks: what it holds, what a fresh form says and what that of an existing record. Everything
 * is text as typed, so that a draft can hold a half-written number. Runs in the browser; zod stays out of it.
 */
import type { Dimension } from "@/lib/dimensions/schema";
import type { MethodField } from "@/lib/methods/schema";
import type { Polarity } from "../schema";

/** What a field of the method holds while it is being typed. */
export type Typed = string | boolean | string[] | TypedPair | TypedRow[];
export type TypedPair = Record<string, string>;
export type TypedRow = Record<string, string>;

export type CadreEntry = { cadreId: string; roleInEvent: string; details: TypedRow };
export type FollowUpEntry = { title: string; dueOn: string };
/** Another of the observer's own units in the same visit: a record of its own, under an id that never changes. */
export type OtherUnitEntry = {
  id: string;
  unitId: string;
  cadres: CadreEntry[];
  /** the server has this record already, only the rest is still to be sent */
  isStored: boolean;
};

/** A photo or document that goes with the entry; its bytes lie on the device that took it, under the same id. */
export type EvidenceEntry = {
  id: string;
  name: string;
  type: string;
  size: number;
  /** of the bytes that are sent */
  sha256: string;
  /** of the file as it was taken, before it was made smaller */
  captureSha256: string;
  /** moment of the picture, where it says one */
  takenAt: string | null;
};

/** Moments are wall-clock text of the city, yyyy-MM-ddTHH:mm. */
export type EntryState = {
  startedAt: string;
  endedAt: string;
  /** minutes, where the method asks for a duration instead of an end */
  duration: string;
  place: string;
  fact: string;
  judgement: string;
  cadres: CadreEntry[];
  dimensions: Dimension[];
  polarity: Polarity;
  confidentiality: string;
  details: Record<string, Typed>;
  evidenceNote: string;
  evidence: EvidenceEntry[];
  secondObserverId: string;
  centralTaskId: string;
  followUps: FollowUpEntry[];
  /** 双十条 */
  conductItemIds: string[];
  /** earlier records that this one goes on from */
  links: string[];
  /** the request that the record answers; empty for none */
  answers: string;
  /** shared by the records of one visit; made with the first other unit */
  visitId: string;
  otherUnits: OtherUnitEntry[];
  /** why an existing record is changed */
  reason: string;
};

export const boundField = (fields: MethodField[], binds: MethodField["binds"]): MethodField | undefined =>
  fields.find((field) => field.binds === binds);

/** Shared facts that this method insists on; the schema of all methods leaves them open. */
export function boundIssues(
  fields: MethodField[],
  entry: { place: string; cadres: unknown[] },
): { path: string; code: string }[] {
  const isMissing: Partial<Record<NonNullable<MethodField["binds"]>, boolean>> = {
    place: entry.place.trim() === "",
    cadres: entry.cadres.length === 0,
  };
  return fields.flatMap((field) =>
    field.binds && field.required && isMissing[field.binds] ? [{ path: field.binds, code: "required" }] : [],
  );
}

/* ---------------------------------------------------------------- time of the city */

const CITY_OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;

export const wallClock = (moment: Date): string =>
  new Date(moment.getTime() + CITY_OFFSET_MS).toISOString().slice(0, 16);

/** Down to five minutes, so that "now" never lies ahead. */
export const roundedDown = (moment: Date): Date =>
  new Date(Math.floor(moment.getTime() / (5 * MINUTE_MS)) * 5 * MINUTE_MS);

export const momentOf = (wall: string): string => (wall === "" ? "" : `${wall.slice(0, 16)}:00+08:00`);

export function plusMinutes(wall: string, minutes: number): string {
  const end = new Date(Date.parse(`${wall.slice(0, 16)}:00Z`) + minutes * MINUTE_MS);
  return Number.isNaN(end.getTime()) ? "" : end.toISOString().slice(0, 16);
}

function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / MINUTE_MS);
}

/* ---------------------------------------------------------------- a fresh form */

/** A talk is usually written down when it is over. */
const USUAL_DURATION = 30;

type Fresh = {
  fields: MethodField[];
  confidentiality: number;
  lastPlace: string;
  now: Date;
  /** the record that a follow-up visit goes back to */
  link?: string;
  /** the request that it answers */
  answers?: string;
};

/** What the form already says, so that the usual case needs no tap (product.md, "Light by rule"). */
export function freshEntry({ fields, confidentiality, lastPlace, now, link, answers }: Fresh): EntryState {
  const level = boundField(fields, "confidentiality");
  const chosenLevel = typeof level?.default === "string" ? (level.options?.indexOf(level.default) ?? -1) : -1;
  const minutes = boundField(fields, "duration") ? USUAL_DURATION : 0;
  return {
    startedAt: wallClock(roundedDown(new Date(now.getTime() - minutes * MINUTE_MS))),
    endedAt: "",
    duration: minutes ? String(minutes) : "",
    place: lastPlace,
    fact: "",
    judgement: "",
    cadres: [],
    dimensions: [],
    polarity: "NEUTRAL",
    confidentiality: String(chosenLevel >= 0 ? chosenLevel + 1 : confidentiality),
    details: Object.fromEntries(ownFields(fields).map((field) => [field.key, typedOf(field, field.default)])),
    evidenceNote: "",
    evidence: [],
    secondObserverId: "",
    centralTaskId: "",
    followUps: [],
    conductItemIds: [],
    links: link ? [link] : [],
    answers: answers ?? "",
    visitId: "",
    otherUnits: [],
    reason: "",
  };
}

/** Fields that are answers of their own; the others give their words to a shared fact. */
export const ownFields = (fields: MethodField[]): MethodField[] => fields.filter((field) => !field.binds);

/** A stored answer as it stands in its control. */
export function typedOf(field: MethodField, value: unknown): Typed {
  switch (field.type) {
    case "boolean":
      return typeof value === "boolean" ? value : "";
    case "multiselect":
    case "cadre_list":
      return textsOf(value);
    case "table":
      return Array.isArray(value) ? value.map((row) => textRow(row)) : [];
    case "daterange":
      return { from: "", to: "", ...textRow(value) };
    case "cadre_or_role":
      return { cadreId: "", role: "", ...textRow(value) };
    case "reference":
      return { text: "", ...textRow(value) };
    case "datetime":
      return typeof value === "string" && value !== "" ? wallClock(new Date(value)) : "";
    default:
      return value === undefined || value === null ? "" : String(value);
  }
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

export function textRow(value: unknown): TypedRow {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) =>
      typeof each === "string" || typeof each === "number" ? [[key, String(each)]] : [],
    ),
  );
}
/* ---------------------------------------------------------------- amending */

/** The current content of a record, as the amendment's form needs it. */
export type StoredEntry = {
  startedAt: Date;
  endedAt: Date;
  place: string;
  fact: string;
  judgement: string;
  cadres: { cadreId: string; roleInEvent: string; details: Record<string, unknown> }[];
  dimensions: Dimension[];
  polarity: Polarity;
  confidentiality: number;
  details: Record<string, unknown>;
  evidenceNote: string;
  /** as announced by the current revision */
  evidence: Omit<EvidenceEntry, "type" | "takenAt">[];
  secondObserverId: string | null;
  centralTaskId: string | null;
  conductItemIds: string[];
};

export function entryOf(stored: StoredEntry, fields: MethodField[]): EntryState {
  const startedAt = wallClock(stored.startedAt);
  const endedAt = wallClock(stored.endedAt);
  return {
    startedAt,
    endedAt: endedAt === startedAt ? "" : endedAt,
    duration: boundField(fields, "duration") ? String(minutesBetween(startedAt, endedAt)) : "",
    place: stored.place,
    fact: stored.fact,
    judgement: stored.judgement,
    cadres: stored.cadres.map((line) => ({
      cadreId: line.cadreId,
      roleInEvent: line.roleInEvent,
      details: textRow(line.details),
    })),
    dimensions: stored.dimensions,
    polarity: stored.polarity,
    confidentiality: String(stored.confidentiality),
    details: Object.fromEntries(
      ownFields(fields).map((field) => [field.key, typedOf(field, stored.details[field.key])]),
    ),
    evidenceNote: stored.evidenceNote,
    evidence: stored.evidence.map((file) => ({ ...file, type: "", takenAt: null })),
    secondObserverId: stored.secondObserverId ?? "",
    centralTaskId: stored.centralTaskId ?? "",
    conductItemIds: stored.conductItemIds,
    // those of the record stay as they are; an amendment may add new ones
    followUps: [],
    links: [],
    answers: "",
    // an amendment concerns one record of the visit
    visitId: "",
    otherUnits: [],
    reason: "",
  };
}
