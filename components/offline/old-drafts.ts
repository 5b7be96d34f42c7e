/** Until the outbox came, drafts lay in localStorage under entry-draft:<person>:<draft>. They are taken over, none is lost. */
import { keptDraft } from "@/lib/field/draft/rules";
import { newId } from "../observation/form/new-id";
import type { FieldStore } from "./field-schema";

const OLD_PREFIX = "entry-draft:";

export async function takeOverOldDrafts(store: FieldStore, viewerId: string): Promise<void> {
  for (const key of oldKeys(`${OLD_PREFIX}${viewerId}:`)) {
    const kept = keptDraft(parsed(localStorage.getItem(key)), newId);
    // what nobody can read stays where it is
    if (!kept.isReadable) continue;
    const work = store.transaction("drafts", "readwrite");
    const before = keptDraft(await work.store.get(kept.draft.id), newId);
    if (!before.isReadable || before.draft.savedAt < kept.draft.savedAt) await work.store.put(kept.draft);
    await work.done;
    localStorage.removeItem(key);
  }
}

function oldKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    // storage is switched off
    return [];
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
