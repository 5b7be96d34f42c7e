/**
 * The directory of a zip file, without unpacking: what docx and xlsx say of themselves before anything reads them. Bytes
 * that a strict and a lenient reader would read differently are no zip here.
 */
export type ZipEntry = {
  name: string;
  packed: number;
  unpacked: number;
  method: number;
  flags: number;
  at: number;
};

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const DIRECTORY_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;
export const DEFLATED = 8;
const ENCRYPTED = 0x2041;
const SIZES_BEHIND = 0x08;

/** Null where it is no zip that both a strict and a lenient reader would read alike. */
export function zipEntries(bytes: Uint8Array, most: number): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - END_SIZE;
  // without a comment behind the end, as Office writes it: nothing else can hang on there
  if (end < 0 || view.getUint32(end, true) !== END || view.getUint16(end + 20, true) !== 0) return null;
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  const isOneDisk = view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count;
  if (!isOneDisk || start + size !== end || count === 0 || count > most) return null;

  const entries: ZipEntry[] = [];
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

const utf8 = new TextDecoder("utf-8", { fatal: true });
const gb18030 = new TextDecoder("gb18030");
/** Windows writes Chinese names in GB18030 and does not say so. */
function nameAt(bytes: Uint8Array, at: number, size: number): string {
  const name = bytes.subarray(at, at + size);
  try {
    return utf8.decode(name);
  } catch {
    return gb18030.decode(name);
  }
}

const isPlain = ({ name, method, flags, packed, unpacked }: ZipEntry): boolean =>
  (method === STORED || method === DEFLATED) &&
  (flags & ENCRYPTED) === 0 &&
  (method === DEFLATED || packed === unpacked) &&
  !/^\/|\\|\0|(^|\/)\.\.(\/|$)/.test(name);

const areNamesApart = (entries: ZipEntry[]): boolean =>
  new Set(entries.map((entry) => entry.name.toLowerCase())).size === entries.length;

/** Each entry lies where the directory says, under the same name, begins the file or follows another, and none overlaps. */
export function areApart(bytes: Uint8Array, entries: ZipEntry[]): boolean {
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

/** Where an entry's packed bytes lie. */
export function packedBytes(bytes: Uint8Array, { at, packed }: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = at + LOCAL_SIZE + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return bytes.subarray(from, from + packed);
}
