/** 动态口令: set up, switched off and asked for at the door by its owner; taken off by the security administrator. */
import { randomBytes } from "node:crypto";
import { codeHash, groupedCode, newCode, typedCode } from "@/lib/platform/codes";
import { appendAudit, done, issuesOf } from "@/lib/platform/command";
import { asSystem, asSystemOnce, type ScopedDb } from "@/lib/platform/db";
import { needsSecondStep } from "@/lib/platform/env";
import { type Outcome, refuse } from "@/lib/platform/result";
import { openSecret, sealSecret } from "@/lib/platform/secret-box";
import { sql } from "@/lib/platform/sql";
import { base32, matchingStep, SECRET_BYTES } from "@/lib/platform/totp";
import type { Viewer } from "@/lib/platform/viewer";
import { accountCommand } from "../account-command";
import { beginAttempt, checkPassword, endSessions, forgetAttempts } from "../door/commands";
import { lockAccount } from "../queries";
import { RECOVERY_CODES, RECOVERY_LENGTH, sixDigits } from "./rules";
import { confirmInput, proofInput, resetInput } from "./schema";

const BOX = "second step";
/** Failures here are counted apart from those at the door, as with the change of a password. */
const HERE = "second step";

export type SecondStep = "none" | "code" | "recoveryCode" | "wrong";

/** In the transaction that opens the session: a code is good for one. */
export async function takeSecondStep(
  db: ScopedDb,
  userId: string,
  typed: string,
  now: Date,
): Promise<SecondStep> {
  const [device] = await db.rows<{ id: string; sealed: Buffer; lastStep: number }>(sql`
    select id, sealed_secret as sealed, last_step::float8 as "lastStep" from totp_devices
    where user_id = ${userId}::uuid and ended_at is null and confirmed_at is not null for update`);
  if (!device) return "none";
  const digits = sixDigits(typed);
  if (digits) {
    const secret = openSecret(BOX, userId, device.sealed);
    const step = secret && matchingStep(secret, digits, now, device.lastStep);
    if (!step) return "wrong";
    await db.rows(sql`update totp_devices set last_step = ${step}::bigint where id = ${device.id}::uuid`);
    return "code";
  }
  const code = typedCode(typed, RECOVERY_LENGTH);
  if (!code) return "wrong";
  const [used] = await db.rows(sql`
    update totp_recovery_codes set used_at = now()
    where device_id = ${device.id}::uuid and code_hash = ${codeHash(code)} and used_at is null returning id`);
  return used ? "recoveryCode" : "wrong";
}

export type Begun = { secret: string };

/** Whoever sits at an open session proves the password, and the present device where there is one. */
export async function beginSecondStep(viewer: Viewer, raw: unknown): Promise<Outcome<Begun>> {
  const secret = randomBytes(SECRET_BYTES);
  return proven(viewer, raw, async (db) => {
    // what was begun and not ended is begun anew
    await db.rows(sql`
      update totp_devices set sealed_secret = null, ended_at = now(), ended_by = ${viewer.id}::uuid, end_reason = 'REPLACED'
      where user_id = ${viewer.id}::uuid and ended_at is null and confirmed_at is null`);
    await db.rows(sql`
      insert into totp_devices (user_id, sealed_secret)
      values (${viewer.id}::uuid, ${sealSecret(BOX, viewer.id, secret)})`);
    return { ok: true, value: { secret: base32(secret) } };
  });
}

/** The first code proves that the device works; only then does the door ask for one. Recovery codes are told once. */
export async function confirmSecondStep(
  viewer: Viewer,
  raw: unknown,
  now = new Date(),
): Promise<Outcome<{ codes: string[] }>> {
  const input = confirmInput.safeParse(raw, { reportInput: true });
  if (!input.success) return { ok: false, kind: "invalid", issues: issuesOf(input.error) };
  const codes = Array.from({ length: RECOVERY_CODES }, () => newCode(RECOVERY_LENGTH));
  return asSystem("accounts", async (db): Promise<Outcome<{ codes: string[] }>> => {
    const [person] = await db.rows(sql`select id from enter(${viewer.id}::uuid)`);
    if (!person) return { ok: false, kind: "signedOut" };
    const [begun] = await db.rows<{ id: string; sealed: Buffer }>(sql`
      select id, sealed_secret as sealed from totp_devices
      where user_id = ${viewer.id}::uuid and ended_at is null and confirmed_at is null for update`);
    if (!begun) return refused("secondStep.reason.notBegun");
    const secret = openSecret(BOX, viewer.id, begun.sealed);
    const step = secret && matchingStep(secret, sixDigits(input.data.code) ?? "", now, 0);
    if (!step) return refused("secondStep.reason.codeWrong");
    await endDevice(db, viewer.id, viewer.id, "REPLACED");
    await db.rows(sql`
      update totp_devices set confirmed_at = now(), last_step = ${step}::bigint where id = ${begun.id}::uuid`);
    await db.rows(sql`
      insert into totp_recovery_codes (device_id, code_hash)
      select ${begun.id}::uuid, hash from unnest(${codes.map(codeHash)}::bytea[]) hash`);
    await appendAudit(db, "setUpSecondStep", { entity: "user", id: viewer.id });
    return { ok: true, value: { codes: codes.map(groupedCode) } };
  });
}

export async function switchOffSecondStep(viewer: Viewer, raw: unknown): Promise<Outcome> {
  if (needsSecondStep(viewer)) return refused("secondStep.reason.demanded");
  return proven(viewer, raw, async (db) => {
    await endDevice(db, viewer.id, viewer.id, "SWITCHED_OFF");
    await appendAudit(db, "switchOffSecondStep", { entity: "user", id: viewer.id });
    return { ok: true, value: undefined };
  });
}

/** A lost telephone: who it belongs to was seen in person, and the reason says how. Never one's own. */
export const resetSecondStep = accountCommand({
  name: "resetSecondStep",
  right: "secondStep.reset",
  input: resetInput,
  prepare: async () => undefined,
  run: async ({ db, actor, input: { userId, reason } }) => {
    if (userId === actor.id) return refuse("secondStep.reason.own");
    await lockAccount(db, userId, actor.id);
    const ended = await endDevice(db, userId, actor.id, "RESET", reason);
    if (!ended) return refuse("secondStep.reason.none");
    await endSessions(db, userId, "REVOKED");
    return done(undefined, { entity: "user", id: userId });
  },
});

async function endDevice(
  db: ScopedDb,
  userId: string,
  by: string,
  why: "REPLACED" | "SWITCHED_OFF" | "RESET",
  reason = "",
): Promise<boolean> {
  const ended = await db.rows(sql`
    update totp_devices set sealed_secret = null, ended_at = now(), ended_by = ${by}::uuid, end_reason = ${why}, reason = ${reason}
    where user_id = ${userId}::uuid and ended_at is null and confirmed_at is not null returning id`);
  return ended.length > 0;
}

/** Password and, where a device is in use, a code of it: both count against the same limit. */
async function proven<T>(
  viewer: Viewer,
  raw: unknown,
  run: (db: ScopedDb) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const input = proofInput.safeParse(raw, { reportInput: true });
  if (!input.success) return { ok: false, kind: "invalid", issues: issuesOf(input.error) };
  const attempt = await beginAttempt(viewer.account, HERE);
  if (attempt === "locked") return refused("accounts.reason.locked");
  if (attempt === "tooMany") return { ok: false, kind: "tooMany" };
  const [stored] = await asSystemOnce<{ passwordHash: string | null }>(
    "accounts",
    sql`select password_hash as "passwordHash" from credentials where user_id = ${viewer.id}::uuid`,
  );
  const matches = await checkPassword(attempt, stored?.passwordHash ?? undefined, input.data.password);
  if (matches === "tooMany") return { ok: false, kind: "tooMany" };
  if (!matches) return refused("accounts.reason.passwordWrong");
  return asSystem("accounts", async (db): Promise<Outcome<T>> => {
    const [person] = await db.rows(sql`select id from enter(${viewer.id}::uuid)`);
    if (!person) return { ok: false, kind: "signedOut" };
    const step = await takeSecondStep(db, viewer.id, input.data.code, new Date());
    if (step === "wrong") return refused("secondStep.reason.codeWrong");
    await forgetAttempts(db, viewer.account, HERE);
    return run(db);
  });
}

const refused = (reason: string): Outcome<never> => ({ ok: false, kind: "refused", reason });
