/**
 * docx and xlsx are zip files. Their directory is read and nothing unpacked: how many entries, how large they say they
 * are, whether directory and entries tell the same, and whether anything in there runs.
 */
import { type Refusal, refuse } from "@/lib/platform/result";
import type { AttachmentReason } from "../../rules";
import type { MediaType } from "../../schema";

type Entry = { name: string; packed: number; unpacked: number; method: number; flags: number; at: number };

const PACKAGE_LIMITS = {
  entries: 2_000,
  /** of all entries together, as declared */
  unpackedBytes: 100 * 1024 * 1024,
  /** unpacked to packed, where it weighs: text of a table shrinks to a thirtieth */
  ratio: 150,
  ratioFrom: 5 * 1024 * 1024,
} as const;

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const DIRECTORY_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x2041;
const SIZES_BEHIND = 0x08;

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export function packageType(bytes: Uint8Array): { mediaType: MediaType } | null {
  const names = new Set(entriesOf(bytes)?.map((entry) => entry.name));
  if (!names.has("[Content_Types].xml")) return null;
  if (names.has("word/document.xml")) return { mediaType: WORD };
  return names.has("xl/workbook.xml") ? { mediaType: SHEET } : null;
}

export function packageRefusal(bytes: Uint8Array): Refusal<AttachmentReason> | null {
  const entries = entriesOf(bytes);
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

/** Null where it is no zip that both a strict and a lenient reader would read alike. */
function entriesOf(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - END_SIZE;
  // without a comment behind the end, as Office writes it: nothing else can hang on there
  if (end < 0 || view.getUint32(end, true) !== END || view.getUint16(end + 20, true) !== 0) return null;
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const isOneDisk = view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count;
  if (!isOneDisk || start + size !== end || count === 0 || count > PACKAGE_LIMITS.entries) return null;

  const entries: Entry[] = [];
  let at = start;
  for (let n = 0; n < count; n++) {
    if (at + DIRECTORY_SIZE > end || view.getUint32(at, true) !== DIRECTORY) return null;
    const nameSize = view.getUint16(at + 28, true);
    const next =
      at + DIRECTORY_SIZE + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return null;
    entries.push({
      name: nameAt(bytes, at + DIRECTORY_SIZE, nameSize),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return at === end && entries.every(isPlain) && areNamesApart(entries) ? entries : null;
}

const names = new TextDecoder("utf-8");
const nameAt = (bytes: Uint8Array, at: number, size: number): string =>
  names.decode(bytes.subarray(at, at + size));

const isPlain = ({ name, method, flags, packed, unpacked }: Entry): boolean =>
  (method === STORED || method === DEFLATED) &&
  (flags & ENCRYPTED) === 0 &&
  (method === DEFLATED || packed === unpacked) &&
  !/^\/|\\|\0|(^|\/)\.\.(\/|$)/.test(name);

const areNamesApart = (entries: Entry[]): boolean =>
  new Set(entries.map((entry) => entry.name.toLowerCase())).size === entries.length;

/** Each entry lies where the directory says, under the same name, begins the file or follows another, and none overlaps. */
function areApart(bytes: Uint8Array, entries: Entry[]): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.at < free || entry.at + LOCAL_SIZE > bytes.length) return false;
    if (view.getUint32(entry.at, true) !== LOCAL) return false;
    const nameSize = view.getUint16(entry.at + 26, true);
    if (nameAt(bytes, entry.at + LOCAL_SIZE, nameSize) !== entry.name) return false;
    if (view.getUint16(entry.at + 8, true) !== entry.method) return false;
    const sizesHere = (view.getUint16(entry.at + 6, true) & SIZES_BEHIND) === 0;
    if (sizesHere && view.getUint32(entry.at + 18, true) !== entry.packed) return false;
    if (sizesHere && view.getUint32(entry.at + 22, true) !== entry.unpacked) return false;
    free = entry.at + LOCAL_SIZE + nameSize + view.getUint16(entry.at + 28, true) + entry.packed;
    if (free > bytes.length - END_SIZE) return false;
  }
  return Math.min(...entries.map((entry) => entry.at)) === 0;
}
