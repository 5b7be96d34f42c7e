/** What SYSADMIN does to accounts, and SECADMIN to roles. */
import { appendAudit, command, done } from "@/lib/platform/command";
import type { ScopedDb } from "@/lib/platform/db";
import { Denied, NotFound, refuse } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { accountCommand } from "../account-command";
import { issueSlip, type Slip } from "../activation/commands";
import { examine, findCadre, findUnit, type Line } from "../bulk/queries";
import { endSessions } from "../door/commands";
import { lockAccount, lockLinks } from "../queries";
import { grantRefusal, takeBackRefusal } from "../rules";
import {
  accountInput,
  accountStateInput,
  cadreLinkInput,
  clearanceInput,
  newAccountInput,
  newAccountsInput,
  roleInput,
  unitLinkInput,
} from "../schema";

const nothing = async () => undefined;

/** Without roles: those are the security administrator's. Without a password: the slip makes one. */
export const createAccount = accountCommand({
  name: "createAccount",
  input: newAccountInput,
  prepare: nothing,
  run: async ({ db, actor, input }) => {
    const { lines, faults } = await examine(db, [input]);
    const [line] = lines;
    if (!line) return refuse(`accounts.reason.${faults[0]?.code ?? "accountTaken"}`);
    const { id, slip } = await insertAccount(db, line, actor.id);
    return done({ id, slip }, { entity: "user", id, after: "active" });
  },
});

/** All or none; each account has a line of its own in the audit log. */
export const createAccounts = accountCommand({
  name: "createAccounts",
  input: newAccountsInput,
  prepare: nothing,
  run: async ({ db, actor, input: { people } }) => {
    const { lines, faults } = await examine(db, people);
    if (faults.length > 0) return refuse("bulk.reason.changedMeanwhile");
    const slips: Slip[] = [];
    for (const line of lines) {
      const { id, slip } = await insertAccount(db, line, actor.id);
      await appendAudit(db, "createAccount", { entity: "user", id, after: "active" });
      slips.push(slip);
    }
    return done({ slips }, null);
  },
});

async function insertAccount(
  db: ScopedDb,
  { account, name, department, unitId, cadreId }: Line,
  by: string,
): Promise<{ id: string; slip: Slip }> {
  const [created] = await db.rows<{ id: string }>(sql`
    insert into users (account, name, department) values (${account}, ${name}, ${department}) returning id`);
  const id = created?.id ?? "";
  if (unitId || cadreId)
    await db.rows(sql`
      update users set unit_id = ${unitId}::uuid, cadre_id = ${cadreId}::uuid where id = ${id}::uuid`);
  return { id, slip: await issueSlip(db, id, by) };
}

export const setAccountState = accountCommand({
  name: "setAccountState",
  input: accountStateInput,
  prepare: nothing,
  run: async ({ db, actor, input: { userId, isActive } }) => {
    if (userId === actor.id) return refuse("accounts.reason.ownAccount");
    const before = await lockAccount(db, userId, actor.id);
    if (!before.isActorActive) throw new Denied();
    if (isActive && before.isOver) return refuse("accounts.reason.validityOver");
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

/** The old password is gone at once and a slip makes the next one; a lock by failures falls with it. Also for a slip that was lost. */
export const resetPassword = accountCommand({
  name: "resetPassword",
  input: accountInput,
  prepare: nothing,
  run: async ({ db, actor, input: { userId } }) => {
    if (userId === actor.id) return refuse("accounts.reason.ownPassword");
    const { account } = await lockAccount(db, userId, actor.id);
    const slip = await issueSlip(db, userId, actor.id);
    const [had] = await db.rows(sql`
      update credentials set password_hash = null, must_change = false
      where user_id = ${userId}::uuid and password_hash is not null returning user_id`);
    await endSessions(db, userId, "PASSWORD_CHANGED");
    await db.rows(sql`delete from sign_in_attempts where account = ${account}`);
    return done({ slip }, { entity: "user", id: userId, before: had ? "password" : "none", after: "slip" });
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

/** By the account's own name and the unit held today: the system administrator reads no roster. */
export const linkCadre = accountCommand({
  name: "linkCadre",
  input: cadreLinkInput,
  prepare: nothing,
  run: async ({ db, actor, input: { userId, unit, bornIn } }) => {
    if (userId === actor.id) return refuse("accounts.reason.ownAccount");
    const { name, cadreId: before } = await lockLinks(db, userId);
    const found = await findCadre(db, name, unit, bornIn);
    if (typeof found === "string") return refuse(`accounts.reason.${found}`);
    await db.rows(sql`update users set cadre_id = ${found.id}::uuid where id = ${userId}::uuid`);
    return done(undefined, { entity: "user", id: userId, before: before ?? "", after: found.id });
  },
});

export const unlinkCadre = accountCommand({
  name: "unlinkCadre",
  input: accountInput,
  prepare: nothing,
  run: async ({ db, actor, input: { userId } }) => {
    if (userId === actor.id) return refuse("accounts.reason.ownAccount");
    const { cadreId } = await lockLinks(db, userId);
    await db.rows(sql`update users set cadre_id = null where id = ${userId}::uuid`);
    return done(undefined, { entity: "user", id: userId, before: cadreId ?? "" });
  },
});

/** A liaison's unit: set, changed when the person moves, taken away. */
export const linkUnit = accountCommand({
  name: "linkUnit",
  input: unitLinkInput,
  prepare: nothing,
  run: async ({ db, input: { userId, unit } }) => {
    const { unitId: before } = await lockLinks(db, userId);
    const unitId = await findUnit(db, unit);
    if (!unitId) return refuse("accounts.reason.unknownUnit");
    await db.rows(sql`update users set unit_id = ${unitId}::uuid where id = ${userId}::uuid`);
    return done(undefined, { entity: "user", id: userId, before: before ?? "", after: unitId });
  },
});

export const unlinkUnit = accountCommand({
  name: "unlinkUnit",
  input: accountInput,
  prepare: nothing,
  run: async ({ db, input: { userId } }) => {
    const { unitId } = await lockLinks(db, userId);
    await db.rows(sql`update users set unit_id = null where id = ${userId}::uuid`);
    return done(undefined, { entity: "user", id: userId, before: unitId ?? "" });
  },
});

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

/** 知悉权限: how confidential a record the person may read. */
export const setClearance = command({
  name: "setClearance",
  right: "roles.grant",
  input: clearanceInput,
  run: async ({ db, viewer, input: { userId, clearance } }) => {
    if (userId === viewer.id) return refuse("accounts.reason.ownClearance");
    const [set] = await db.rows<{ before: number | null }>(sql`
      select set_clearance(${userId}::uuid, ${clearance}::smallint)::int as before`);
    if (!set || set.before === null) throw new NotFound();
    return done(undefined, {
      entity: "user",
      id: userId,
      before: String(set.before),
      after: String(clearance),
    });
  },
});

async function rolesOf(db: ScopedDb, userId: string): Promise<Role[]> {
  const [person] = await db.rows<{ roles: Role[] }>(sql`
    select array(select role from user_roles r where r.user_id = u.id) as roles
    from users u where u.id = ${userId}::uuid`);
  if (!person) throw new NotFound();
  return person.roles;
}
