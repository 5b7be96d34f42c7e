/**
 * The mark of somebody who withholds their name: made from the person by a key that the database never sees, so that
 * the person finds their own rows again and nobody else, with any SQL, finds the person. Of another AUTH_SECRET comes
 * another mark: the answers to what was sent before stay with the handlers (docs/operations.md).
 */
import { createHmac, hkdfSync } from "node:crypto";
import { env } from "./env";

let derived: { secret: string; key: Buffer } | undefined;

function keyFrom(secret: string): Buffer {
  if (derived?.secret !== secret)
    derived = { secret, key: Buffer.from(hkdfSync("sha256", secret, "", "withheld names", 32)) };
  return derived.key;
}

/** `over` sets apart what must not be joined, e.g. the days of one person. */
export const withheldMark = (userId: string, over = ""): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac("sha256", keyFrom(env().AUTH_SECRET)).update(`${userId} ${over}`).digest());
