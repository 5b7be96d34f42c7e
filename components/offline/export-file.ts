/** What waits on this phone as one encrypted file, and such a file taken into the store of the same person elsewhere. */
import { keptDraft } from "@/lib/field/draft/rules";
import {
  countedExport,
  EXPORT_VERSION,
  type ExportManifest,
  exportName,
  type ImportRefusal,
  importedDraft,
  importedItem,
  manifestOf,
} from "@/lib/field/export/rules";
import { keptItem } from "@/lib/field/outbox/stored/rules";
import { newId } from "../observation/form/new-id";
import { BadFile, openContainer, writeContainer } from "./container";
import type { FieldStore } from "./field-schema";
import { tell } from "./outbox-store";
import { besides } from "./seal";
import { openStore } from "./store";

/** What a person may choose from; `id` is that of the entry or draft. */
export type Exportable = {
  id: string;
  kind: "item" | "draft";
  unitName: string;
  methodName: string;
  words: string;
  fileIds: string[];
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const fact = (state: unknown): string => [...text(Reflect.get(Object(state), "fact"))].slice(0, 60).join("");

/** Entries that did not arrive, and every draft on this device. */
export async function listExportable(viewerId: string): Promise<Exportable[]> {
  const store = await openStore(viewerId);
  if (!store) return [];
  const [items, drafts] = await Promise.all([store.getAll("outbox"), store.getAll("drafts")]);
  return [
    ...items.map(keptItem).flatMap((kept) => {
      if (!kept.isReadable || kept.item.state === "received") return [];
      const { id, unitName, methodName, words, files } = kept.item;
      const fileIds = files.map((file) => file.id);
      return [{ id, kind: "item" as const, unitName, methodName, words, fileIds }];
    }),
    ...drafts.flatMap((raw) => {
      const kept = keptDraft(raw, newId);
      if (!kept.isReadable) return [];
      const { id, unitName, methodName, state } = kept.draft;
      const fileIds = (state.evidence ?? []).map((file) => file.id);
      return [{ id, kind: "draft" as const, unitName, methodName, words: fact(state), fileIds }];
    }),
  ];
}

export type ExportedFile = { name: string; blob: Blob };

/** `day`: of the city, for the name. Nothing is removed from this device. */
export async function exportFile(
  viewerId: string,
  chosen: Exportable[],
  passphrase: string,
  day: string,
): Promise<ExportedFile | null> {
  const store = await openStore(viewerId);
  if (!store) return null;
  const stored = async (kind: Exportable["kind"], name: "outbox" | "drafts") =>
    (
      await Promise.all(chosen.filter((one) => one.kind === kind).map((one) => store.get(name, one.id)))
    ).filter((value) => value !== undefined);
  const files = (
    await Promise.all(chosen.flatMap((one) => one.fileIds).map((id) => store.get("files", id)))
  ).filter((file) => file !== undefined);
  const manifest: ExportManifest = {
    version: EXPORT_VERSION,
    viewerId,
    madeAt: new Date().toISOString(),
    items: await stored("item", "outbox"),
    drafts: await stored("draft", "drafts"),
    files: files.map(({ id, at, blob }) => ({ id, at, type: blob.type })),
  };
  const blob = await writeContainer(passphrase, [
    new Blob([JSON.stringify(manifest)]),
    ...files.map((file) => file.blob),
  ]);
  const counted = countedExport(await store.get("meta", "exports"), day);
  await store.put("meta", counted, "exports");
  return { name: exportName(counted.day, counted.count), blob };
}

export function download({ name, blob }: ExportedFile): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // the browser has read it by then
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export type Imported =
  | { ok: true; items: number; drafts: number; files: number; present: number }
  | { ok: false; reason: ImportRefusal | "noStore" };

/** Into the store of the signed-in person, and only what that person wrote. Read whole before anything is kept. */
export async function importFile(viewerId: string, file: Blob, passphrase: string): Promise<Imported> {
  const store = await openStore(viewerId);
  if (!store) return { ok: false, reason: "noStore" };
  try {
    const { manifest, files } = await readExport(file, passphrase, viewerId);
    const imported = await takeIn(store, viewerId, manifest, files);
    tell("added");
    return { ok: true, ...imported };
  } catch (error) {
    if (error instanceof BadFile) return { ok: false, reason: error.reason };
    // full
    return { ok: false, reason: "noStore" };
  }
}

type StoredFile = { id: string; at: string; blob: Blob };

async function readExport(file: Blob, passphrase: string, viewerId: string) {
  const container = await openContainer(file, passphrase);
  const first = await container.next();
  const manifest = first ? manifestOf(parsed(first)) : null;
  if (!manifest) throw new BadFile("damaged");
  if (manifest.version > EXPORT_VERSION) throw new BadFile("newer");
  if (manifest.viewerId !== viewerId) throw new BadFile("otherPerson");
  const files: StoredFile[] = [];
  for (const { id, at, type } of manifest.files) {
    const bytes = await container.next();
    if (!bytes) throw new BadFile("damaged");
    files.push({ id, at, blob: new Blob([bytes], { type }) });
  }
  if ((await container.next()) !== null) throw new BadFile("damaged");
  return { manifest, files };
}

function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** In one transaction. What is here already stays as it is; a draft that differs is kept beside it. */
async function takeIn(store: FieldStore, viewerId: string, manifest: ExportManifest, files: StoredFile[]) {
  const items = manifest.items.flatMap((one) => importedItem(one, viewerId) ?? []);
  const drafts = manifest.drafts.flatMap((one) => importedDraft(one, newId) ?? []);
  const work = store.transaction(["outbox", "drafts", "files"], "readwrite");
  const outbox = work.objectStore("outbox");
  const kept = work.objectStore("drafts");
  let present = 0;
  for (const item of items) {
    if ((await outbox.get(item.id)) !== undefined) present += 1;
    else await outbox.put(item);
  }
  for (const draft of drafts) {
    const before = await kept.get(draft.id);
    const isSame = JSON.stringify(Reflect.get(Object(before), "state")) === JSON.stringify(draft.state);
    if (before !== undefined && isSame) present += 1;
    else await kept.put(before === undefined ? draft : (besides("drafts", draft) ?? draft));
  }
  for (const file of files) {
    if ((await work.objectStore("files").get(file.id)) === undefined)
      await work.objectStore("files").put(file);
  }
  await work.done;
  return { items: items.length, drafts: drafts.length, files: files.length, present };
}
