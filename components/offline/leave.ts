/** Signing out: what may stay on this device, and what must go (the "removed on sign-out"). */

import { isDraftToKeep, keptDraft } from "@/lib/field/draft/rules";
import { isItemToKeep } from "@/lib/field/outbox/handling/rules";
import { keptItem } from "@/lib/field/outbox/stored/rules";
import { newId } from "../observation/form/new-id";
import { deviceViewer, setDeviceViewer } from "./device";
import { stopFlush } from "./flush";
import { stopKeepingKit } from "./kit-store";
import { leavePush } from "./push";
import { keepKey, sealStore } from "./seal";
import { openStore, personOf } from "./store";

export type Unfinished = { entries: number; drafts: number };

/** What this person left here that the server does not have. */
export async function unfinishedOf(viewerId: string): Promise<Unfinished> {
  const store = await openStore(viewerId);
  if (!store) return { entries: 0, drafts: 0 };
  const [items, drafts] = await Promise.all([store.getAll("outbox"), store.getAll("drafts")]);
  return { entries: items.filter(isToKeep).length, drafts: drafts.filter(isFormToKeep).length };
}

const isToKeep = (stored: unknown): boolean => isItemToKeep(keptItem(stored));
const isFormToKeep = (stored: unknown): boolean => isDraftToKeep(keptDraft(stored, newId));

/** Whether what waits can be sealed; without HTTPS, or without a line before the first key, it cannot. */
export const maySeal = (viewerId: string): Promise<boolean> => keepKey(viewerId);

/**
 * Takes away the kit, what has arrived, and drafts that the server has. The rest stays in this person's own
 * database, sealed, and goes on after the next sign-in.
 */
export async function leaveDevice(viewerId: string): Promise<void> {
  stopFlush();
  stopKeepingKit(viewerId);
  setDeviceViewer(null);
  await Promise.all([leavePush(viewerId), clearAndSeal(viewerId)]);
}

async function clearAndSeal(viewerId: string): Promise<void> {
  const store = await openStore(viewerId);
  if (!store) return;
  const work = store.transaction(["kit", "outbox", "drafts", "files"], "readwrite");
  const outbox = work.objectStore("outbox");
  const drafts = work.objectStore("drafts");
  const files = work.objectStore("files");
  work.objectStore("kit").clear();
  const [items, forms, blobs] = await Promise.all([outbox.getAll(), drafts.getAll(), files.getAllKeys()]);
  for (const item of items) if (!isToKeep(item)) outbox.delete(idOf(item));
  for (const form of forms) if (!isFormToKeep(form)) drafts.delete(idOf(form));
  const holders = JSON.stringify([...items.filter(isToKeep), ...forms.filter(isFormToKeep)]);
  for (const id of blobs) if (!holders.includes(id)) files.delete(id);
  await work.done;
  await sealStore(viewerId);
}

/** Another person signs in where nobody signed out: the same for what the others left, under their own keys. */
export async function leaveOthers(viewerId: string): Promise<void> {
  // an older browser does not tell which databases there are
  const databases = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  const last = deviceViewer();
  // whoever is there now is told of their own notices only
  if (last && last !== viewerId) await leavePush(last);
  const people = new Set([last, ...databases.map(({ name = "" }) => personOf(name))]);
  for (const other of people) {
    if (other && other !== viewerId) await clearAndSeal(other).catch(() => undefined);
  }
}

/** Where nothing can be sealed, and the person said so: nothing readable stays for whoever takes up the device next. */
export async function discardAll(viewerId: string): Promise<void> {
  const store = await openStore(viewerId);
  if (!store) return;
  const work = store.transaction(["outbox", "drafts", "files"], "readwrite");
  for (const name of ["outbox", "drafts", "files"] as const) work.objectStore(name).clear();
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
