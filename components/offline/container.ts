/**
 * The encrypted file of an export. Layout, numbers big-endian:
 *   8  magic · 1 version · 4 PBKDF2 rounds · 16 salt · 8 nonce · 32 proof of the passphrase · 8 checksum of all that
 *   then parts: 4 length · AES-GCM of the part
 * The iv of part n is nonce + n, so that parts can't be moved; the head before the proof is bound into each. The first part
 * is the list of what follows, so that a missing part shows.
 */
import type { ImportRefusal } from "@/lib/field/export/rules";

const MAGIC = Uint8Array.of(0x89, 0x46, 0x4f, 0x42, 0x53, 0x0d, 0x0a, 0x1a);
const VERSION = 1;
const ROUNDS = 600_000;
/** A file of ours has no more; a forged one could keep a phone busy for hours. */
const MOST_ROUNDS = 10_000_000;
const AT = { version: 8, rounds: 9, salt: 13, nonce: 29, proof: 37, checksum: 69, parts: 77 } as const;
/** Encrypted under the passphrase's key it proves the passphrase, before anything else is tried. */
const PROOF = new Uint8Array(16);

export class BadFile extends Error {
  constructor(readonly reason: ImportRefusal) {
    super(reason);
  }
}

type Bytes = Uint8Array<ArrayBuffer>;
type Cipher = { key: CryptoKey; head: Bytes };

async function keyOf(passphrase: string, head: Bytes, rounds: number): Promise<CryptoKey> {
  // the same word typed on another keyboard
  const typed = new TextEncoder().encode(passphrase.normalize("NFKC").trim());
  const secret = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const salt = head.slice(AT.salt, AT.nonce);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    secret,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** Part 0 is the proof. */
function algorithm(head: Bytes, part: number) {
  const iv = new Uint8Array(12);
  iv.set(head.subarray(AT.nonce, AT.proof));
  new DataView(iv.buffer).setUint32(8, part);
  return { name: "AES-GCM", iv, additionalData: head.subarray(0, AT.proof) };
}

const checksum = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, AT.parts - AT.checksum);

/** `parts` are read one after the other, so that only one lies open in memory. */
export async function writeContainer(passphrase: string, parts: Blob[]): Promise<Blob> {
  const head = new Uint8Array(AT.proof);
  head.set(MAGIC);
  head[AT.version] = VERSION;
  new DataView(head.buffer).setUint32(AT.rounds, ROUNDS);
  crypto.getRandomValues(head.subarray(AT.salt, AT.proof));
  const key = await keyOf(passphrase, head, ROUNDS);
  const proof = await crypto.subtle.encrypt(algorithm(head, 0), key, PROOF);
  const written: BlobPart[] = [head, proof, await checksum(joined(head, new Uint8Array(proof)))];
  for (const [index, part] of parts.entries()) {
    const sealed = await crypto.subtle.encrypt(algorithm(head, index + 1), key, await part.arrayBuffer());
    const length = new DataView(new ArrayBuffer(4));
    length.setUint32(0, sealed.byteLength);
    written.push(length, new Blob([sealed]));
  }
  return new Blob(written, { type: "application/octet-stream" });
}

export type OpenContainer = {
  /** the next part; null at the end of the file */
  next: () => Promise<ArrayBuffer | null>;
};

/** Throws `BadFile` with the reason. */
export async function openContainer(file: Blob, passphrase: string): Promise<OpenContainer> {
  const start = new Uint8Array(await file.slice(0, AT.parts).arrayBuffer());
  if (MAGIC.some((byte, at) => start[at] !== byte)) throw new BadFile("notExport");
  if ((start[AT.version] ?? 0) > VERSION) throw new BadFile("newer");
  const sum = start.length === AT.parts ? await checksum(start.slice(0, AT.checksum)) : null;
  if (!sum || sum.some((byte, at) => start[AT.checksum + at] !== byte)) throw new BadFile("damaged");
  const head = start.slice(0, AT.proof);
  const rounds = new DataView(head.buffer).getUint32(AT.rounds);
  if (rounds < 1 || rounds > MOST_ROUNDS) throw new BadFile("damaged");
  const key = await keyOf(passphrase, head, rounds);
  await crypto.subtle.decrypt(algorithm(head, 0), key, start.slice(AT.proof, AT.checksum)).catch(() => {
    throw new BadFile("wrongPassphrase");
  });
  return partsOf(file, { key, head });
}

function partsOf(file: Blob, { key, head }: Cipher): OpenContainer {
  let at: number = AT.parts;
  let part = 0;
  return {
    async next() {
      if (at === file.size) return null;
      const length = at + 4 <= file.size ? await file.slice(at, at + 4).arrayBuffer() : null;
      const from = at + 4;
      at = from + (length ? new DataView(length).getUint32(0) : 0);
      if (!length || at > file.size) throw new BadFile("damaged");
      part += 1;
      return crypto.subtle
        .decrypt(algorithm(head, part), key, await file.slice(from, at).arrayBuffer())
        .catch(() => {
          throw new BadFile("damaged");
        });
    },
  };
}

function joined(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
