/**
 * Copies of unsent forms on this device. Keys carry the person's id, so that nobody else who signs in here is
 * shown them; sign-out removes them. Storage may be full or forbidden: every call says whether it worked.
 */
import type { EntryState } from "@/lib/observations/form/rules";

export type LocalDraft = {
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
  /** goes with each save, so that a lost answer never looks like another device */
  copyId?: string;
  /** the server's version that the text began from */
  baseVersion?: number | null;
  serial?: number;
};

const PREFIX = "entry-draft";
const keyOf = (viewerId: string, draftId: string): string => `${PREFIX}:${viewerId}:${draftId}`;

function store(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    // storage is switched off; the server copy remains
    return null;
  }
}

export function writeLocalDraft(viewerId: string, draft: LocalDraft): boolean {
  try {
    store()?.setItem(keyOf(viewerId, draft.id), JSON.stringify(draft));
    return store() !== null;
  } catch {
    // full
    return false;
  }
}

export function readLocalDraft(viewerId: string, draftId: string): LocalDraft | null {
  return parsed(store()?.getItem(keyOf(viewerId, draftId)) ?? null);
}

export function removeLocalDraft(viewerId: string, draftId: string): void {
  store()?.removeItem(keyOf(viewerId, draftId));
}

/** Newest first. */
export function listLocalDrafts(viewerId: string): LocalDraft[] {
  return keys(viewerId)
    .flatMap((key) => parsed(store()?.getItem(key) ?? null) ?? [])
    .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
}

/** For sign-out: what this person left on this device. */
export function clearLocalDrafts(viewerId: string): void {
  for (const key of keys(viewerId)) store()?.removeItem(key);
}

function keys(viewerId: string): string[] {
  const storage = store();
  if (!storage) return [];
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "").filter((key) =>
    key.startsWith(`${PREFIX}:${viewerId}:`),
  );
}

function parsed(text: string | null): LocalDraft | null {
  if (!text) return null;
  try {
    const draft: LocalDraft = JSON.parse(text);
    return typeof draft.id === "string" && typeof draft.state === "object" ? draft : null;
  } catch {
    return null;
  }
}
