/** One's own settings: language and password. */
import { appendAudit, command, done, issuesOf } from "@/lib/platform/command";
import { asSystem, asSystemOnce } from "@/lib/platform/db";
import { hashPassword } from "@/lib/platform/passwords";
import type { Outcome } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { beginAttempt, checkPassword, forgetAttempts } from "./door/commands";
import { passwordRefusal } from "./rules";
import { localeInput, passwordChangeInput } from "./schema";

export const settleLanguage = command({
  name: "settleLanguage",
  right: "self.settle",
  input: localeInput,
  run: async ({ db, viewer, input }) => {
    await db.orm.user.update({
      where: { id: viewer.id },
      data: { locale: input.locale },
      select: { id: true },
    });
    return done(undefined, { entity: "user", id: viewer.id, before: viewer.locale, after: input.locale });
  },
});

/** Failures of this form are counted apart from those of the sign-in page: no address is involved. */
const HERE = "password change";

/**
 * Secrets are out of the app role's reach, so this runs as the system role and not in the pipeline. Whoever sits
 * at an open session must still prove the password, and may guess no more often than at the door. Every other
 * session of the person ends.
 */
export async function changePassword(viewer: Viewer, sessionId: string, raw: unknown): Promise<Outcome> {
  const input = passwordChangeInput.safeParse(raw, { reportInput: true });
  if (!input.success) return { ok: false, kind: "invalid", issues: issuesOf(input.error) };
  const { current, next, repeated } = input.data;
  const problem = passwordRefusal(next, viewer.account);
  if (problem) return refused(problem);
  if (next !== repeated) return refused("accounts.reason.passwordsDiffer");
  if (next === current) return refused("accounts.reason.passwordSame");

  const attempt = await beginAttempt(viewer.account, HERE);
  if (attempt === "locked") return refused("accounts.reason.locked");
  if (attempt === "tooMany") return { ok: false, kind: "tooMany" };
  const [stored] = await asSystemOnce<{ passwordHash: string | null }>(
    "accounts",
    sql`select password_hash as "passwordHash" from credentials where user_id = ${viewer.id}::uuid`,
  );
  const matches = await checkPassword(attempt, stored?.passwordHash ?? undefined, current);
  if (matches === "tooMany") return { ok: false, kind: "tooMany" };
  if (!matches || !stored) return refused("accounts.reason.passwordWrong");
  const passwordHash = await hashPassword(next);
  return asSystem("accounts", async (db): Promise<Outcome> => {
    const [person] = await db.rows(sql`select id from enter(${viewer.id}::uuid)`);
    // a reset by the administrator, or the end of this session, came first: it stands
    const [changed] = await db.rows(sql`
      update credentials set password_hash = ${passwordHash}, must_change = false, password_changed_at = now()
      where user_id = ${viewer.id}::uuid and password_hash = ${stored.passwordHash}
        and exists (select from sessions where id = ${sessionId}::uuid and ended_at is null)
      returning user_id`);
    if (!person || !changed) return { ok: false, kind: "signedOut" };
    await forgetAttempts(db, viewer.account, HERE);
    await db.rows(sql`
      update sessions set ended_at = now(), end_reason = 'PASSWORD_CHANGED'
      where user_id = ${viewer.id}::uuid and id <> ${sessionId}::uuid and ended_at is null`);
    await appendAudit(db, "changePassword", { entity: "user", id: viewer.id });
    return { ok: true, value: undefined };
  });
}

const refused = (reason: string): Outcome => ({ ok: false, kind: "refused", reason });
