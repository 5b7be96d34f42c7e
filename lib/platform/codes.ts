/**
 * Random codes that a person types from paper: Crockford's alphabet (no I, L, O, U), five bits a character, in groups of four.
 * What is typed is read kindly: case, gaps and look-alikes don't matter.
 */
import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LOOK_ALIKES: Record<string, string> = { O: "0", I: "1", L: "1" };

export const newCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join("");

export const groupedCode = (code: string): string => code.match(/.{1,4}/g)?.join("-") ?? "";

/** Null where it can be no code of that length, so that nothing need be looked up. */
export function typedCode(typed: string, length: number): string | null {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-‐–—]/g, "")
    .replace(/[OIL]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
  return code.length === length && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}

/** Long random codes need no slow hash: there is nothing to guess. */
export const codeHash = (code: string): Buffer => createHash("sha256").update(code).digest();
