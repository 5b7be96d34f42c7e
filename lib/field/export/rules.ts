/** An export of what waits on a phone: what may go in, what its file is called, and what an import makes of it. */
import type { LocalDraft } from "../draft/rules";
import { keptDraft } from "../draft/rules";
import type { OutboxItem } from "../outbox/rules";
import { keptItem } from "../outbox/stored/rules";

export const EXPORT_VERSION = 1;

/** What stands in the file before the bytes of its photos, which follow in the order of `files`. */
export type ExportManifest = {
  version: number;
  viewerId: string;
  madeAt: string;
  items: unknown[];
  drafts: unknown[];
  files: { id: string; type: string; at: string }[];
};

/** Why a file is not taken; each has its own sentence. */
export type ImportRefusal = "notExport" | "newer" | "wrongPassphrase" | "damaged" | "otherPerson";

/** Long enough to stand against guessing at leisure, since the file may lie anywhere. */
export const PASSPHRASE_LENGTH = 12;
export const isLongEnough = (passphrase: string): boolean =>
  [...passphrase.normalize("NFKC").trim()].length >= PASSPHRASE_LENGTH;

/** Says the day and nothing of whom or what. */
export const exportName = (day: string, count: number): string =>
  `frontline-export-${day.replaceAll("-", "")}-${count}.fobs`;

/** Same day, one more; another day, the first. */
export function countedExport(before: unknown, day: string): { day: string; count: number } {
  const { day: last, count } = Object(before);
  return { day, count: last === day && typeof count === "number" ? count + 1 : 1 };
}

export function manifestOf(value: unknown): ExportManifest | null {
  const { version, viewerId, madeAt, items, drafts, files }: Partial<ExportManifest> = Object(value);
  const isWhole =
    typeof version === "number" &&
    typeof viewerId === "string" &&
    typeof madeAt === "string" &&
    [items, drafts, files].every(Array.isArray);
  return isWhole ? (value as ExportManifest) : null;
}

/** The server gives the same answer to the same entry, so it may be sent from both devices; what is under way begins anew. */
export function importedItem(stored: unknown, viewerId: string): OutboxItem | null {
  const kept = keptItem(stored);
  if (!kept.isReadable || kept.item.viewerId !== viewerId) return null;
  const { item } = kept;
  return {
    ...item,
    state: item.state === "sent" ? "waiting" : item.state,
    mayHaveArrived: item.mayHaveArrived || item.state === "sent",
    files: item.files.map((file) => ({
      ...file,
      state: file.state === "sending" ? "waiting" : file.state,
      sentBytes: 0,
      uploadUrl: null,
    })),
  };
}

/** Another device's copy from here on: with the copy's own name, an older save of the first would pass for ours. */
export function importedDraft(stored: unknown, newId: () => string): LocalDraft | null {
  const kept = keptDraft(stored, newId);
  return kept.isReadable ? { ...kept.draft, copyId: newId(), isSynced: false } : null;
}
