/**
 * Between sign-out and the next sign-in nothing readable stays on the device: what the server does not have yet is
 * sealed with the person's own key, which the server gives to nobody else (docs/adr/0006).
 */
import { keptDraft, type LocalDraft } from "@/lib/field/draft/rules";
import { keptItem } from "@/lib/field/outbox/stored/rules";
import { newId } from "../observation/form/new-id";
import { canEncrypt, seal, sealingKey, unseal } from "./cipher";
import { type FieldStore, openStore } from "./store";

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

type Unsent = { store: StoreName; id: string };

/** Entries the server has not confirmed, drafts it does not have whole, and the files of both. */
async function unsent(store: FieldStore): Promise<Unsent[]> {
  const [drafts, items, files] = await Promise.all([
    store.getAll("drafts"),
    store.getAll("outbox"),
    store.getAllKeys("files"),
  ]);
  const found = [
    ...drafts.map((raw) => ({ store: "drafts" as const, kept: keptDraft(raw, newId), raw })),
    ...items.map((raw) => ({ store: "outbox" as const, kept: keptItem(raw), raw })),
  ].filter(({ kept }) => {
    // what this release can't read may be worth all the more
    if (!kept.isReadable) return true;
    if ("item" in kept) return kept.item.state !== "received" || kept.item.files.some(isWaiting);
    return !kept.draft.isSynced || kept.draft.state.evidence?.length > 0;
  });
  const texts = found.flatMap(({ store: name, raw }) => {
    const id: unknown = Reflect.get(Object(raw), "id");
    return typeof id === "string" ? [{ store: name, id }] : [];
  });
  return texts.length === 0 ? [] : [...texts, ...files.map((id) => ({ store: "files" as const, id }))];
}

const isWaiting = (file: { state: string }): boolean => file.state !== "received";

export async function countUnsent(viewerId: string): Promise<number> {
  const store = await openStore(viewerId);
  if (!store) return 0;
  return (await unsent(store)).filter((one) => one.store !== "files").length;
}

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
    for (const one of waiting) await sealOne(store, key, one);
  }
  await store.delete("meta", KEY);
  return waiting.length > 0 ? "sealed" : "nothing";
}

async function sealOne(store: FieldStore, key: CryptoKey, one: Unsent): Promise<void> {
  const place = `${one.store}/${one.id}`;
  for (;;) {
    const value = await store.get(one.store, one.id);
    if (value === undefined) return;
    const sealed = await seal(key, place, value);
    const work = store.transaction([one.store, "sealed"], "readwrite");
    // a last letter may have been written while it was encrypted
    const isSame = isEqual(await work.objectStore(one.store).get(one.id), value);
    if (isSame) {
      work.objectStore("sealed").put(sealed, place);
      work.objectStore(one.store).delete(one.id);
    }
    await work.done;
    if (isSame) return;
  }
}

/** A file is never changed under its id. */
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

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
  let opened = 0;
  for (const place of places) if (await unsealOne(store, key, place)) opened += 1;
  return { opened, left: places.length - opened };
}

async function unsealOne(store: FieldStore, key: CryptoKey, place: string): Promise<boolean> {
  const [name, id = ""] = place.split("/");
  const target = STORES.find((one) => one === name);
  const sealed = await store.get("sealed", place);
  if (!target || !sealed) return false;
  const value = await unseal(key, place, sealed).catch(() => null);
  if (value === null) return false;
  const work = store.transaction([target, "sealed"], "readwrite");
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
