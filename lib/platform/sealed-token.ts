/**
 * Opens next-auth's sealed cookie (JWE compact, dir, A256GCM) as its own decode() does, with the key derived once: theirs
 * derives it anew on every request, in the thread pool that password hashing fills.
 */
import { createDecipheriv, hkdfSync } from "node:crypto";

const HEADER = { alg: "dir", enc: "A256GCM" } as const;
const CLOCK_TOLERANCE_SECONDS = 15;

let derived: { secret: string; key: Buffer } | undefined;

function keyFrom(secret: string): Buffer {
  if (derived?.secret !== secret) {
    const key = hkdfSync("sha256", secret, "", "NextAuth.js Generated Encryption Key", 32);
    derived = { secret, key: Buffer.from(key) };
  }
  return derived.key;
}

/** The random session token inside; undefined for anything forged, damaged or out of date. */
export function openSealedToken(sealed: string, secret: string): string | undefined {
  try {
    const claims = decrypt(sealed, keyFrom(secret));
    const isCurrent =
      typeof claims?.exp === "number" && claims.exp > Math.floor(Date.now() / 1000) - CLOCK_TOLERANCE_SECONDS;
    return isCurrent && typeof claims.token === "string" ? claims.token : undefined;
  } catch {
    // a wrong tag and broken JSON look alike from outside
    return undefined;
  }
}

function decrypt(sealed: string, key: Buffer): { exp?: unknown; token?: unknown } | null {
  const parts = sealed.split(".");
  const [header = "", wrappedKey, iv = "", text = "", tag = ""] = parts;
  if (parts.length !== 5 || wrappedKey !== "") return null;
  const { alg, enc } = JSON.parse(bytes(header).toString()) as Record<string, unknown>;
  if (alg !== HEADER.alg || enc !== HEADER.enc) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes(iv), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(header)).setAuthTag(bytes(tag));
  return JSON.parse(Buffer.concat([decipher.update(bytes(text)), decipher.final()]).toString());
}

const bytes = (part: string): Buffer => Buffer.from(part, "base64url");
