/** 激活单: from a one-time code to a password of one's own. What is not known, used, voided or out of date gets one answer. */
import { codeHash, groupedCode, newCode, typedCode } from "@/lib/platform/codes";
import { appendAudit, issuesOf } from "@/lib/platform/command";
import { asSystem, asSystemOnce, type ScopedDb } from "@/lib/platform/db";
import { hashPassword } from "@/lib/platform/passwords";
import type { Outcome } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { endSessions } from "../door/commands";
import { LOCK_MINUTES, passwordRefusal } from "../rules";
import { activationInput } from "../schema";

/** 140 bits: nothing to guess, and still typed from paper in a minute */
export const CODE_LENGTH = 28;
export const SLIP_DAYS = 7;
/** Codes that opened nothing, from one address within the lock's half hour: an office shares an address, a program does not stop. */
export const WRONG_CODES_AN_ADDRESS = 20;

/** What is printed for one person; the code is in no place but here. */
export type Slip = { account: string; name: string; department: string; code: string; expiresAt: string };

/** Voids what the person had; the code leaves once, with the answer to whoever asked. */
export async function issueSlip(db: ScopedDb, userId: string, madeBy: string | null): Promise<Slip> {
  const code = newCode(CODE_LENGTH);
  await db.rows(sql`
    update activation_slips set voided_at = now()
    where user_id = ${userId}::uuid and used_at is null and voided_at is null`);
  const [made] = await db.rows<{ expiresAt: Date }>(sql`
    insert into activation_slips (user_id, token_hash, made_by, expires_at)
    values (${userId}::uuid, ${codeHash(code)}, ${madeBy}::uuid, now() + make_interval(days => ${SLIP_DAYS}::int))
    returning expires_at as "expiresAt"`);
  const [owner] = await db.rows<{ account: string; name: string; department: string }>(sql`
    select account, name, department from users where id = ${userId}::uuid`);
  if (!made || !owner) throw new Error("a slip without its owner");
  return { ...owner, code: groupedCode(code), expiresAt: made.expiresAt.toISOString() };
}

type Known = { id: string; userId: string; account: string };

/** Before there is a viewer, so under the system role; the audit line names the person once the code did. */
export async function activate(raw: unknown, address: string): Promise<Outcome<{ account: string }>> {
  const input = activationInput.safeParse(raw, { reportInput: true });
  if (!input.success) return { ok: false, kind: "invalid", issues: issuesOf(input.error) };
  const { code: typed, next, repeated } = input.data;
  if (next !== repeated) return refused("accounts.reason.passwordsDiffer");

  const attempt = await beginTry(address);
  if (!attempt) return { ok: false, kind: "tooMany" };
  const code = typedCode(typed, CODE_LENGTH);
  const [slip] = code ? await asSystemOnce<Known>("signIn", openSlip(codeHash(code))) : [];
  if (!slip) {
    await asSystem("signIn", (db) => appendAudit(db, "activationRefused", { entity: "user", id: "unknown" }));
    return refused(UNKNOWN);
  }
  const problem = passwordRefusal(next, slip.account);
  if (problem) {
    // the code was right: whoever mends a password is guessing nothing
    await takeBack(attempt);
    return refused(problem);
  }
  const passwordHash = await hashPassword(next);
  const isDone = await asSystem("signIn", async (db) => {
    // two at once: the row's lock lets one through, and the other finds it used
    const [taken] = await db.rows(sql`
      update activation_slips set used_at = now()
      where id = ${slip.id}::uuid and used_at is null and voided_at is null and expires_at > now() returning id`);
    const [person] = await db.rows(sql`select id from enter(${slip.userId}::uuid)`);
    if (!taken || !person) return false;
    await db.rows(sql`
      insert into credentials (user_id, password_hash, must_change) values (${slip.userId}::uuid, ${passwordHash}, false)
      on conflict (user_id) do update
      set password_hash = excluded.password_hash, must_change = false, password_changed_at = now()`);
    await endSessions(db, slip.userId, "PASSWORD_CHANGED");
    await db.rows(sql`delete from sign_in_attempts where account = ${slip.account} or id = ${attempt}::uuid`);
    await appendAudit(db, "activateAccount", { entity: "user", id: slip.userId });
    return true;
  });
  return isDone ? { ok: true, value: { account: slip.account } } : refused(UNKNOWN);
}

const UNKNOWN = "activation.reason.unknown";
const refused = (reason: string): Outcome<never> => ({ ok: false, kind: "refused", reason });

const openSlip = (hash: Buffer) => sql`
  select s.id, s.user_id as "userId", u.account from activation_slips s join users u on u.id = s.user_id
  where s.token_hash = ${hash} and s.used_at is null and s.voided_at is null and s.expires_at > now() and u.is_active`;

/** No account has this name; the place counts alone. */
const HERE = "#activation";

/** Written before the code is looked at, so that tries at once count too. */
function beginTry(address: string): Promise<string | null> {
  return asSystem("signIn", async (db) => {
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended('activation ' || ${address}, 0))::text`);
    const [recent] = await db.rows<{ tries: number }>(sql`
      select count(*)::int as tries from sign_in_attempts
      where account = ${HERE} and address = ${address} and at > now() - make_interval(mins => ${LOCK_MINUTES}::int)`);
    if ((recent?.tries ?? 0) >= WRONG_CODES_AN_ADDRESS) return null;
    const [written] = await db.rows<{ id: string }>(sql`
      insert into sign_in_attempts (account, address) values (${HERE}, ${address}) returning id`);
    return written?.id ?? null;
  });
}

const takeBack = (attempt: string) =>
  asSystemOnce("signIn", sql`delete from sign_in_attempts where id = ${attempt}::uuid`);
