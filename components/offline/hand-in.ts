/** A submitted form goes into the outbox; where this device keeps nothing, it is sent at once and waited for. */
import { itemsOf } from "@/lib/field/outbox/parcel/rules";
import { answered, type NewItem, newFile, newItem, type OutboxItem } from "@/lib/field/outbox/rules";
import type { EvidenceEntry } from "@/lib/observations/form/rules";
import type { FieldStore } from "./field-schema";
import { addItems, changeItem, findItem, tell } from "./outbox-store";
import { postEntry } from "./post-entry";
import { openStore, readMeta, writeMeta } from "./store";

export type HandedIn =
  | { kind: "kept" }
  /** submitted before, with other words: from another window, or before a crash */
  | { kind: "taken" }
  /** nothing is kept here: what the server said of it */
  | { kind: "sent"; items: OutboxItem[] };

export async function handIn(form: Parameters<typeof itemsOf>[0], draftId: string): Promise<HandedIn> {
  const { viewerId } = form;
  const items = itemsOf(form, new Date());
  const added = await addItems(viewerId, items, draftId);
  if (added === "added") {
    const store = await openStore(viewerId);
    if (store) void askForPersistence(store);
    return { kind: "kept" };
  }
  if (added === "taken") return { kind: (await isSame(items)) ? "kept" : "taken" };
  return { kind: "sent", items: await sendAll(items) };
}

/** Of an entry that the server has: its files follow, also beside those of an earlier revision. */
export async function handInFiles(entry: Omit<NewItem, "files">, captured: EvidenceEntry[]): Promise<void> {
  const now = new Date();
  const files = captured.map((one) => newFile(one, now));
  const received = { state: "received", outcome: "SUBMITTED", receivedAt: now.toISOString() } as const;
  const added = await addItems(
    entry.viewerId,
    [{ ...newItem({ ...entry, files }, now), ...received }],
    entry.id,
  );
  const store = await openStore(entry.viewerId);
  if (added === "taken" && store) {
    await changeItem(store, entry.id, (item) => ({ ...item, ...received, files: [...item.files, ...files] }));
  }
  const { startFlush } = await import("./flush");
  startFlush(entry.viewerId);
  tell("added");
}

async function isSame(items: OutboxItem[]): Promise<boolean> {
  const present = await Promise.all(items.map((item) => findItem(item.viewerId, item.id)));
  return present.every((item, at) => JSON.stringify(item?.body) === JSON.stringify(items[at]?.body));
}

/** One after the other, the form's own record last: storing it is the end of the draft. */
async function sendAll(items: OutboxItem[]): Promise<OutboxItem[]> {
  const sent: OutboxItem[] = [];
  for (const item of [...items].reverse()) {
    const answer = await postEntry(item, "person");
    const { item: after, pause } = answered(item, answer, { now: new Date(), random: 0 });
    sent.unshift(pause ? { ...after, reason: { code: pause.code } } : after);
  }
  return sent;
}

/** Once, when the first entry is kept: the browser may ask the person, and should not ask again and again. */
async function askForPersistence(store: FieldStore): Promise<void> {
  if (!navigator.storage?.persist || (await readMeta(store, "persistence"))) return;
  await writeMeta(store, "persistence", "asked");
  await navigator.storage.persist();
}
