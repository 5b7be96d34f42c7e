/**
 * AES-GCM over what lies in this device's store: an entry, a draft, or a file with its bytes. Browsers give `subtle`
 * over HTTPS (and on localhost) only; who asks here has looked first.
 */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };
export type FileValue = { id: string; blob: Blob; at: string };

export const canEncrypt = (): boolean => globalThis.crypto?.subtle !== undefined;

/** Cannot be read out again, not even by a script of ours: it works, and is forgotten. */
export const sealingKey = (bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

const utf8 = new TextEncoder();

/** `place` is bound in: what was sealed for one place does not open in another. */
export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: utf8.encode(place) };
  return { iv, data: await crypto.subtle.encrypt(algorithm, key, await packed(value)) };
}

/** Throws where the key is another one, or a bit was changed. */
export async function unseal(key: CryptoKey, place: string, { iv, data }: Sealed): Promise<unknown> {
  const algorithm = { name: "AES-GCM", iv, additionalData: utf8.encode(place) };
  return unpacked(await crypto.subtle.decrypt(algorithm, key, data));
}

const isFile = (value: unknown): value is FileValue =>
  typeof value === "object" && value !== null && Reflect.get(value, "blob") instanceof Blob;

/** The length of what JSON can say, that, and the bytes of a file. */
async function packed(value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const { blob, ...rest } = isFile(value) ? value : { blob: null };
  const head = utf8.encode(JSON.stringify(blob ? { ...rest, type: blob.type } : { value }));
  const bytes = blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
  const whole = new Uint8Array(4 + head.length + bytes.length);
  new DataView(whole.buffer).setUint32(0, head.length);
  whole.set(head, 4);
  whole.set(bytes, 4 + head.length);
  return whole;
}

function unpacked(whole: ArrayBuffer): unknown {
  const length = new DataView(whole).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, length)));
  if ("value" in head) return head.value;
  const { type, ...rest } = head;
  return { ...rest, blob: new Blob([whole.slice(4 + length)], { type }) };
}
