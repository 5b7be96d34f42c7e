/** What SYSADMIN does to accounts, and SECADMIN to roles. */
import { command, done } from "@/lib/platform/command";
import type { ScopedDb } from "@/lib/platform/db";
import { hashPassword } from "@/lib/platform/passwords";
import { Denied, NotFound, refuse } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { accountCommand } from "../account-command";
import { lockAccount } from "../queries";
import { grantRefusal, passwordRefusal, takeBackRefusal } from "../rules";
import { accountInput, accountStateInput, newAccountInput, passwordResetInput, roleInput } from "../schema";

const nothing = async () => undefined;

/** Without roles: those are the security administrator's. */
export const createAccount = accountCommand({
  name: "createAccount",
  input: newAccountInput,
  prepare: ({ password }) => hashPassword(password),
  run: async ({ db, input, prepared: passwordHash }) => {
    const problem = passwordRefusal(input.password, input.account);
    if (problem) return refuse(problem);
    const [created] = await db.rows<{ id: string }>(sql`
      insert into users (account, name, department) values (${input.account}, ${input.name}, ${input.department})
      returning id`);
    const id = created?.id ?? "";
    await db.rows(sql`
      insert into credentials (user_id, password_hash, must_change) values (${id}::uuid, ${passwordHash}, true)`);
    return done({ id }, { entity: "user", id, after: "active" });
  },
});

export const setAccountState = accountCommand({
  name: "setAccountState",
  input: accountStateInput,
  prepare: nothing,
  run: async ({ db, actor, input: { userId, isActive } }) => {
    if (userId === actor.id) return refuse("accounts.reason.ownAccount");
    const before = await lockAccount(db, userId, actor.id);
    if (!before.isActorActive) throw new Denied();
    await db.rows(sql`update users set is_active = ${isActive} where id = ${userId}::uuid`);
    if (!isActive) await endSessions(db, userId, "REVOKED");
    const word = (active: boolean) => (active ? "active" : "disabled");
    return done(undefined, {
      entity: "user",
      id: userId,
      before: word(before.isActive),
      after: word(isActive),
    });
  },
});

/** The person must choose another at the next sign-in; a lock by failures falls with it. */
export const resetPassword = accountCommand({
  name: "resetPassword",
  input: passwordResetInput,
  prepare: ({ password }) => hashPassword(password),
  run: async ({ db, actor, input: { userId, password }, prepared: passwordHash }) => {
    if (userId === actor.id) return refuse("accounts.reason.ownPassword");
    const { account } = await lockAccount(db, userId, actor.id);
    const problem = passwordRefusal(password, account);
    if (problem) return refuse(problem);
    await db.rows(sql`
      insert into credentials (user_id, password_hash, must_change) values (${userId}::uuid, ${passwordHash}, true)
      on conflict (user_id) do update
      set password_hash = excluded.password_hash, must_change = true, password_changed_at = now()`);
    await endSessions(db, userId, "PASSWORD_CHANGED");
    await db.rows(sql`delete from sign_in_attempts where account = ${account}`);
    return done(undefined, { entity: "user", id: userId });
  },
});

export const revokeSessions = accountCommand({
  name: "revokeSessions",
  input: accountInput,
  prepare: nothing,
  run: async ({ db, actor, input: { userId } }) => {
    await lockAccount(db, userId, actor.id);
    const ended = await endSessions(db, userId, "REVOKED");
    return done(undefined, { entity: "user", id: userId, after: String(ended) });
  },
});

export const unlockAccount = accountCommand({
  name: "unlockAccount",
  input: accountInput,
  prepare: nothing,
  run: async ({ db, actor, input: { userId } }) => {
    const { account } = await lockAccount(db, userId, actor.id);
    await db.rows(sql`delete from sign_in_attempts where account = ${account}`);
    return done(undefined, { entity: "user", id: userId });
  },
});

async function endSessions(
  db: ScopedDb,
  userId: string,
  reason: "REVOKED" | "PASSWORD_CHANGED",
): Promise<number> {
  const ended = await db.rows(sql`
    update sessions set ended_at = now(), end_reason = ${reason}
    where user_id = ${userId}::uuid and ended_at is null returning id`);
  return ended.length;
}

/** Takes effect with the person's next request: enter() reads the roles each time. */
export const grantRole = command({
  name: "grantRole",
  right: "roles.grant",
  input: roleInput,
  run: async ({ db, viewer, input: { userId, role } }) => {
    const refusal = grantRefusal(await rolesOf(db, userId), role, userId === viewer.id);
    if (refusal) return refuse(refusal);
    await db.orm.userRole.create({
      data: { userId, role, grantedBy: viewer.id },
      select: { userId: true },
    });
    return done(undefined, { entity: "userRole", id: userId, after: role });
  },
});

export const takeBackRole = command({
  name: "takeBackRole",
  right: "roles.grant",
  input: roleInput,
  run: async ({ db, viewer, input: { userId, role } }) => {
    const refusal = takeBackRefusal(await rolesOf(db, userId), role, userId === viewer.id);
    if (refusal) return refuse(refusal);
    const { count } = await db.orm.userRole.deleteMany({ where: { userId, role } });
    if (count === 0) return refuse("accounts.reason.roleNotHeld");
    return done(undefined, { entity: "userRole", id: userId, before: role });
  },
});

async function rolesOf(db: ScopedDb, userId: string): Promise<Role[]> {
  const [person] = await db.rows<{ roles: Role[] }>(sql`
    select array(select role from user_roles r where r.user_id = u.id) as roles
    from users u where u.id = ${userId}::uuid`);
  if (!person) throw new NotFound();
  return person.roles;
}
