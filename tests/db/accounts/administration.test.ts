import { describe, expect, it } from "vitest";
import { readAccounts } from "@/lib/accounts/account-command";
import { activate } from "@/lib/accounts/activation/commands";
import * as administration from "@/lib/accounts/administration/commands";
import { findAccount, listAccounts, listPeople } from "@/lib/accounts/queries";
import { LOCK_AFTER_FAILURES } from "@/lib/accounts/rules";
import { accountFilter, roleFilter } from "@/lib/accounts/schema";
import { signIn } from "@/lib/accounts/sign-in/commands";
import { read } from "@/lib/platform/db";
import { Denied } from "@/lib/platform/result";
import { ROLES } from "@/lib/platform/rights";
import { findSession } from "@/lib/platform/session";
import { createPerson } from "../../support/builders";
import { asAppRole, owner } from "../../support/owner";
import { auditLinesOf, createSigner, nextAddress, PASSWORD } from "./credentials";

const {
  createAccount,
  setAccountState,
  resetPassword,
  revokeSessions,
  unlockAccount,
  grantRole,
  takeBackRole,
} = administration;
const NEW_PASSWORD = "Chushi#2026";
/** What the owner does with the slip. */
const activateWith = (code: string) =>
  activate({ code, next: NEW_PASSWORD, repeated: NEW_PASSWORD }, nextAddress());
const signInAs = (account: string, password = PASSWORD) => signIn({ account, password }, nextAddress());
async function tokenOf(account: string): Promise<string> {
  const result = await signInAs(account);
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}
let counter = 0;
const newAccount = (over: object = {}) => ({
  account: `n${process.pid}.${++counter}`,
  name: "新来的人",
  department: "干部一科",
  ...over,
});

describe("createAccount", () => {
  it("makes an account without roles and without a password; its slip makes one", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const input = newAccount();
    const outcome = await createAccount(sysadmin, input);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(await signInAs(input.account, NEW_PASSWORD)).toMatchObject({ ok: false });
    expect(await activateWith(outcome.value.slip.code)).toEqual({
      ok: true,
      value: { account: input.account },
    });
    const result = await signInAs(input.account, NEW_PASSWORD);
    if (!result.ok) throw new Error(result.reason);
    expect(await findSession(result.token)).toMatchObject({
      mustChangePassword: false,
      viewer: { roles: [] },
    });
    expect(await auditLinesOf(outcome.value.id)).toMatchObject([
      { action: "createAccount", actorId: sysadmin.id },
      { action: "signInRefused" },
      { action: "activateAccount", actorId: outcome.value.id },
    ]);
  });
  it("refuses a taken name, an unknown unit and a misshapen name", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const { account } = await createSigner();
    expect(await createAccount(sysadmin, newAccount({ account }))).toMatchObject({
      reason: "accounts.reason.accountTaken",
    });
    expect(await createAccount(sysadmin, newAccount({ unit: "没有的单位" }))).toMatchObject({
      reason: "accounts.reason.unknownUnit",
    });
    expect(await createAccount(sysadmin, newAccount({ account: "9bad" }))).toMatchObject({ kind: "invalid" });
  });
});

describe("account commands", () => {
  it("are denied to every other role", async () => {
    const target = await createSigner();
    for (const role of ROLES.filter((one) => one !== "SYSADMIN")) {
      const person = await createPerson(role);
      const userId = target.id;
      const outcomes = await Promise.all([
        createAccount(person, newAccount()),
        setAccountState(person, { userId, isActive: "false" }),
        resetPassword(person, { userId }),
        revokeSessions(person, { userId }),
        unlockAccount(person, { userId }),
      ]);
      for (const outcome of outcomes) expect(outcome, role).toEqual({ ok: false, kind: "denied" });
      await expect(
        readAccounts(person, async () => {}),
        role,
      ).rejects.toThrow(Denied);
    }
    expect(await signInAs(target.account)).toMatchObject({ ok: true });
  });
  it("disable and enable: the session ends at once", async () => {
    const [sysadmin, target] = [await createPerson("SYSADMIN"), await createSigner()];
    const token = await tokenOf(target.account);
    expect(await setAccountState(sysadmin, { userId: target.id, isActive: "false" })).toMatchObject({
      ok: true,
    });
    expect(await findSession(token)).toEqual({ kind: "ended", reason: "REVOKED" });
    expect(await signInAs(target.account)).toMatchObject({ ok: false });
    await setAccountState(sysadmin, { userId: target.id, isActive: "true" });
    expect(await signInAs(target.account)).toMatchObject({ ok: true });
    expect(await auditLinesOf(target.id)).toMatchObject([
      { action: "setAccountState", actorId: sysadmin.id, before: "active", after: "disabled" },
      { action: "signInRefused", actorId: null },
      { action: "setAccountState", before: "disabled", after: "active" },
    ]);
  });
  it("do not let one disable oneself or reset one's own password", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    expect(await setAccountState(sysadmin, { userId: sysadmin.id, isActive: "false" })).toMatchObject({
      reason: "accounts.reason.ownAccount",
    });
    expect(await resetPassword(sysadmin, { userId: sysadmin.id })).toMatchObject({
      reason: "accounts.reason.ownPassword",
    });
  });
  it("leave one of two administrators who disable each other", async () => {
    const [one, other] = [await createPerson("SYSADMIN"), await createPerson("SYSADMIN")];
    await Promise.all([
      setAccountState(one, { userId: other.id, isActive: "false" }),
      setAccountState(other, { userId: one.id, isActive: "false" }),
    ]);
    const { rows } = await owner().query("select id from users where id = any($1) and is_active", [
      [one.id, other.id],
    ]);
    expect(rows).toHaveLength(1);
  });
  it("reset a password: it and the session are gone at once, the lock falls, the slip makes another", async () => {
    const [sysadmin, target] = [await createPerson("SYSADMIN"), await createSigner()];
    const token = await tokenOf(target.account);
    const address = nextAddress();
    for (let failure = 0; failure < LOCK_AFTER_FAILURES; failure++) {
      await signIn({ account: target.account, password: "Falsch#2026" }, address);
    }
    const outcome = await resetPassword(sysadmin, { userId: target.id });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(await findSession(token)).toEqual({ kind: "ended", reason: "PASSWORD_CHANGED" });
    expect(await signInAs(target.account)).toMatchObject({ ok: false });
    expect(await activateWith(outcome.value.slip.code)).toMatchObject({ ok: true });
    expect(await signIn({ account: target.account, password: NEW_PASSWORD }, address)).toMatchObject({
      ok: true,
    });
  });
  it("revoke sessions and unlock", async () => {
    const [sysadmin, target] = [await createPerson("SYSADMIN"), await createSigner()];
    const token = await tokenOf(target.account);
    await revokeSessions(sysadmin, { userId: target.id });
    expect(await findSession(token)).toEqual({ kind: "ended", reason: "REVOKED" });
    const address = nextAddress();
    const account = target.account;
    for (let failure = 0; failure < LOCK_AFTER_FAILURES; failure++) {
      await signIn({ account, password: "Falsch#2026" }, address);
    }
    const look = () => readAccounts(sysadmin, (db) => findAccount(db, target.id));
    expect(await look()).toMatchObject({ isLocked: true });
    await unlockAccount(sysadmin, { userId: target.id });
    expect(await look()).toMatchObject({ isLocked: false });
    expect(await signIn({ account, password: PASSWORD }, address)).toMatchObject({ ok: true });
  });
});

describe("listAccounts", () => {
  it("finds by name, account and department, by state, and page by page", async () => {
    const sysadmin = await createPerson("SYSADMIN");
    const target = await createSigner("OBSERVER", { isActive: false });
    const list = (filter: object) =>
      readAccounts(sysadmin, (db) => listAccounts(db, accountFilter.parse(filter)));
    for (const q of [target.name, target.account]) {
      expect((await list({ q })).map((row) => row.id)).toContain(target.id);
    }
    expect((await list({ q: target.account, state: "disabled" })).map((row) => row.id)).toEqual([target.id]);
    expect(await list({ q: target.account, state: "active" })).toEqual([]);
    expect(await list({ q: target.account, after: target.account })).toEqual([]);
    expect(await list({ q: "100%_" })).toEqual([]);
  });
});

describe("grantRole and takeBackRole", () => {
  it("take effect with the next request of the person", async () => {
    const [secadmin, target] = [await createPerson("SECADMIN"), await createSigner([])];
    const token = await tokenOf(target.account);
    expect(await grantRole(secadmin, { userId: target.id, role: "REVIEWER" })).toMatchObject({ ok: true });
    expect(await findSession(token)).toMatchObject({ viewer: { roles: ["REVIEWER"] } });
    expect(await takeBackRole(secadmin, { userId: target.id, role: "REVIEWER" })).toMatchObject({ ok: true });
    expect(await findSession(token)).toMatchObject({ viewer: { roles: [] } });
    expect(await auditLinesOf(target.id)).toMatchObject([
      { action: "grantRole", actorId: secadmin.id, after: "REVIEWER" },
      { action: "takeBackRole", actorId: secadmin.id, before: "REVIEWER" },
    ]);
  });
  it("are denied to every other role", async () => {
    const target = await createPerson([]);
    for (const role of ROLES.filter((one) => one !== "SECADMIN")) {
      const person = await createPerson(role);
      const input = { userId: target.id, role: "LEADER" };
      expect(await grantRole(person, input), role).toEqual({ ok: false, kind: "denied" });
      expect(await takeBackRole(person, input), role).toEqual({ ok: false, kind: "denied" });
    }
  });
  it("refuse oneself, in the code and in the database", async () => {
    const secadmin = await createPerson("SECADMIN");
    expect(await grantRole(secadmin, { userId: secadmin.id, role: "LEADER" })).toMatchObject({
      reason: "accounts.reason.ownRoles",
    });
    await asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [secadmin.id]);
      const grant = "insert into user_roles (user_id, role, granted_by) values ($1, 'LEADER', $1)";
      await expect(client.query(grant, [secadmin.id])).rejects.toThrow(/row-level security/);
      await client.query("rollback");
    });
  });
  it("keep the three administrators apart, in the code and in the database", async () => {
    const [secadmin, auditor] = [await createPerson("SECADMIN"), await createPerson("AUDITOR")];
    expect(await grantRole(secadmin, { userId: auditor.id, role: "REVIEWER" })).toMatchObject({
      reason: "accounts.reason.rolesKeepApart",
    });
    const grant = "insert into user_roles (user_id, role) values ($1, 'SYSADMIN')";
    await expect(owner().query(grant, [auditor.id])).rejects.toThrow(/user_roles_keep_apart/);
  });
  it("let one of two conflicting grants at once through, without a deadlock", async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await createPerson("SECADMIN"), await createPerson("SECADMIN")];
      const target = await createPerson([]);
      const outcomes = await Promise.all([
        grantRole(one, { userId: target.id, role: "SYSADMIN" }),
        grantRole(other, { userId: target.id, role: "OBSERVER" }),
      ]);
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
        reason: "accounts.reason.rolesKeepApart",
      });
    }
  });
  it("show people with their roles to SECADMIN", async () => {
    const [secadmin, target] = [await createPerson("SECADMIN"), await createPerson(["OBSERVER", "REVIEWER"])];
    const filter = roleFilter.parse({ q: target.account, role: "REVIEWER" });
    const [row] = await read(secadmin, (db) => listPeople(db, filter));
    expect(row?.roles.map(({ role }) => role)).toEqual(["OBSERVER", "REVIEWER"]);
  });
});

describe("the app role", () => {
  it.each(["credentials", "sessions", "sign_in_attempts"])(
    "can't read %s, whoever the viewer",
    async (table) => {
      const sysadmin = await createPerson("SYSADMIN");
      await asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [sysadmin.id]);
        await expect(client.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
        await client.query("rollback");
      });
    },
  );
  it("can't change a clearance, an account's state or its unit", async () => {
    const secadmin = await createPerson("SECADMIN");
    for (const change of ["clearance = 3", "is_active = false", "unit_id = null"]) {
      await asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [secadmin.id]);
        await expect(client.query(`update users set ${change}`)).rejects.toThrow(/permission denied/);
        await client.query("rollback");
      });
    }
  });
});
