/** One visit that touches several of the observer's own units: a record for each of them, from one form. */
import type { MethodField } from "@/lib/methods/schema";
import type { Issue } from "@/lib/platform/result";
import { cadreLines, type EntryContent, entryContent } from "../content/rules";
import type { CadreEntry, EntryState } from "../rules";

/** Which form is being sent: the draft's id is the id of its first record. */
export type EntryHead = { id: string; unitId: string; methodId: string; methodVersionId: string };
/** What the device knows of the draft on the server. */
export type KnownDraft = { copyId: string; version: number | null; serial: number };
export type EntryBody = EntryContent & EntryHead & { visitId?: string; draft?: KnownDraft };
export type VisitBody = { id: string; unitId: string; body: EntryBody };

/**
 * What is sent: the record of the form's own unit first, then one for each other unit that is not stored yet. Time,
 * place, fact, judgement and answers are the same; each has its own cadres. What is promised, linked,
 * answered or attached stands with the first only, so that nothing is promised twice.
 */
export function visitBodies(
  state: EntryState,
  head: EntryHead,
  fields: MethodField[],
  draft?: KnownDraft,
): VisitBody[] {
  const content = entryContent(state, fields);
  const visit = state.otherUnits.length > 0 ? { visitId: state.visitId } : {};
  const { links: _, evidence: __, answers: ___, ...shared } = content;
  const others = state.otherUnits
    .filter((other) => !other.isStored)
    .map(({ id, unitId, cadres }) => ({
      id,
      unitId,
      body: { ...shared, ...head, id, unitId, cadres: cadreLines(cadres, fields), followUps: [], ...visit },
    }));
  return [
    { id: head.id, unitId: head.unitId, body: { ...content, ...head, ...visit, ...(draft && { draft }) } },
    ...others,
  ];
}

/** Takes a unit into the visit or out of it; ids are made here and nowhere else, so that a retry never makes new ones. */
export function withUnitToggled(state: EntryState, unitId: string, newId: () => string): EntryState {
  const present = state.otherUnits.find((other) => other.unitId === unitId);
  if (present) {
    // what the server has can no longer be left out
    if (present.isStored) return state;
    return { ...state, otherUnits: state.otherUnits.filter((other) => other !== present) };
  }
  return {
    ...state,
    visitId: state.visitId || newId(),
    otherUnits: [...state.otherUnits, { id: newId(), unitId, cadres: [], isStored: false }],
  };
}

/** The cadres of one of the visit's other units. */
export const withUnitCadres = (state: EntryState, unitId: string, cadres: CadreEntry[]): EntryState => ({
  ...state,
  otherUnits: state.otherUnits.map((other) => (other.unitId === unitId ? { ...other, cadres } : other)),
});

/** The server has this record: it is not sent again. */
export const withUnitStored = (state: EntryState, id: string): EntryState => ({
  ...state,
  otherUnits: state.otherUnits.map((other) => (other.id === id ? { ...other, isStored: true } : other)),
});

/** What is wrong with the record of another unit stands at that unit's cadres; the rest is the first record's too. */
export const issuesAtUnit = (issues: Issue[], unitId: string): Issue[] =>
  issues
    .filter(({ path }) => path === "cadres" || path.startsWith("cadres."))
    .map((issue) => ({ ...issue, path: issue.path.replace("cadres", unitPath(unitId)) }));

/** Where the cadres of another unit stand in the form. */
export const unitPath = (unitId: string): string => `otherUnits.${unitId}`;

/** A version that goes on by itself makes records of its own: what the server has of the visit is not sent again. */
export const asOwnDraft = (state: EntryState, newId: () => string): EntryState => {
  const others = state.otherUnits.filter((other) => !other.isStored);
  return {
    ...state,
    visitId: others.length > 0 ? newId() : "",
    otherUnits: others.map((other) => ({ ...other, id: newId() })),
  };
};
