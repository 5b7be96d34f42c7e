/**
 * 批量调整账号. All in one transaction, a line in the log for each account beside the change's own. Accounts are locked in
 * one order, so that of two changes at once the second waits, and then finds other facts than it was shown.
 */

import { cityDay } from "@/lib/platform/clock";
import { appendAudit, command, done } from "@/lib/platform/command";
import type { ScopedDb } from "@/lib/platform/db";
import { countsOf } from "@/lib/platform/many";
import { Denied, NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { accountCommand } from "../account-command";
import { issueSlip, type Slip } from "../activation/commands";
import { MOST_AT_ONCE } from "../schema";
import {
  type AccountChange,
  getChange,
  listChangedLines,
  listManyAccounts,
  listManyPeople,
  withLeaning,
} from "./queries";
import { accountStop, judgeAccounts, judgeRoles, type ManyAccount, statesOf, undoRefusal } from "./rules";
import { type AccountDeed, changeAccountsInput, changeRolesInput, undoInput } from "./schema";

const nothing = async () => undefined;

export const changeAccounts = accountCommand({
  name: "changeAccounts",
  input: changeAccountsInput,
  prepare: nothing,
  run: async ({ db, actor, input }) => {
    const { id, accounts: ids, deed, day, reason } = input;
    const today = cityDay(new Date());
    if (ids.length > MOST_AT_ONCE) return refuse("accounts.reason.tooManyAtOnce", { most: MOST_AT_ONCE });
    await lockPeople(db, [...ids, actor.id], actor.id);
    // the same form sent twice is one change; slips left with the first answer and are nowhere else
    if (await isMade(db, id))
      return deed === "SLIPS" ? refuse("accounts.reason.slipsGone") : done({ id, slips: [] }, null);
    const stop = accountStop(deed, day, today);
    if (stop) return refuse(stop);
    const accounts = await listManyAccounts(db, ids);
    if (accounts.length !== ids.length) throw new NotFound("account");
    const { lines, seen } = judgeAccounts(accounts, deed, day, actor.id);
    if (seen !== input.seen) throw new Stale("accounts");
    const counts = countsOf(lines);
    if (counts.refused > 0) return refuse("accounts.reason.manyRefused", { count: counts.refused });
    const changing = lines.filter(({ verdict }) => verdict.kind === "change");
    if (changing.length === 0) return refuse("accounts.reason.nothingToChange");

    await db.rows(sql`
      insert into account_changes (id, deed, day, reason, made_by)
      values (${id}::uuid, ${deed}, ${deed === "VALIDITY" ? (day ?? null) : null}::date, ${reason}, ${actor.id}::uuid)`);
    const kept = changing.map((account) => ({ userId: account.id, ...statesOf(account, deed, day) }));
    await keepLines(db, id, kept);
    const slips = await DOING[deed](db, changing, { day: day ?? null, by: actor.id });
    for (const { userId, before, after } of kept)
      await appendAudit(db, AUDITED[deed], { entity: "user", id: userId, before, after });
    return done({ id, slips }, { entity: "accountChange", id, after: `${deed} ${changing.length}` });
  },
});

/** In the log each account stands under the word that one alone would have. */
const AUDITED: Record<AccountDeed, string> = {
  DISABLE: "setAccountState",
  ENABLE: "setAccountState",
  UNLOCK: "unlockAccount",
  VALIDITY: "setValidity",
  SLIPS: "resetPassword",
};

type Doing = (
  db: ScopedDb,
  accounts: readonly ManyAccount[],
  given: { day: string | null; by: string },
) => Promise<Slip[]>;
const idsOf = (accounts: readonly ManyAccount[]) => accounts.map(({ id }) => id);

const DOING: Record<AccountDeed, Doing> = {
  DISABLE: async (db, accounts) => {
    await db.rows(sql`update users set is_active = false where id = any (${idsOf(accounts)}::uuid[])`);
    return endAllSessions(db, accounts, "REVOKED");
  },
  ENABLE: async (db, accounts) => {
    await db.rows(sql`update users set is_active = true where id = any (${idsOf(accounts)}::uuid[])`);
    return [];
  },
  UNLOCK: async (db, accounts) => {
    await forgetFailures(db, accounts);
    return [];
  },
  VALIDITY: async (db, accounts, { day }) => {
    await db.rows(
      sql`update users set valid_until = ${day}::date where id = any (${idsOf(accounts)}::uuid[])`,
    );
    return [];
  },
  SLIPS: async (db, accounts, { by }) => {
    const slips: Slip[] = [];
    for (const { id } of accounts) slips.push(await issueSlip(db, id, by));
    await db.rows(sql`
      update credentials set password_hash = null, must_change = false where user_id = any (${idsOf(accounts)}::uuid[])`);
    await forgetFailures(db, accounts);
    await endAllSessions(db, accounts, "PASSWORD_CHANGED");
    return slips;
  },
};

async function endAllSessions(
  db: ScopedDb,
  accounts: readonly ManyAccount[],
  reason: "REVOKED" | "PASSWORD_CHANGED",
): Promise<[]> {
  await db.rows(sql`
    update sessions set ended_at = now(), end_reason = ${reason}
    where user_id = any (${idsOf(accounts)}::uuid[]) and ended_at is null`);
  return [];
}

const forgetFailures = (db: ScopedDb, accounts: readonly ManyAccount[]) =>
  db.rows(sql`
    delete from sign_in_attempts where account = any (${accounts.map(({ account }) => account)}::text[])`);

/** Back to what each was; whatever was changed since stops the whole. */
export const undoAccountChange = accountCommand({
  name: "undoAccountChange",
  input: undoInput,
  prepare: nothing,
  run: async ({ db, actor, input: { id } }) => {
    const change = await held(db, id);
    await lockPeople(db, [...(await idsOfLines(db, id)), actor.id], actor.id);
    const lines = await listChangedLines(db, change);
    const no = undoRefusal(change, lines, actor.id, new Date());
    if (no) return refuse(no);
    const ids = lines.map(({ userId }) => userId);
    if (change.deed === "VALIDITY")
      await db.rows(sql`
        update users u set valid_until = nullif(l.before, '')::date
        from account_change_lines l where l.change_id = ${id}::uuid and u.id = l.user_id`);
    else
      await db.rows(sql`
        update users set is_active = ${change.deed === "DISABLE"}::boolean where id = any (${ids}::uuid[])`);
    if (change.deed === "ENABLE")
      await db.rows(sql`
        update sessions set ended_at = now(), end_reason = 'REVOKED'
        where user_id = any (${ids}::uuid[]) and ended_at is null`);
    await markUndone(db, id, actor.id);
    const word = change.deed === "VALIDITY" ? "setValidity" : "setAccountState";
    for (const { userId, before, after } of lines)
      await appendAudit(db, word, { entity: "user", id: userId, before: after, after: before });
    return done({ id }, { entity: "accountChange", id, before: change.deed, after: "UNDONE" });
  },
});

export const changeRoles = command({
  name: "changeRoles",
  right: "roles.grant",
  input: changeRolesInput,
  run: async ({ db, viewer, input }) => {
    const { id, accounts: ids, deed, role, reason } = input;
    if (ids.length > MOST_AT_ONCE) return refuse("accounts.reason.tooManyAtOnce", { most: MOST_AT_ONCE });
    await oneAtATime(db);
    if (await isMade(db, id)) return done({ id }, null);
    const people = await listManyPeople(db, ids);
    if (people.length !== ids.length) throw new NotFound("person");
    const { lines, seen } = judgeRoles(people, deed, role, viewer.id);
    if (seen !== input.seen) throw new Stale("roles");
    const counts = countsOf(lines);
    if (counts.refused > 0) return refuse("accounts.reason.manyRefused", { count: counts.refused });
    const changing = lines.filter(({ verdict }) => verdict.kind === "change").map((one) => one.id);
    if (changing.length === 0) return refuse("accounts.reason.nothingToChange");
    const isGrant = deed === "GRANT";
    await db.rows(sql`
      insert into account_changes (id, deed, role, reason, made_by)
      values (${id}::uuid, ${deed}, ${role}, ${reason}, ${viewer.id}::uuid)`);
    const [before, after] = isGrant ? ["none", "held"] : ["held", "none"];
    await keepLines(
      db,
      id,
      changing.map((userId) => ({ userId, before: before ?? "", after: after ?? "" })),
    );
    await setRole(db, { ids: changing, role, isGrant, by: viewer.id });
    return done({ id }, { entity: "accountChange", id, after: `${deed} ${role} ${changing.length}` });
  },
});

export const undoRoleChange = command({
  name: "undoRoleChange",
  right: "roles.grant",
  input: undoInput,
  run: async ({ db, viewer, input: { id }, now }) => {
    await oneAtATime(db);
    const change = await getChange(db, id);
    const { role } = change;
    if (!role) throw new NotFound("change");
    const lines = await withLeaning(db, change, await listChangedLines(db, change));
    const no = undoRefusal(change, lines, viewer.id, now);
    if (no) return refuse(no);
    // as for a grant: a link may have gone meanwhile, or another role have come
    const isGrant = change.deed === "TAKE_BACK";
    const ids = lines.map(({ userId }) => userId);
    if (isGrant) {
      const { lines: judged } = judgeRoles(await listManyPeople(db, ids), "GRANT", role, viewer.id);
      const counts = countsOf(judged);
      if (counts.refused > 0) return refuse("accounts.reason.manyRefused", { count: counts.refused });
    }
    await setRole(db, { ids, role, isGrant, by: viewer.id });
    await markUndone(db, id, viewer.id);
    return done({ id }, { entity: "accountChange", id, before: change.deed, after: "UNDONE" });
  },
});

type RoleSetting = { ids: readonly string[]; role: string; isGrant: boolean; by: string };

async function setRole(db: ScopedDb, { ids, role, isGrant, by }: RoleSetting): Promise<void> {
  const set = isGrant
    ? await db.rows(sql`
        insert into user_roles (user_id, role, granted_by)
        select id, ${role}, ${by}::uuid from unnest(${ids}::uuid[]) as g(id) order by id returning user_id`)
    : await db.rows(sql`
        delete from user_roles where user_id = any (${ids}::uuid[]) and role = ${role} returning user_id`);
  if (set.length !== ids.length) throw new Stale("roles");
  for (const id of ids)
    await appendAudit(
      db,
      isGrant ? "grantRole" : "takeBackRole",
      isGrant ? { entity: "userRole", id, after: role } : { entity: "userRole", id, before: role },
    );
}

// ---------------------------------------------------------------- what all kinds share
/** The app role may lock no account, so changes of roles wait for each other. */
export const oneAtATime = (db: ScopedDb) =>
  db.rows(sql`select pg_advisory_xact_lock(hashtext('account_roles'))::text as waited`);

/** Everybody in one order, the acting one among them: two who disable each other leave one of them. */
async function lockPeople(db: ScopedDb, ids: readonly string[], actorId: string): Promise<void> {
  const rows = await db.rows<{ id: string; isActive: boolean }>(sql`
    select id, is_active as "isActive" from users where id = any (${ids}::uuid[]) order by id for no key update`);
  if (!rows.some(({ id, isActive }) => id === actorId && isActive)) throw new Denied();
}

export const isMade = async (db: ScopedDb, id: string): Promise<boolean> =>
  (await db.rows(sql`select id from account_changes where id = ${id}::uuid`)).length > 0;

type KeptLine = { userId: string; before: string; after: string };
export const keepLines = (db: ScopedDb, id: string, lines: readonly KeptLine[]) =>
  db.rows(sql`
    insert into account_change_lines (change_id, user_id, before, after)
    select ${id}::uuid, "userId", before, after
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as g("userId" uuid, before text, after text)`);

/** Held until the end, so that it is taken back once. */
async function held(db: ScopedDb, id: string): Promise<AccountChange> {
  await db.rows(sql`select id from account_changes where id = ${id}::uuid for update`);
  return getChange(db, id);
}

async function idsOfLines(db: ScopedDb, id: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select user_id as id from account_change_lines where change_id = ${id}::uuid`,
  );
  return rows.map((row) => row.id);
}

export const markUndone = (db: ScopedDb, id: string, by: string) =>
  db.rows(sql`
    update account_changes set undone_by = ${by}::uuid, undone_at = now() where id = ${id}::uuid and undone_at is null`);
