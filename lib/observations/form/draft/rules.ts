/** A form that was put aside: on this device, on the server, or by an earlier version of the form. */
import { DIMENSIONS, type Dimension } from "@/lib/dimensions/schema";
import type { MethodField } from "@/lib/methods/schema";
import type { Polarity } from "../../schema";
import {
  type CadreEntry,
  type EntryState,
  type EvidenceEntry,
  type FollowUpEntry,
  type OtherUnitEntry,
  ownFields,
  type Typed,
  textRow,
  typedOf,
} from "../rules";

/** Bumped when the stored form changes; an older draft is read as far as it is understood. */
export const FORM_VERSION = 2;

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
    // a form of version 1 knew no files
    evidence: Array.isArray(kept.evidence) ? kept.evidence.flatMap(evidenceOf) : fresh.evidence,
    secondObserverId: text("secondObserverId"),
    centralTaskId: text("centralTaskId"),
    followUps: Array.isArray(kept.followUps) ? kept.followUps.flatMap(followUpOf) : [],
    // a form of version 1 knew none of these
    conductItemIds: idsOf(kept.conductItemIds) ?? fresh.conductItemIds,
    links: idsOf(kept.links) ?? fresh.links,
    answers: text("answers"),
    visitId: text("visitId"),
    otherUnits: Array.isArray(kept.otherUnits) ? kept.otherUnits.flatMap(otherUnitOf) : fresh.otherUnits,
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

function evidenceOf(value: unknown): EvidenceEntry[] {
  const { id, name = "", type = "", size, sha256, captureSha256 = "", takenAt } = textRow(value);
  // without these the file could neither be found nor announced
  if (!id || !sha256 || !(Number(size) > 0)) return [];
  return [{ id, name, type, size: Number(size), sha256, captureSha256, takenAt: takenAt ?? null }];
}

/** The records that a put-aside form is linked to. */
export const draftLinks = (content: unknown): string[] =>
  (idsOf(Reflect.get(Object(content), "links")) ?? []).filter((id) => UUID.test(id));

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const idsOf = (value: unknown): string[] | null =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : null;

function otherUnitOf(value: unknown): OtherUnitEntry[] {
  const { id, unitId } = textRow(value);
  // without its id the record could be stored twice
  if (!id || !unitId) return [];
  const cadres: unknown = Reflect.get(Object(value), "cadres");
  return [
    {
      id,
      unitId,
      cadres: Array.isArray(cadres) ? cadres.flatMap(cadreEntryOf) : [],
      isStored: Reflect.get(Object(value), "isStored") === true,
    },
  ];
}

const isDimension = (value: unknown): value is Dimension => DIMENSIONS.some((one) => one === value);
const isPolarity = (value: unknown): value is Polarity =>
  ["POSITIVE", "NEUTRAL", "ATTENTION"].includes(String(value));

/** What became of a save: `newer` is what another device wrote meanwhile, and nothing was changed. */
export type DraftAnswer =
  | { kind: "saved"; savedAt: string; version: number }
  | { kind: "newer"; savedAt: string; version: number; content: Record<string, unknown> }
  | { kind: "gone"; why: "submitted" | "discarded" };

type LocalCopy = {
  copyId: string;
  baseVersion: number | null;
  isSynced: boolean;
  syncedAt: string | null;
};
type ServerCopy = { copyId: string | null; version: number; savedAt: string };

/** Which copy a form opens with; `both` where each holds words that the other has not, and the person chooses. */
export function openedFrom(
  local: LocalCopy | null,
  server: ServerCopy | null,
): "local" | "server" | "both" | null {
  if (!local) return server ? "server" : null;
  if (!server) return "local";
  // this copy wrote last, though the answer may have been lost
  if (server.copyId === local.copyId) return "local";
  const isKnown =
    local.baseVersion === null
      ? // taken over from a form that knew no versions
        local.syncedAt !== null && server.savedAt <= local.syncedAt
      : server.version <= local.baseVersion;
  if (isKnown) return "local";
  return local.isSynced ? "server" : "both";
}

/** What a list of drafts shows of one. */
export function firstWords(content: unknown, length = 60): string {
  if (typeof content !== "object" || content === null) return "";
  const { fact, judgement, details } = content as Record<string, unknown>;
  const typed = [fact, judgement, ...Object.values(Object(details))];
  const text = typed.find((each) => typeof each === "string" && each.trim() !== "");
  return typeof text === "string" ? [...text.trim()].slice(0, length).join("").replace(/\s+/g, " ") : "";
}
