/** From a name and a password to a session. Runs before there is a viewer, so under the system role. */
import { randomBytes } from "node:crypto";
import { appendAudit } from "@/lib/platform/command";
import { asSystem, asSystemOnce, type ScopedDb } from "@/lib/platform/db";
import { passwordMatches } from "@/lib/platform/passwords";
import { TooMany } from "@/lib/platform/result";
import { ABSOLUTE_HOURS, hashToken } from "@/lib/platform/session";
import { sql } from "@/lib/platform/sql";
import { isLocked, LOCK_ADDRESS_AFTER, LOCK_AFTER_FAILURES, LOCK_MINUTES } from "../rules";
import { signInInput } from "../schema";

export type SignIn =
  | { ok: true; token: string; userId: string }
  | { ok: false; reason: "wrong" | "locked" | "tooMany" };

type Known = { id: string; passwordHash: string; isActive: boolean };

/** `closesDoor`: if this one fails too, the account is locked for this address. */
export type Attempt = { id: string; closesDoor: boolean };

/**
 * The attempt is written before the password is checked and taken back when nothing was guessed, so that
 * parallel guesses count too. Locked by account and address: a lock by account alone would let anybody lock out
 * the head. A refused try while locked leaves no row, so it neither prolongs the lock nor adds to the account's sum.
 */
export async function signIn(raw: unknown, address: string): Promise<SignIn> {
  const input = signInInput.safeParse(raw);
  if (!input.success) return { ok: false, reason: "wrong" };
  const { account, password } = input.data;

  const attempt = await beginAttempt(account, address);
  if (typeof attempt === "string") return { ok: false, reason: attempt };

  const [known] = await asSystemOnce<Known>(
    "signIn",
    sql`
    select u.id, c.password_hash as "passwordHash", u.is_active as "isActive"
    from users u join credentials c on c.user_id = u.id where u.account = ${account}`,
  );
  const matches = await checkPassword(attempt, known?.passwordHash, password);
  if (matches === "tooMany") return { ok: false, reason: "tooMany" };
  const token = matches && known?.isActive ? await openSession(known, account, address) : null;
  if (!known || !token) {
    await recordFailure(attempt, known?.id);
    return { ok: false, reason: "wrong" };
  }
  return { ok: true, token, userId: known.id };
}

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
    await asSystemOnce("signIn", sql`delete from sign_in_attempts where id = ${attempt.id}::uuid`);
    if (error instanceof TooMany) return "tooMany";
    throw error;
  }
}

async function recordFailure(attempt: Attempt, userId: string | undefined): Promise<void> {
  await asSystem("signIn", (db) =>
    appendAudit(db, attempt.closesDoor ? "signInLocked" : "signInRefused", {
      entity: "user",
      id: userId ?? "unknown",
    }),
  );
}

/** Also sweeps what no rule looks at any more. */
export const forgetAttempts = (db: ScopedDb, account: string, address: string) =>
  db.rows(sql`
    delete from sign_in_attempts
    where (account = ${account} and address = ${address})
       or at < now() - make_interval(mins => ${2 * LOCK_MINUTES}::int)`);

/**
 * One session a person: the newest wins, and the older one is told so. The credential's row is locked and
 * compared again: two sign-ins at once leave one session, and a password reset or an account disabled while
 * argon2 was at work still counts.
 */
async function openSession(known: Known, account: string, address: string): Promise<string | null> {
  const token = randomBytes(32).toString("base64url");
  return asSystem("signIn", async (db) => {
    const [still] = await db.rows(sql`
      select user_id from credentials
      where user_id = ${known.id}::uuid and password_hash = ${known.passwordHash} for update`);
    const [person] = await db.rows(sql`select id from enter(${known.id}::uuid)`);
    if (!still || !person) return null;
    await forgetAttempts(db, account, address);
    await db.rows(sql`
      update sessions set ended_at = now(), end_reason = 'NEWER_SIGN_IN'
      where user_id = ${known.id}::uuid and ended_at is null`);
    const [session] = await db.rows<{ id: string }>(sql`
      insert into sessions (token_hash, user_id, expires_at, address)
      values (${hashToken(token)}, ${known.id}::uuid, now() + make_interval(hours => ${ABSOLUTE_HOURS}::int), ${address})
      returning id`);
    await appendAudit(db, "signIn", { entity: "session", id: session?.id ?? "" });
    return token;
  });
}
