/**
 * Between sign-out and the next sign-in nothing readable stays on the device: what the server does not have yet is
 * sealed with the person's own key, which the server gives to nobody else (docs/adr/0006).
 */
import { isDraftToKeep, keptDraft, type LocalDraft } from "@/lib/field/draft/rules";
import { isItemToKeep } from "@/lib/field/outbox/handling/rules";
import { keptItem } from "@/lib/field/outbox/stored/rules";
import { newId } from "../observation/form/new-id";
import { canEncrypt, seal, sealingKey, unseal } from "./cipher";
import type { FieldStore } from "./field-schema";
import { openStore } from "./store";

const KEY = "offlineKey";
const STORES = ["drafts", "outbox", "files"] as const;
type StoreName = (typeof STORES)[number];

/* ---------------------------------------------------------------- the key */

async function keptKey(store: FieldStore): Promise<CryptoKey | null> {
  const key = await store.get("meta", KEY);
  return key instanceof CryptoKey ? key : null;
}

/** While signed in: fetched once, so that a sign-out without a network can seal. False where there is none to be had. */
export async function keepKey(viewerId: string): Promise<boolean> {
  const store = await openStore(viewerId);
  if (!store || !canEncrypt()) return false;
  if (await keptKey(store)) return true;
  const bytes = await fetchedKey(viewerId);
  if (!bytes) return false;
  await store.put("meta", await sealingKey(bytes), KEY);
  return true;
}

async function fetchedKey(viewerId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await fetch("/api/v1/field/key", {
    cache: "no-store",
    // another person may have signed in meanwhile: their key is not ours
    headers: { "x-author": viewerId },
    signal: AbortSignal.timeout(15_000),
  }).catch(() => null);
  if (!response?.ok) return null;
  const { key }: { key: string } = await response.json();
  return Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
}

/* ---------------------------------------------------------------- what is sealed */

type Place = { store: StoreName; id: string };

/** An entry or a draft with its files: sealed together, so that none of them is looked for in vain. */
async function unsent(store: FieldStore): Promise<Place[][]> {
  const [drafts, items, files] = await Promise.all([
    store.getAll("drafts"),
    store.getAll("outbox"),
    store.getAllKeys("files"),
  ]);
  const texts = [
    ...drafts.filter((raw) => isDraftToKeep(keptDraft(raw, newId))).map((raw) => textOf("drafts", raw)),
    ...items.filter((raw) => isItemToKeep(keptItem(raw))).map((raw) => textOf("outbox", raw)),
  ];
  // an id is random: where it stands in a text, the file is that text's
  return texts.map(({ place, whole }) => [
    place,
    ...files.filter((id) => whole.includes(id)).map((id) => ({ store: "files" as const, id })),
  ]);
}

const textOf = (store: StoreName, raw: unknown) => ({
  place: { store, id: String(Reflect.get(Object(raw), "id")) },
  whole: JSON.stringify(raw),
});

/**
 * At sign-out. Each one is sealed and its readable self removed in one transaction: cut short at any moment, everything
 * is there, readable or sealed. `noKey`: nothing was touched, and the person decides.
 */
export async function sealStore(viewerId: string): Promise<"sealed" | "nothing" | "noKey"> {
  const store = await openStore(viewerId);
  if (!store) return "nothing";
  const waiting = await unsent(store);
  const key = await keptKey(store);
  if (waiting.length > 0) {
    if (!key || !canEncrypt()) return "noKey";
    for (const group of waiting) await sealGroup(store, key, group);
  }
  await store.delete("meta", KEY);
  return waiting.length > 0 ? "sealed" : "nothing";
}

async function sealGroup(store: FieldStore, key: CryptoKey, group: Place[]): Promise<void> {
  for (;;) {
    const values = await Promise.all(group.map((place) => store.get(place.store, place.id)));
    const sealed = await Promise.all(
      group.map((place, at) => (values[at] === undefined ? null : seal(key, nameOf(place), values[at]))),
    );
    const work = store.transaction(["drafts", "outbox", "files", "sealed"], "readwrite");
    const now = await Promise.all(group.map((place) => work.objectStore(place.store).get(place.id)));
    // a last letter may have been written while it was encrypted; a file is never changed under its id
    const isSame = JSON.stringify(now) === JSON.stringify(values);
    for (const [at, place] of group.entries()) {
      const value = sealed[at];
      if (!isSame || !value) continue;
      work.objectStore("sealed").put(value, nameOf(place));
      work.objectStore(place.store).delete(place.id);
    }
    await work.done;
    if (isSame) return;
  }
}

const nameOf = (place: Place): string => `${place.store}/${place.id}`;

/* ---------------------------------------------------------------- opening */

type Opened = { opened: number; left: number };

/** At a start with a session. What cannot be opened stays sealed. */
export async function unsealStore(viewerId: string): Promise<Opened> {
  const store = await openStore(viewerId);
  const places = (await store?.getAllKeys("sealed")) ?? [];
  if (!store || places.length === 0) return { opened: 0, left: 0 };
  await keepKey(viewerId);
  const key = await keptKey(store);
  if (!key) return { opened: 0, left: places.length };
  // the files first: an entry that can be sent finds its own
  const inOrder = [...places].sort((a, b) => Number(b.startsWith("files/")) - Number(a.startsWith("files/")));
  let opened = 0;
  for (const place of inOrder) if (await unsealOne(store, key, place)) opened += 1;
  return { opened, left: (await store.getAllKeys("sealed")).length };
}

async function unsealOne(store: FieldStore, key: CryptoKey, place: string): Promise<boolean> {
  const [name, id = ""] = place.split("/");
  const target = STORES.find((one) => one === name);
  const sealed = await store.get("sealed", place);
  if (!target || !sealed) return false;
  const value = await unseal(key, place, sealed).catch(() => null);
  if (value === null) return false;
  const work = store.transaction([target, "sealed"], "readwrite");
  // another tab may have opened it meanwhile
  if ((await work.objectStore("sealed").get(place)) === undefined) return false;
  const present = await work.objectStore(target).get(id);
  const kept = present === undefined ? value : besides(target, value);
  if (kept !== null) work.objectStore(target).put(kept as never);
  work.objectStore("sealed").delete(place);
  await work.done;
  return true;
}

/** Something lies there already: a draft stays beside it, an entry or a file of the same id is the same one. */
export function besides(target: StoreName, value: unknown): LocalDraft | null {
  if (target !== "drafts") return null;
  const kept = keptDraft(value, newId);
  if (!kept.isReadable) return null;
  const { draft } = kept;
  return {
    ...draft,
    id: newId(),
    copyId: newId(),
    otherVersionOf: draft.id,
    baseVersion: null,
    syncedAt: null,
    isSynced: false,
  };
}
