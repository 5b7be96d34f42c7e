/** argon2id, 19 MiB, two passes (security.md 15). It shares the libuv pool with files and zlib: two at once. */
import { hash, verify } from "@node-rs/argon2";
import { takingTurns } from "./turns";

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const MAY_WAIT = 50;

const inTurn = takingTurns(AT_ONCE, MAY_WAIT);

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, COST));

let dummy: Promise<string> | undefined;

/** Without a stored hash a dummy is checked, so that an unknown name takes as long as a known one. */
export function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  return inTurn(async () => {
    dummy ??= hash("no such account", COST);
    // awaited either way, so that the first unknown name after a start takes no longer
    const fallback = await dummy;
    const matches = await verify(stored ?? fallback, password);
    return matches && stored !== undefined;
  });
}
