/** A zip of documents, unpacked into memory: measured by what its directory says, and again by what really comes out. */
import { inflateRawSync } from "node:zlib";
import { areApart, DEFLATED, packedBytes, type ZipEntry, zipEntries } from "./zip";

/** Null where more comes out than may, or another number of bytes than the directory says. */
export function inflated(packed: Uint8Array, { method, unpacked }: ZipEntry, most: number): Buffer | null {
  if (unpacked > most) return null;
  if (method !== DEFLATED) return packed.length === unpacked ? Buffer.from(packed) : null;
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
    return content.length === unpacked ? content : null;
  } catch {
    return null;
  }
}

export type UnzipLimits = { entries: number; bytes: number; entryBytes: number };
export type Unzipped = { name: string; bytes: Buffer };

/** Files without folders and what a Mac adds to them; one after the other, so that only what is asked for is in memory. */
export function* unzipped(
  bytes: Uint8Array,
  limits: UnzipLimits,
): Generator<Unzipped, "whole" | "broken" | "tooMuch"> {
  const entries = zipEntries(bytes, limits.entries * 4);
  if (!entries || !areApart(bytes, entries)) return "broken";
  const files = entries.filter(({ name }) => !isAside(name));
  const declared = files.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (files.length > limits.entries || declared > limits.bytes) return "tooMuch";
  if (files.some(({ unpacked }) => unpacked > limits.entryBytes)) return "tooMuch";
  for (const entry of files) {
    const content = inflated(packedBytes(bytes, entry), entry, limits.entryBytes);
    if (!content) return "broken";
    yield { name: entry.name.split("/").at(-1) ?? "", bytes: content };
  }
  return "whole";
}

const isAside = (name: string): boolean => /\/$|(^|\/)__MACOSX\/|(^|\/)(\.|Thumbs\.db$)/.test(name);
