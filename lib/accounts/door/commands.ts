/** What guards the door of an account: tries that are counted before they are looked at, and sessions that end. */
import { asSystem, asSystemOnce, type ScopedDb } from "@/lib/platform/db";
import { passwordMatches } from "@/lib/platform/passwords";
import { TooMany } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { isLocked, LOCK_ADDRESS_AFTER, LOCK_AFTER_FAILURES, LOCK_MINUTES } from "../rules";

/** `closesDoor`: if this one fails too, the account is locked for this address. */
export type Attempt = { id: string; closesDoor: boolean };

/**
 * Counts and writes under a lock of the account, so that of many guesses at once no more than the limit is
 * checked. Also used where a signed-in person must prove the password again.
 */
export function beginAttempt(account: string, address: string): Promise<Attempt | "locked" | "tooMany"> {
  return asSystem("signIn", async (db) => {
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended('sign-in ' || ${account}, 0))::text`);
    const recent = await db.rows<{ at: number; isHere: boolean }>(sql`
      select (extract(epoch from now() - at) / 60)::float8 as at, address = ${address} as "isHere"
      from sign_in_attempts
      where account = ${account} and at > now() - make_interval(mins => ${2 * LOCK_MINUTES}::int) order by at desc`);
    const here = recent.filter(({ isHere }) => isHere).map(({ at }) => at);
    const all = recent.map(({ at }) => at);
    if (isLocked(here, all)) return "locked";
    const [fromHere] = await db.rows<{ failures: number }>(sql`
      select count(*)::int as failures from sign_in_attempts
      where address = ${address} and at > now() - make_interval(mins => ${LOCK_MINUTES}::int)`);
    if ((fromHere?.failures ?? 0) >= LOCK_ADDRESS_AFTER) return "tooMany";
    const [written] = await db.rows<{ id: string }>(sql`
      insert into sign_in_attempts (account, address) values (${account}, ${address}) returning id`);
    const closesDoor = here.filter((minutes) => minutes <= LOCK_MINUTES).length >= LOCK_AFTER_FAILURES - 1;
    return { id: written?.id ?? "", closesDoor };
  });
}

/** A full queue is no failure of the person: the attempt is taken back. */
export async function checkPassword(
  attempt: Attempt,
  stored: string | undefined,
  password: string,
): Promise<boolean | "tooMany"> {
  try {
    return await passwordMatches(stored, password);
  } catch (error) {
    await takeBack(attempt);
    if (error instanceof TooMany) return "tooMany";
    throw error;
  }
}

/** Nothing was guessed. */
export const takeBack = (attempt: Attempt) =>
  asSystemOnce("signIn", sql`delete from sign_in_attempts where id = ${attempt.id}::uuid`);

/** Also sweeps what no rule looks at any more. */
export const forgetAttempts = (db: ScopedDb, account: string, address: string) =>
  db.rows(sql`
    delete from sign_in_attempts
    where (account = ${account} and address = ${address})
       or at < now() - make_interval(mins => ${2 * LOCK_MINUTES}::int)`);

export async function endSessions(
  db: ScopedDb,
  userId: string,
  reason: "REVOKED" | "PASSWORD_CHANGED",
): Promise<number> {
  const ended = await db.rows(sql`
    update sessions set ended_at = now(), end_reason = ${reason}
    where user_id = ${userId}::uuid and ended_at is null returning id`);
  return ended.length;
}
