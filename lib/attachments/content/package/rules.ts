/**
 * docx and xlsx are zip files. Their directory is read and nothing unpacked: how many entries, how large they say they
 * are, whether directory and entries tell the same, and whether anything in there runs.
 */
import { type Refusal, refuse } from "@/lib/platform/result";
import { areApart, zipEntries } from "@/lib/platform/zip";
import type { AttachmentReason } from "../../rules";
import type { MediaType } from "../../schema";

const PACKAGE_LIMITS = {
  entries: 2_000,
  /** of all entries together, as declared */
  unpackedBytes: 100 * 1024 * 1024,
  /** unpacked to packed, where it weighs: text of a table shrinks to a thirtieth */
  ratio: 150,
  ratioFrom: 5 * 1024 * 1024,
} as const;

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function packageType(bytes: Uint8Array): { mediaType: MediaType } | null {
  const names = new Set(zipEntries(bytes, PACKAGE_LIMITS.entries)?.map((entry) => entry.name));
  if (!names.has("[Content_Types].xml")) return null;
  if (names.has("word/document.xml")) return { mediaType: WORD };
  return names.has("xl/workbook.xml") ? { mediaType: SHEET } : null;
}

export function packageRefusal(bytes: Uint8Array): Refusal<AttachmentReason> | null {
  const entries = zipEntries(bytes, PACKAGE_LIMITS.entries);
  if (!entries || !areApart(bytes, entries)) return refuse("attachments.reason.broken");
  if (entries.some(({ name }) => /(^|\/)vbaProject/i.test(name))) return refuse("attachments.reason.macros");
  if (entries.some(({ name }) => runs(name))) return refuse("attachments.reason.active");
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const swells = unpacked > PACKAGE_LIMITS.ratioFrom && unpacked > packed * PACKAGE_LIMITS.ratio;
  return unpacked > PACKAGE_LIMITS.unpackedBytes || swells ? refuse("attachments.reason.zip") : null;
}

const runs = (name: string): boolean =>
  /(^|\/)activeX\//i.test(name) ||
  /\/embeddings\/.*\.bin$/i.test(name) ||
  /\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|html?|svg)$/i.test(name);
