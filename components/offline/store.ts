/**
 * What this device keeps for one person, in a database of their own: drafts, outbox, files, kit. Nobody else who signs
 * in here is shown it. Storage may be forbidden: `openStore` then answers null, and every caller says so.
 */
import { openDB } from "idb";
import type { Pause } from "@/lib/field/outbox/rules";
import type { FieldSchema, FieldStore } from "./field-schema";
import { takeOverOldDrafts } from "./old-drafts";

const VERSION = 1;
const PREFIX = "field-";

const databaseName = (viewerId: string): string => `${PREFIX}${viewerId}`;
/** Whose database that is; null: none of ours. */
export const personOf = (name: string): string | null =>
  name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null;

const opened = new Map<string, Promise<FieldStore | null>>();

export function openStore(viewerId: string): Promise<FieldStore | null> {
  let store = opened.get(viewerId);
  if (!store) {
    store = open(viewerId).catch(() => {
      opened.delete(viewerId);
      return null;
    });
    opened.set(viewerId, store);
  }
  return store;
}

async function open(viewerId: string): Promise<FieldStore> {
  const forget = () => opened.delete(viewerId);
  const store = await openDB<FieldSchema>(databaseName(viewerId), VERSION, {
    upgrade(db) {
      const has = (name: string) => [...db.objectStoreNames].some((one) => one === name);
      for (const name of ["drafts", "outbox", "files"] as const) {
        if (!has(name)) db.createObjectStore(name, { keyPath: "id" });
      }
      for (const name of ["kit", "meta", "sealed"] as const) {
        if (!has(name)) db.createObjectStore(name);
      }
    },
    // a newer release in another tab, or a sign-out, wants it alone
    blocking(_current, _blocked, event) {
      forget();
      (event.target as unknown as { close(): void }).close();
    },
    terminated: forget,
  }).catch((error: unknown) => {
    // a newer release was here before: its stores hold ours
    if (error instanceof DOMException && error.name === "VersionError")
      return openDB<FieldSchema>(databaseName(viewerId));
    throw error;
  });
  await takeOverOldDrafts(store, viewerId);
  return store;
}

/* ---------------------------------------------------------------- files of a form, under their evidence id */

export async function putFile(viewerId: string, id: string, blob: Blob): Promise<boolean> {
  const store = await openStore(viewerId);
  if (!store) return false;
  return store
    .put("files", { id, blob, at: new Date().toISOString() })
    .then(() => true)
    .catch(() => false);
}

export async function getFile(viewerId: string, id: string): Promise<Blob | null> {
  const store = await openStore(viewerId);
  return (await store?.get("files", id))?.blob ?? null;
}

export async function removeFile(viewerId: string, id: string): Promise<void> {
  await (await openStore(viewerId))?.delete("files", id);
}

/* ---------------------------------------------------------------- small things */

type Meta = { pause: Pause; filePause: Pause; lease: { owner: string; until: number }; persistence: "asked" };

export async function readMeta<Key extends keyof Meta>(
  store: FieldStore,
  key: Key,
): Promise<Meta[Key] | null> {
  return ((await store.get("meta", key)) as Meta[Key] | undefined) ?? null;
}

export async function writeMeta<Key extends keyof Meta>(
  store: FieldStore,
  key: Key,
  value: Meta[Key] | null,
): Promise<void> {
  await (value === null ? store.delete("meta", key) : store.put("meta", value, key));
}
