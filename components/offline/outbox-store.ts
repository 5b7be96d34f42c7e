/** The outbox in this device's store. Every change is one transaction, and every tab hears of it. */
import { type LocalDraft, resumedCopy } from "@/lib/field/draft/rules";
import { asNewRecord, mayEdit, mayLeave, retried } from "@/lib/field/outbox/handling/rules";
import type { OutboxItem } from "@/lib/field/outbox/rules";
import { type KeptItem, keptItem } from "@/lib/field/outbox/stored/rules";
import { FORM_VERSION } from "@/lib/observations/form/draft/rules";
import { newId } from "../observation/form/new-id";
import type { FieldStore } from "./field-schema";
import { openStore } from "./store";

/* ---------------------------------------------------------------- who hears of a change */

type News = "added" | "changed";
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("field-outbox");
const listeners = new Set<(news: News) => void>();
if (channel) channel.onmessage = ({ data }) => tellHere(data);

function tellHere(news: News) {
  for (const listener of listeners) listener(news);
}

export function tell(news: News): void {
  tellHere(news);
  channel?.postMessage(news);
}

/** Of this tab and of all others. */
export function listen(listener: (news: News) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/* ---------------------------------------------------------------- reading */

const itemOf = (kept: KeptItem): OutboxItem[] => (kept.isReadable ? [kept.item] : []);

/** Newest first; what this release can't read stands among them. */
export async function listKept(viewerId: string): Promise<KeptItem[]> {
  const store = await openStore(viewerId);
  const madeAt = (kept: KeptItem) => (kept.isReadable ? kept.item.madeAt : String(kept.raw.madeAt ?? ""));
  return ((await store?.getAll("outbox")) ?? [])
    .map(keptItem)
    .sort((a, b) => madeAt(b).localeCompare(madeAt(a)));
}

export const listItems = async (viewerId: string): Promise<OutboxItem[]> =>
  (await listKept(viewerId)).flatMap(itemOf);

export async function findItem(viewerId: string, id: string): Promise<OutboxItem | null> {
  const stored = await (await openStore(viewerId))?.get("outbox", id);
  return stored === undefined ? null : (itemOf(keptItem(stored))[0] ?? null);
}

/* ---------------------------------------------------------------- writing */

/**
 * A form becomes its entries, all or none, and its draft goes in the same transaction. `taken`: such an entry is
 * there already, sent from another tab or before a crash; it is never overwritten.
 */
export async function addItems(
  viewerId: string,
  items: OutboxItem[],
  draftId: string,
): Promise<"added" | "taken" | "failed"> {
  const store = await openStore(viewerId);
  if (!store) return "failed";
  try {
    const work = store.transaction(["outbox", "drafts"], "readwrite");
    const outbox = work.objectStore("outbox");
    const present = await Promise.all(items.map((item) => outbox.getKey(item.id)));
    if (present.some((key) => key !== undefined)) return "taken";
    for (const item of items) outbox.put(item);
    work.objectStore("drafts").delete(draftId);
    await work.done;
  } catch {
    // full
    return "failed";
  }
  tell("added");
  return "added";
}

/** Reads, decides and writes in one transaction; `null` leaves it as it is. */
export async function changeItem(
  store: FieldStore,
  id: string,
  next: (item: OutboxItem) => OutboxItem | null,
): Promise<OutboxItem | null> {
  const work = store.transaction(["outbox", "files"], "readwrite");
  const outbox = work.objectStore("outbox");
  const [item] = itemOf(keptItem(await outbox.get(id)));
  const changed = item ? next(item) : null;
  if (changed) {
    outbox.put(changed);
    // the server has them: room for the next ones
    for (const file of changed.files) {
      if (file.state === "received") work.objectStore("files").delete(file.id);
    }
  }
  await work.done;
  if (changed) tell("changed");
  return changed;
}

export async function retryItem(viewerId: string, id: string): Promise<void> {
  const store = await openStore(viewerId);
  if (store) await changeItem(store, id, (item) => retried(item, new Date()));
  tell("added");
}

/** Back to a draft under the same id, with all that was typed; never while it is on its way. */
export async function editItem(viewerId: string, id: string): Promise<LocalDraft | null> {
  const store = await openStore(viewerId);
  if (!store) return null;
  const work = store.transaction(["outbox", "drafts"], "readwrite");
  const [item] = itemOf(keptItem(await work.objectStore("outbox").get(id)));
  const draft = item && mayEdit(item) ? draftOf(item) : null;
  if (draft) {
    work.objectStore("drafts").put(draft);
    work.objectStore("outbox").delete(id);
  }
  await work.done;
  if (draft) tell("changed");
  return draft;
}

const draftOf = (item: OutboxItem): LocalDraft => ({
  version: FORM_VERSION,
  id: item.id,
  unitId: item.form.unitId,
  unitName: item.unitName,
  methodId: item.form.methodId,
  methodName: item.methodName,
  observationId: null,
  savedAt: new Date().toISOString(),
  syncedAt: null,
  isSynced: false,
  state: item.form.state,
  ...resumedCopy(item.body.draft, newId),
  otherVersionOf: null,
});

/** The stored record stays as it is; what stands here is sent beside it. */
export async function sendAsNew(viewerId: string, id: string): Promise<void> {
  const store = await openStore(viewerId);
  if (!store) return;
  const work = store.transaction(["outbox", "files"], "readwrite");
  const [item] = itemOf(keptItem(await work.objectStore("outbox").get(id)));
  if (item) {
    const files = work.objectStore("files");
    const fileIds = new Map(item.files.map((file) => [file.id, newId()]));
    for (const [before, after] of fileIds) {
      const stored = await files.get(before);
      if (stored) files.put({ ...stored, id: after });
      files.delete(before);
    }
    work.objectStore("outbox").delete(id);
    work.objectStore("outbox").put(asNewRecord(item, newId(), fileIds, new Date()));
  }
  await work.done;
  tell("added");
}

/** Asked and confirmed by the person. */
export async function removeItem(viewerId: string, id: string): Promise<void> {
  const store = await openStore(viewerId);
  if (!store) return;
  const work = store.transaction(["outbox", "files"], "readwrite");
  const [item] = itemOf(keptItem(await work.objectStore("outbox").get(id)));
  for (const file of item?.files ?? []) work.objectStore("files").delete(file.id);
  work.objectStore("outbox").delete(id);
  await work.done;
  tell("changed");
}

/* ---------------------------------------------------------------- tidying */

const A_DAY_MS = 86_400_000;

/** What arrived a week ago, and files that belong to nothing any more. */
export async function tidy(store: FieldStore, now: Date): Promise<void> {
  // what is sealed can't say which files are its own
  if ((await store.count("sealed")) > 0) return;
  const work = store.transaction(["outbox", "drafts", "files"], "readwrite");
  const [items, drafts, files] = await Promise.all([
    work.objectStore("outbox").getAll(),
    work.objectStore("drafts").getAll(),
    work.objectStore("files").getAll(),
  ]);
  const kept = items.map(keptItem);
  for (const item of kept.flatMap(itemOf)) {
    if (mayLeave(item, now)) work.objectStore("outbox").delete(item.id);
  }
  // an id is random: where it stands in the text of a draft, it is that draft's
  const holders = JSON.stringify([...drafts, ...items]);
  for (const file of files) {
    const isOld = now.getTime() - Date.parse(file.at) > A_DAY_MS;
    if (isOld && !holders.includes(file.id)) work.objectStore("files").delete(file.id);
  }
  await work.done;
}
