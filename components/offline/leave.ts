/** Signing out: what may stay on this device, and what must go (the "removed on sign-out"). */

import { keptDraft } from "@/lib/field/draft/rules";
import { isUnsent } from "@/lib/field/outbox/handling/rules";
import { keptItem } from "@/lib/field/outbox/stored/rules";
import { newId } from "../observation/form/new-id";
import { setDeviceViewer } from "./device";
import { stopFlush } from "./flush";
import { stopKeepingKit } from "./kit-store";
import { openStore } from "./store";

export type Unfinished = { entries: number; drafts: number };

/** What this person left here that the server does not have. */
export async function unfinishedOf(viewerId: string): Promise<Unfinished> {
  const store = await openStore(viewerId);
  if (!store) return { entries: 0, drafts: 0 };
  const [items, drafts] = await Promise.all([store.getAll("outbox"), store.getAll("drafts")]);
  return { entries: items.filter(isToKeep).length, drafts: drafts.filter(isDraftToKeep).length };
}

const isToKeep = (stored: unknown): boolean => {
  const kept = keptItem(stored);
  return !kept.isReadable || isUnsent(kept.item);
};
const isDraftToKeep = (stored: unknown): boolean => {
  const kept = keptDraft(stored, newId);
  return !kept.isReadable || !kept.draft.isSynced;
};

/**
 * Takes away the kit, what has arrived, and drafts that the server has. The rest stays in this person's own
 * database, is shown to nobody else, and goes on after the next sign-in.
 */
export async function leaveDevice(viewerId: string): Promise<void> {
  stopFlush();
  stopKeepingKit(viewerId);
  setDeviceViewer(null);
  const store = await openStore(viewerId);
  if (!store) return;
  const work = store.transaction(["kit", "outbox", "drafts", "files"], "readwrite");
  const outbox = work.objectStore("outbox");
  const drafts = work.objectStore("drafts");
  const files = work.objectStore("files");
  work.objectStore("kit").clear();
  const [items, forms, blobs] = await Promise.all([outbox.getAll(), drafts.getAll(), files.getAllKeys()]);
  for (const item of items) if (!isToKeep(item)) outbox.delete(idOf(item));
  for (const form of forms) if (!isDraftToKeep(form)) drafts.delete(idOf(form));
  const holders = JSON.stringify([...items.filter(isToKeep), ...forms.filter(isDraftToKeep)]);
  for (const id of blobs) if (!holders.includes(id)) files.delete(id);
  await work.done;
}

const idOf = (stored: unknown): string => String(Reflect.get(Object(stored), "id"));

/** By next-auth's own door, whose address no release changes; false without a line. */
export async function endSession(): Promise<boolean> {
  try {
    const { csrfToken } = await (
      await fetch("/api/auth/csrf", { signal: AbortSignal.timeout(PATIENCE_MS) })
    ).json();
    const response = await fetch("/api/auth/signout", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, json: "true" }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

const PATIENCE_MS = 10_000;
