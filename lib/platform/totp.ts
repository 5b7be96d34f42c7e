/** One-time codes (RFC 6238: HMAC-SHA-1, 30 s, 6 digits, what every authenticator takes). Thirty lines; no library is needed. */
import { createHmac, timingSafeEqual } from "node:crypto";

const STEP_SECONDS = 30;
/** half minutes before and after: clocks of phones are not exact */
const DRIFT = 1;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
export const SECRET_BYTES = 20;

export const stepAt = (moment: Date): number => Math.floor(moment.getTime() / 1000 / STEP_SECONDS);

export function codeAt(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

/** The half minute whose code this is, if it is newer than the last one taken. All are compared, whichever fits. */
export function matchingStep(
  secret: Uint8Array,
  typed: string,
  moment: Date,
  lastStep: number,
): number | null {
  const given = Buffer.from(typed);
  let found: number | null = null;
  for (let step = stepAt(moment) - DRIFT; step <= stepAt(moment) + DRIFT; step++) {
    const code = Buffer.from(codeAt(secret, step));
    const fits = given.length === code.length && timingSafeEqual(given, code);
    if (fits && step > lastStep) found ??= step;
  }
  return found;
}

/** RFC 4648 without padding, as people type it into an authenticator. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32[(held << (5 - bits)) & 31] : text;
}

/** `secret` in base32. */
export function otpauthAddress(issuer: string, account: string, secret: string): string {
  const label = encodeURIComponent(`${issuer}:${account}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}
