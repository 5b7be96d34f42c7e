/** A draft in this device's store, written by this release, by an older or by a newer one: kept and shown, never discarded. */
import { FORM_VERSION, firstWords } from "@/lib/observations/form/draft/rules";
import type { EntryState } from "@/lib/observations/form/rules";

export type LocalDraft = {
  /** of the form, see FORM_VERSION */
  version: number;
  id: string;
  unitId: string;
  unitName: string;
  methodId: string;
  methodName: string;
  observationId: string | null;
  /** by this device's clock */
  savedAt: string;
  /** the server's time of the copy it last took from here */
  syncedAt: string | null;
  /** the server has everything that stands here */
  isSynced: boolean;
  state: EntryState;
  /** made with the first write of this draft on this device */
  copyId: string;
  /** of the text: one more with each write, by whichever tab */
  serial: number;
  /** the server's version that the text began from */
  baseVersion: number | null;
  /** kept aside when another version of this draft was chosen */
  otherVersionOf: string | null;
};

export type KeptDraft =
  | { isReadable: true; draft: LocalDraft }
  /** a newer release wrote it, or nobody knows who */
  | { isReadable: false; id: string; savedAt: string; words: string };

type Raw = Record<string, unknown>;

/** Until version 1, drafts lay in localStorage: one tab, and no versions on the server. */
const added: Pick<LocalDraft, "serial" | "baseVersion" | "otherVersionOf"> = {
  serial: 0,
  baseVersion: null,
  otherVersionOf: null,
};

export function keptDraft(stored: unknown, newId: () => string): KeptDraft {
  const raw: Raw = typeof stored === "object" && stored !== null ? { ...stored } : {};
  const version = typeof raw.version === "number" ? raw.version : 0;
  // the form itself is read field by field when it is opened, whatever its age
  const draft = { copyId: newId(), ...added, ...raw, version: FORM_VERSION };
  if (version <= FORM_VERSION && isDraft(draft)) return { isReadable: true, draft };
  return {
    isReadable: false,
    id: typeof raw.id === "string" ? raw.id : "",
    savedAt: typeof raw.savedAt === "string" ? raw.savedAt : "",
    words: firstWords(raw.state),
  };
}

/**
 * A refused entry goes on as the copy that it was submitted from (`draft` of its body): a save that was still under way
 * then is its own earlier text, and no other device's. What an earlier release submitted says too little for that.
 */
export function resumedCopy(
  draft: unknown,
  newId: () => string,
): Pick<LocalDraft, "copyId" | "serial" | "baseVersion"> {
  const { copyId, serial, version }: Record<string, unknown> = Object(draft);
  const baseVersion = typeof version === "number" ? version : null;
  return typeof copyId === "string" && typeof serial === "number"
    ? { copyId, serial: serial + 1, baseVersion }
    : { copyId: newId(), serial: 1, baseVersion };
}

function isDraft(raw: Raw & { serial: number }): raw is Raw & LocalDraft {
  const { id, unitId, methodId, savedAt, state } = raw;
  return (
    [id, unitId, methodId, savedAt].every((text) => typeof text === "string") &&
    id !== "" &&
    typeof state === "object" &&
    state !== null
  );
}

/** The server does not have all of it: the text, or files that lie on this device only until it is submitted. */
export const isDraftToKeep = (kept: KeptDraft): boolean =>
  !kept.isReadable || !kept.draft.isSynced || (kept.draft.state.evidence ?? []).length > 0;
