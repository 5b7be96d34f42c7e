/** Copies of unsent forms on this device. Every call says whether it worked: storage may be full or forbidden. */
import { type KeptDraft, keptDraft, type LocalDraft } from "@/lib/field/draft/rules";
import { newId } from "../observation/form/new-id";
import { openStore } from "./store";

export type DraftWrite =
  | { kind: "saved"; draft: LocalDraft }
  /** another tab wrote meanwhile: nothing was overwritten */
  | { kind: "newer"; stored: LocalDraft }
  /** it lies in the outbox already */
  | { kind: "submitted" }
  | { kind: "failed" };

/** `known`: the serial that this tab last read or wrote; 0 for a draft that is not here yet. */
export async function writeDraft(
  viewerId: string,
  draft: Omit<LocalDraft, "serial">,
  known: number,
): Promise<DraftWrite> {
  const store = await openStore(viewerId);
  if (!store) return { kind: "failed" };
  try {
    const work = store.transaction(["drafts", "outbox"], "readwrite");
    const drafts = work.objectStore("drafts");
    const [stored, sent] = await Promise.all([
      drafts.get(draft.id),
      work.objectStore("outbox").getKey(draft.id),
    ]);
    if (sent !== undefined) return { kind: "submitted" };
    const before = stored === undefined ? null : keptDraft(stored, newId);
    if (before && !before.isReadable) return { kind: "failed" };
    if (before && before.draft.serial !== known) return { kind: "newer", stored: before.draft };
    const next = { ...draft, serial: known + 1 };
    drafts.put(next);
    work.commit();
    await work.done;
    return { kind: "saved", draft: next };
  } catch {
    // full
    return { kind: "failed" };
  }
}

/** What the server said of it: not a word of the text is touched. `of`: the text it spoke of, where it may have moved on. */
export async function noteDraft(
  viewerId: string,
  id: string,
  note: Pick<LocalDraft, "syncedAt" | "isSynced" | "baseVersion">,
  of?: number,
): Promise<void> {
  const store = await openStore(viewerId);
  const work = store?.transaction("drafts", "readwrite");
  const stored = await work?.store.get(id);
  const hasMovedOn = of !== undefined && Reflect.get(Object(stored), "serial") !== of;
  const isSynced = note.isSynced && !hasMovedOn;
  if (work && stored !== undefined) await work.store.put(Object.assign({}, stored, note, { isSynced }));
  await work?.done;
}

/** What was sealed at the last sign-out is opened first; a page of the desk has no other start. */
async function openedStore(viewerId: string) {
  const store = await openStore(viewerId);
  if (store && (await store.count("sealed")) > 0) {
    await import("./seal").then(({ unsealStore }) => unsealStore(viewerId)).catch(() => undefined);
  }
  return store;
}

export async function readDraft(viewerId: string, id: string): Promise<LocalDraft | null> {
  const store = await openedStore(viewerId);
  const stored = await store?.get("drafts", id);
  if (stored === undefined) return null;
  const kept = keptDraft(stored, newId);
  return kept.isReadable ? kept.draft : null;
}

export async function removeDraft(viewerId: string, id: string): Promise<void> {
  await (await openStore(viewerId))?.delete("drafts", id);
}

/** Newest first. */
export async function listDrafts(viewerId: string): Promise<KeptDraft[]> {
  const store = await openedStore(viewerId);
  const savedAt = (kept: KeptDraft) => (kept.isReadable ? kept.draft.savedAt : kept.savedAt);
  return ((await store?.getAll("drafts")) ?? [])
    .map((stored) => keptDraft(stored, newId))
    .sort((a, b) => savedAt(b).localeCompare(savedAt(a)));
}
