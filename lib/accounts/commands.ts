/** One's own settings: language and password. */
import { command, done, issuesOf } from "@/lib/platform/command";
import { asSystem } from "@/lib/platform/db";
import { hashPassword, passwordMatches } from "@/lib/platform/passwords";
import type { Outcome } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
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

/**
 * Secrets are out of the app role's reach, so this runs as the system role and not in the pipeline.
 * Every other session of the person ends.
 */
export async function changePassword(viewer: Viewer, sessionId: string, raw: unknown): Promise<Outcome> {
  const input = passwordChangeInput.safeParse(raw, { reportInput: true });
  if (!input.success) return { ok: false, kind: "invalid", issues: issuesOf(input.error) };
  const { current, next, repeated } = input.data;
  const problem = passwordRefusal(next, viewer.account);
  if (problem) return { ok: false, kind: "refused", reason: problem };
  if (next !== repeated) return { ok: false, kind: "refused", reason: "accounts.reason.passwordsDiffer" };
  if (next === current) return { ok: false, kind: "refused", reason: "accounts.reason.passwordSame" };

  const [stored] = await asSystem("accounts", (db) =>
    db.rows<{ passwordHash: string }>(
      sql`select password_hash as "passwordHash" from credentials where user_id = ${viewer.id}::uuid`,
    ),
  );
  if (!(await passwordMatches(stored?.passwordHash, current))) {
    return { ok: false, kind: "refused", reason: "accounts.reason.passwordWrong" };
  }
  const passwordHash = await hashPassword(next);
  await asSystem("accounts", async (db) => {
    await db.rows(sql`select id from enter(${viewer.id}::uuid)`);
    await db.rows(sql`
      update credentials set password_hash = ${passwordHash}, must_change = false, password_changed_at = now()
      where user_id = ${viewer.id}::uuid`);
    await db.rows(sql`
      update sessions set ended_at = now(), end_reason = 'PASSWORD_CHANGED'
      where user_id = ${viewer.id}::uuid and id <> ${sessionId}::uuid and ended_at is null`);
    await db.rows(sql`select append_audit('changePassword', 'user', ${viewer.id}, '', '')::text as seq`);
  });
  return { ok: true, value: undefined };
}
