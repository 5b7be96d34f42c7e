/** From a name and a password to a session. Runs before there is a viewer, so under the system role. */
import { randomBytes } from "node:crypto";
import { appendAudit } from "@/lib/platform/command";
import { asSystem, asSystemOnce } from "@/lib/platform/db";
import { ABSOLUTE_HOURS, hashToken } from "@/lib/platform/session";
import { sql } from "@/lib/platform/sql";
import { type Attempt, beginAttempt, checkPassword, forgetAttempts, takeBack } from "../door/commands";
import { signInInput } from "../schema";
import { takeSecondStep } from "../second-step/commands";

export type SignIn =
  | { ok: true; token: string; userId: string }
  | { ok: false; reason: "wrong" | "code" | "codeWrong" | "locked" | "tooMany" };

type Known = { id: string; passwordHash: string | null; isActive: boolean; hasSecondStep: boolean };

/**
 * The attempt is written before the password is checked and taken back when nothing was guessed, so that
 * parallel guesses count too. Locked by account and address: a lock by account alone would let anybody lock out
 * the head. A refused try while locked leaves no row, so it neither prolongs the lock nor adds to the account's sum.
 */
export async function signIn(raw: unknown, address: string): Promise<SignIn> {
  const input = signInInput.safeParse(raw);
  if (!input.success) return { ok: false, reason: "wrong" };
  const { account, password, code } = input.data;

  const attempt = await beginAttempt(account, address);
  if (typeof attempt === "string") return { ok: false, reason: attempt };

  const [known] = await asSystemOnce<Known>(
    "signIn",
    sql`
    select u.id, c.password_hash as "passwordHash", u.is_active as "isActive",
           exists (select from totp_devices d where d.user_id = u.id and d.ended_at is null
                   and d.confirmed_at is not null) as "hasSecondStep"
    from users u left join credentials c on c.user_id = u.id where u.account = ${account}`,
  );
  const matches = await checkPassword(attempt, known?.passwordHash ?? undefined, password);
  if (matches === "tooMany") return { ok: false, reason: "tooMany" };
  const proven = matches && known?.isActive ? known : undefined;
  // only who knows the password hears that a code is asked for; nothing was guessed, so nothing is counted
  if (proven?.hasSecondStep && code === "") {
    await takeBack(attempt);
    return { ok: false, reason: "code" };
  }
  const token = proven ? await openSession(proven, account, address, code) : null;
  if (!proven || !token) {
    await recordFailure(attempt, known?.id);
    return { ok: false, reason: proven?.hasSecondStep ? "codeWrong" : "wrong" };
  }
  return { ok: true, token, userId: proven.id };
}

async function recordFailure(attempt: Attempt, userId: string | undefined): Promise<void> {
  await asSystem("signIn", (db) =>
    appendAudit(db, attempt.closesDoor ? "signInLocked" : "signInRefused", {
      entity: "user",
      id: userId ?? "unknown",
    }),
  );
}

/**
 * One session a person: the newest wins, and the older one is told so. The credential's row is locked and
 * compared again: two sign-ins at once leave one session, and a password reset or an account disabled while
 * argon2 was at work still counts.
 * The one-time code is taken in the same transaction: one code opens one session.
 */
async function openSession(
  known: Known,
  account: string,
  address: string,
  code: string,
): Promise<string | null> {
  const token = randomBytes(32).toString("base64url");
  return asSystem("signIn", async (db) => {
    const [still] = await db.rows(sql`
      select user_id from credentials
      where user_id = ${known.id}::uuid and password_hash = ${known.passwordHash} for update`);
    const [person] = await db.rows(sql`select id from enter(${known.id}::uuid)`);
    if (!still || !person) return null;
    const step = await takeSecondStep(db, known.id, code, new Date());
    if (step === "wrong") return null;
    await forgetAttempts(db, account, address);
    await db.rows(sql`
      update sessions set ended_at = now(), end_reason = 'NEWER_SIGN_IN'
      where user_id = ${known.id}::uuid and ended_at is null`);
    const [session] = await db.rows<{ id: string }>(sql`
      insert into sessions (token_hash, user_id, expires_at, address)
      values (${hashToken(token)}, ${known.id}::uuid, now() + make_interval(hours => ${ABSOLUTE_HOURS}::int), ${address})
      returning id`);
    const after = step === "none" ? "" : step;
    await appendAudit(db, "signIn", { entity: "session", id: session?.id ?? "", after });
    return token;
  });
}
