/** AES-256-GCM for small secrets that rest in the database: its key comes from the settings, and each box opens for its owner only. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

const IV_BYTES = 12;
const TAG_BYTES = 16;

const keyFor = (purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", env().TOTP_KEY ?? env().AUTH_SECRET, "", `secret box: ${purpose}`, 32));

export function sealSecret(purpose: string, owner: string, secret: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv).setAAD(Buffer.from(owner));
  return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where the key changed, or the box was damaged or moved to another owner. */
export function openSecret(purpose: string, owner: string, box: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(box);
  if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    // a wrong tag: the caller says what that means
    return undefined;
  }
}
