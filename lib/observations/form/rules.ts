/**
 * The entry form without its looks: what a fresh form says, what is kept as a draft, and what is sent. Everything
 * is text as typed, so that a draft can hold a half-written number. Runs in the browser; zod stays out of it.
 */
import type { MethodField } from "@/lib/methods/schema";
import type { Dimension, Polarity } from "../schema";

/** What a field of the method holds while it is being typed. */
export type Typed = string | boolean | string[] | TypedPair | TypedRow[];
export type TypedPair = Record<string, string>;
export type TypedRow = Record<string, string>;

export type CadreEntry = { cadreId: string; roleInEvent: string; details: TypedRow };
export type FollowUpEntry = { title: string; dueOn: string };

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
  secondObserverId: string;
  centralTaskId: string;
  followUps: FollowUpEntry[];
  /** why an existing record is changed */
  reason: string;
};

/** Bumped when the stored form changes; an older draft is read as far as it is understood. */
export const FORM_VERSION = 1;

export const boundField = (fields: MethodField[], binds: MethodField["binds"]): MethodField | undefined =>
  fields.find((field) => field.binds === binds);

/* ---------------------------------------------------------------- time of the city */

const CITY_OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;

export const wallClock = (moment: Date): string =>
  new Date(moment.getTime() + CITY_OFFSET_MS).toISOString().slice(0, 16);

/** Down to five minutes, so that "now" never lies ahead. */
export const roundedDown = (moment: Date): Date =>
  new Date(Math.floor(moment.getTime() / (5 * MINUTE_MS)) * 5 * MINUTE_MS);

const momentOf = (wall: string): string => (wall === "" ? "" : `${wall.slice(0, 16)}:00+08:00`);

function plusMinutes(wall: string, minutes: number): string {
  const end = new Date(Date.parse(`${wall.slice(0, 16)}:00Z`) + minutes * MINUTE_MS);
  return Number.isNaN(end.getTime()) ? "" : end.toISOString().slice(0, 16);
}

function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / MINUTE_MS);
}

/* ---------------------------------------------------------------- a fresh form */

/** A talk is usually written down when it is over. */
const USUAL_DURATION = 30;

type Fresh = { fields: MethodField[]; confidentiality: number; lastPlace: string; now: Date };

/** What the form already says, so that the usual case needs no tap (product.md, "Light by rule"). */
export function freshEntry({ fields, confidentiality, lastPlace, now }: Fresh): EntryState {
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
    secondObserverId: "",
    centralTaskId: "",
    followUps: [],
    reason: "",
  };
}

/** Fields that are answers of their own; the others give their words to a shared fact. */
export const ownFields = (fields: MethodField[]): MethodField[] => fields.filter((field) => !field.binds);

/** A stored answer as it stands in its control. */
function typedOf(field: MethodField, value: unknown): Typed {
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

function textRow(value: unknown): TypedRow {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) =>
      typeof each === "string" || typeof each === "number" ? [[key, String(each)]] : [],
    ),
  );
}

/* ---------------------------------------------------------------- what is sent */

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
  const columns = boundField(fields, "cadres")?.columns ?? [];
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
    cadres: state.cadres.map((line) => ({
      cadreId: line.cadreId,
      roleInEvent: columns.length > 0 ? "" : line.roleInEvent,
      details: cellsOf(columns, line.details),
    })),
    dimensions: state.dimensions,
    polarity: state.polarity,
    confidentiality: Number(state.confidentiality),
    details: Object.fromEntries(details),
    evidenceNote: state.evidenceNote,
    secondObserverId: orNothing(state.secondObserverId),
    centralTaskId: orNothing(state.centralTaskId),
    followUps: state.followUps
      .filter((one) => one.title.trim() !== "" || one.dueOn !== "")
      .map((one) => ({ title: one.title, dueOn: orNothing(one.dueOn) })),
  };
}
export type EntryContent = ReturnType<typeof entryContent>;

/** An empty answer is none: it is not sent, so that a stored record holds what was said and nothing else. */
function isBlank(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every(isBlank);
  return typeof value === "object" && value !== null && Object.values(value).every(isBlank);
}

/** A row that was opened and left empty is dropped by the schema; the issue's row number must not move. */
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

/* ---------------------------------------------------------------- drafts */

/** A stored form read as far as it is understood; the method may have a newer version since. */
export function restoredEntry(stored: unknown, fresh: EntryState, fields: MethodField[]): EntryState {
  if (typeof stored !== "object" || stored === null) return fresh;
  const kept = stored as Partial<Record<keyof EntryState, unknown>>;
  const text = (key: keyof EntryState): string => {
    const value = kept[key];
    return typeof value === "string" ? value : String(fresh[key] ?? "");
  };
  const details = typeof kept.details === "object" && kept.details !== null ? kept.details : {};
  return {
    startedAt: text("startedAt"),
    endedAt: text("endedAt"),
    duration: text("duration"),
    place: text("place"),
    fact: text("fact"),
    judgement: text("judgement"),
    cadres: Array.isArray(kept.cadres) ? kept.cadres.flatMap(cadreEntryOf) : fresh.cadres,
    dimensions: Array.isArray(kept.dimensions) ? kept.dimensions.filter(isDimension) : fresh.dimensions,
    polarity: isPolarity(kept.polarity) ? kept.polarity : fresh.polarity,
    confidentiality: /^[123]$/.test(text("confidentiality"))
      ? text("confidentiality")
      : fresh.confidentiality,
    details: Object.fromEntries(
      ownFields(fields).map((field) => {
        const value: unknown = Reflect.get(details, field.key);
        return [field.key, value === undefined ? (fresh.details[field.key] ?? "") : draftedOf(field, value)];
      }),
    ),
    evidenceNote: text("evidenceNote"),
    secondObserverId: text("secondObserverId"),
    centralTaskId: text("centralTaskId"),
    followUps: Array.isArray(kept.followUps) ? kept.followUps.flatMap(followUpOf) : [],
    reason: text("reason"),
  };
}

/** A draft holds what was typed, so a moment is wall-clock text already. */
const draftedOf = (field: MethodField, value: unknown): Typed =>
  field.type === "datetime" ? (typeof value === "string" ? value : "") : typedOf(field, value);

function cadreEntryOf(value: unknown): CadreEntry[] {
  const row = textRow(value);
  if (!row.cadreId) return [];
  const details: unknown = Reflect.get(Object(value), "details");
  return [{ cadreId: row.cadreId, roleInEvent: row.roleInEvent ?? "", details: textRow(details) }];
}

function followUpOf(value: unknown): FollowUpEntry[] {
  const row = textRow(value);
  return [{ title: row.title ?? "", dueOn: row.dueOn ?? "" }];
}

const isDimension = (value: unknown): value is Dimension =>
  ["VIRTUE", "ABILITY", "DILIGENCE", "PERFORMANCE", "INTEGRITY"].includes(String(value));
const isPolarity = (value: unknown): value is Polarity =>
  ["POSITIVE", "NEUTRAL", "ATTENTION"].includes(String(value));

/** Of the copy on this device and the one on the server, the one last typed into. */
export function laterCopy(
  local: { savedAt: string; syncedAt: string | null } | null,
  server: { savedAt: string } | null,
): "local" | "server" | null {
  if (!local) return server ? "server" : null;
  if (!server) return "local";
  // nobody wrote elsewhere since this device last reached the server
  if (local.syncedAt !== null && server.savedAt <= local.syncedAt) return "local";
  return server.savedAt > local.savedAt ? "server" : "local";
}

/** What a list of drafts shows of one. */
export function firstWords(content: unknown, length = 60): string {
  if (typeof content !== "object" || content === null) return "";
  const { fact, judgement, details } = content as Record<string, unknown>;
  const typed = [fact, judgement, ...Object.values(Object(details))];
  const text = typed.find((each) => typeof each === "string" && each.trim() !== "");
  return typeof text === "string" ? [...text.trim()].slice(0, length).join("").replace(/\s+/g, " ") : "";
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
  secondObserverId: string | null;
  centralTaskId: string | null;
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
    secondObserverId: stored.secondObserverId ?? "",
    centralTaskId: stored.centralTaskId ?? "",
    // those of the record stay as they are; an amendment may add new ones
    followUps: [],
    reason: "",
  };
}

/* ---------------------------------------------------------------- who can be chosen */

type Holding = { from: string; to: string | null };
export type PickCadre = {
  id: string;
  name: string;
  title: string;
  tier: "TEAM" | "MIDDLE" | "STAFF";
  /** pinyin and initials, space-separated */
  keys: string;
  from: string;
  to: string | null;
};
export type PickTask = {
  id: string;
  name: string;
  from: string;
  to: string | null;
  members: PickCadre[];
};

const holdsOn = (one: Holding, day: string): boolean => one.from <= day && (one.to === null || day <= one.to);

/** Who held a post in the unit that day, and the chosen task's members (rule 4); team first, each once. */
export function candidatesOn(
  day: string,
  cadres: PickCadre[],
  task: PickTask | undefined,
): { team: PickCadre[]; others: PickCadre[] } {
  const seen = new Set<string>();
  const present = [...cadres, ...(task?.members ?? [])].filter((one) => {
    if (!holdsOn(one, day) || seen.has(one.id)) return false;
    seen.add(one.id);
    return true;
  });
  return {
    team: present.filter((one) => one.tier === "TEAM"),
    others: present.filter((one) => one.tier !== "TEAM"),
  };
}

export const tasksOn = (day: string, tasks: PickTask[]): PickTask[] =>
  tasks.filter((task) => holdsOn(task, day));
