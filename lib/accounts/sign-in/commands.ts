/** From a name and a password to a session. Runs before there is a viewer, so under the system role. */
import { randomBytes } from "node:crypto";
import { asSystem } from "@/lib/platform/db";
import { passwordMatches } from "@/lib/platform/passwords";
import { ABSOLUTE_HOURS, hashToken } from "@/lib/platform/session";
import { sql } from "@/lib/platform/sql";
import { LOCK_ACCOUNT_AFTER, LOCK_AFTER_FAILURES, LOCK_MINUTES } from "../rules";
import { signInInput } from "../schema";

export type SignIn = { ok: true; token: string; userId: string } | { ok: false; reason: "wrong" | "locked" };

type Known = { id: string; passwordHash: string; isActive: boolean };

/**
 * The attempt is written before the password is checked and removed on success, so that parallel guesses
 * count too. Locked by account and address: a lock by account alone would let anybody lock out the head.
 */
export async function signIn(raw: unknown, address: string): Promise<SignIn> {
  const input = signInInput.safeParse(raw);
  if (!input.success) return { ok: false, reason: "wrong" };
  const { account, password } = input.data;

  const { failures, failuresEverywhere, known } = await asSystem("signIn", async (db) => {
    await db.rows(
      sql`delete from sign_in_attempts where at < now() - make_interval(mins => ${LOCK_MINUTES}::int)`,
    );
    await db.rows(sql`insert into sign_in_attempts (account, address) values (${account}, ${address})`);
    const [counted] = await db.rows<{ failures: number; failuresEverywhere: number }>(sql`
      select count(*) filter (where address = ${address})::int as failures, count(*)::int as "failuresEverywhere"
      from sign_in_attempts where account = ${account}`);
    const [person] = await db.rows<Known>(sql`
      select u.id, c.password_hash as "passwordHash", u.is_active as "isActive"
      from users u join credentials c on c.user_id = u.id where u.account = ${account}`);
    return { failures: 0, failuresEverywhere: 0, ...counted, known: person };
  });
  if (failures > LOCK_AFTER_FAILURES || failuresEverywhere > LOCK_ACCOUNT_AFTER) {
    return { ok: false, reason: "locked" };
  }
  const matches = await passwordMatches(known?.passwordHash, password);
  if (!matches || !known?.isActive) {
    await asSystem("signIn", (db) =>
      db.rows(
        sql`select append_audit('signInRefused', 'user', ${known?.id ?? "unknown"}, '', '')::text as seq`,
      ),
    );
    return { ok: false, reason: "wrong" };
  }
  const token = await openSession(known.id, account, address);
  return { ok: true, token, userId: known.id };
}

/** One session a person: the newest wins, and the older one is told so. */
async function openSession(userId: string, account: string, address: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await asSystem("signIn", async (db) => {
    await db.rows(sql`select id from enter(${userId}::uuid)`);
    await db.rows(sql`delete from sign_in_attempts where account = ${account} and address = ${address}`);
    await db.rows(sql`
      update sessions set ended_at = now(), end_reason = 'NEWER_SIGN_IN'
      where user_id = ${userId}::uuid and ended_at is null`);
    const [session] = await db.rows<{ id: string }>(sql`
      insert into sessions (token_hash, user_id, expires_at, address)
      values (${hashToken(token)}, ${userId}::uuid, now() + make_interval(hours => ${ABSOLUTE_HOURS}::int), ${address})
      returning id`);
    await db.rows(sql`select append_audit('signIn', 'session', ${session?.id ?? ""}, '', '')::text as seq`);
  });
  return token;
}
