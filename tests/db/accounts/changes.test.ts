import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readAccounts } from "@/lib/accounts/account-command";
import {
  changeAccounts,
  changeRoles,
  undoAccountChange,
  undoRoleChange,
} from "@/lib/accounts/changes/commands";
import { getChange, listChangedLines, listChanges } from "@/lib/accounts/changes/queries";
import { findPerson, listAccounts } from "@/lib/accounts/queries";
import { accountFilter } from "@/lib/accounts/schema";
import { signIn } from "@/lib/accounts/sign-in/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { findSession } from "@/lib/platform/session";
import { createPerson, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { asked, askedRole, stateOf } from "./change-steps";
import { auditLinesOf, createSigner, nextAddress, PASSWORD } from "./credentials";

const signInAs = (account: string) => signIn({ account, password: PASSWORD }, nextAddress());

describe("changeAccounts", () => {
  it("disables many at once, ends their sessions, leaves who is disabled as they are, and goes back", async () => {
    const admin = await createPerson("SYSADMIN");
    const signer = await createSigner([]);
    const people = [signer, await createPerson("OBSERVER"), await createPerson([], { isActive: false })];
    const session = await signInAs(signer.account);
    if (!session.ok) throw new Error(session.reason);
    const wish = await asked(admin, people, "DISABLE");
    expect(await changeAccounts(admin, wish)).toMatchObject({ ok: true, value: { slips: [] } });
    expect((await stateOf(people)).map(({ isActive }) => isActive)).toEqual([false, false, false]);
    expect(await findSession(session.token)).toMatchObject({ kind: "ended", reason: "REVOKED" });
    const change = await read(admin, (db) => getChange(db, wish.id));
    expect(change).toMatchObject({ deed: "DISABLE", count: 2, undoneAt: null });
    expect(await auditLinesOf(signer.id)).toContainEqual(
      expect.objectContaining({ action: "setAccountState", actorId: admin.id, after: "disabled" }),
    );
    const other = await createPerson("SYSADMIN");
    expect(await undoAccountChange(other, { id: wish.id })).toMatchObject({ ok: true });
    expect((await stateOf(people.slice(0, 2))).map(({ isActive }) => isActive)).toEqual([true, true]);
    expect((await stateOf(people.slice(2)))[0]).toMatchObject({ isActive: false });
    expect(await undoAccountChange(other, { id: wish.id })).toMatchObject({
      reason: "accounts.reason.undoneAlready",
    });
  });

  it("does nothing at all where one is one's own", async () => {
    const admin = await createPerson("SYSADMIN");
    const other = await createPerson([]);
    expect(await changeAccounts(admin, await asked(admin, [admin, other], "DISABLE"))).toMatchObject({
      reason: "accounts.reason.manyRefused",
      params: { count: 1 },
    });
    expect((await stateOf([other]))[0]).toMatchObject({ isActive: true });
  });

  it("sets a last day: the account opens through it, not after, and says so at once", async () => {
    const admin = await createPerson("SYSADMIN");
    const signer = await createSigner("OBSERVER");
    expect(
      await changeAccounts(admin, await asked(admin, [signer], "VALIDITY", { day: today() })),
    ).toMatchObject({
      ok: true,
    });
    const session = await signInAs(signer.account);
    if (!session.ok) throw new Error(session.reason);
    expect(
      await changeAccounts(admin, await asked(admin, [signer], "VALIDITY", { day: addDays(today(), -1) })),
    ).toMatchObject({
      reason: "accounts.reason.validityPast",
    });
    // the day goes by
    await owner().query("update users set valid_until = city_today() - 1 where id = $1", [signer.id]);
    expect(await findSession(session.token)).not.toMatchObject({ kind: "live" });
    expect(await signInAs(signer.account)).toMatchObject({ ok: false, reason: "wrong" });
    // both lists say so
    const found = await readAccounts(admin, (db) =>
      listAccounts(db, accountFilter.parse({ q: signer.account, state: "expired" })),
    );
    expect(found).toMatchObject([{ id: signer.id, isOver: true, isActive: true }]);
    const secadmin = await createPerson("SECADMIN");
    expect(await read(secadmin, (db) => findPerson(db, signer.id))).toMatchObject({ isOver: true });
    expect(await changeAccounts(admin, await asked(admin, [signer], "SLIPS"))).toMatchObject({
      reason: "accounts.reason.manyRefused",
    });
    expect(await changeAccounts(admin, await asked(admin, [signer], "VALIDITY"))).toMatchObject({ ok: true });
    expect(await signInAs(signer.account)).toMatchObject({ ok: true });
  });

  it("takes a last day back to what each had, unless it was moved since", async () => {
    const admin = await createPerson("SYSADMIN");
    const people = [await createPerson([]), await createPerson([])];
    await owner().query("update users set valid_until = '2030-01-01' where id = $1", [people[0]?.id]);
    const before = await stateOf(people);
    const first = await asked(admin, people, "VALIDITY", { day: "2031-05-31" });
    await changeAccounts(admin, first);
    const second = await asked(admin, people.slice(1), "VALIDITY", { day: "2032-05-31" });
    await changeAccounts(admin, second);
    expect(await undoAccountChange(admin, { id: first.id })).toMatchObject({
      reason: "accounts.reason.undoBlocked",
    });
    const lines = await read(admin, async (db) => listChangedLines(db, await getChange(db, first.id)));
    expect(lines.filter(({ present, after }) => present !== after).map(({ userId }) => userId)).toEqual([
      people[1]?.id,
    ]);
    expect(await undoAccountChange(admin, { id: second.id })).toMatchObject({ ok: true });
    expect(await undoAccountChange(admin, { id: first.id })).toMatchObject({ ok: true });
    expect(await stateOf(people)).toEqual(before);
  });

  it("makes a slip for each: passwords and sessions are gone, and there is no way back", async () => {
    const admin = await createPerson("SYSADMIN");
    const people = [await createSigner([]), await createSigner([])];
    const wish = await asked(admin, people, "SLIPS");
    const outcome = await changeAccounts(admin, wish);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(outcome.value.slips.map(({ account }) => account).sort()).toEqual(
      people.map(({ account }) => account).sort(),
    );
    for (const { account } of people) expect(await signInAs(account)).toMatchObject({ ok: false });
    expect(await changeAccounts(admin, wish)).toMatchObject({ reason: "accounts.reason.slipsGone" });
    expect(await undoAccountChange(admin, { id: wish.id })).toMatchObject({
      reason: "accounts.reason.undoNothing",
    });
    const { rows } = await owner().query("select * from account_change_lines where change_id = $1", [
      wish.id,
    ]);
    for (const { code } of outcome.value.slips) expect(JSON.stringify(rows)).not.toContain(code);
  });

  it("lets one of two at once go first; the other is told to look again", async () => {
    const [one, two] = [await createPerson("SYSADMIN"), await createPerson("SYSADMIN")];
    const people = [await createPerson([]), await createPerson([])];
    const [first, second] = [await asked(one, people, "DISABLE"), await asked(two, people, "DISABLE")];
    const outcomes = await Promise.all([changeAccounts(one, first), changeAccounts(two, second)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ kind: "stale" });
  });

  it("leaves one of two administrators who disable each other", async () => {
    const [one, two] = [await createPerson("SYSADMIN"), await createPerson("SYSADMIN")];
    const [first, second] = [await asked(one, [two], "DISABLE"), await asked(two, [one], "DISABLE")];
    const outcomes = await Promise.all([changeAccounts(one, first), changeAccounts(two, second)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is one change when the same form is sent twice", async () => {
    const admin = await createPerson("SYSADMIN");
    const wish = await asked(admin, [await createPerson([])], "DISABLE");
    expect(await changeAccounts(admin, wish)).toMatchObject({ ok: true });
    expect(await changeAccounts(admin, wish)).toMatchObject({ ok: true });
  });
});

describe("who may", () => {
  it("change accounts: the system administrator alone; roles: the security administrator alone", async () => {
    const target = await createPerson([]);
    const [sys, sec] = [await createPerson("SYSADMIN"), await createPerson("SECADMIN")];
    const accounts = await asked(sys, [target], "DISABLE");
    const roles = await askedRole(sec, [target], "GRANT", "OBSERVER");
    const denied = { ok: false, kind: "denied" };
    for (const role of ROLES) {
      const person = await createPerson(role);
      if (role !== "SYSADMIN") {
        expect(await changeAccounts(person, accounts), role).toEqual(denied);
        expect(await undoAccountChange(person, { id: randomUUID() }), role).toEqual(denied);
      }
      if (role !== "SECADMIN") {
        expect(await changeRoles(person, roles), role).toEqual(denied);
        expect(await undoRoleChange(person, { id: randomUUID() }), role).toEqual(denied);
      }
    }
  });

  it("read changes: each administrator their own kind, nobody else any", async () => {
    const [sys, sec] = [await createPerson("SYSADMIN"), await createPerson("SECADMIN")];
    const target = await createPerson([]);
    const roles = await askedRole(sec, [target], "GRANT", "OBSERVER");
    await changeRoles(sec, roles);
    const accounts = await asked(sys, [target], "DISABLE");
    await changeAccounts(sys, accounts);
    const seenBy = async (person: Person) =>
      (await read(person, (db) => listChanges(db)))
        .map(({ id }) => id)
        .filter((id) => [roles, accounts].some((one) => one.id === id));
    expect(await seenBy(sys)).toEqual([accounts.id]);
    expect(await seenBy(sec)).toEqual([roles.id]);
    for (const role of ["AUDITOR", "ADMIN", "LEADER", "REVIEWER", "OBSERVER"] as const)
      expect(await seenBy(await createPerson(role)), role).toEqual([]);
  });

  it("write no change in SQL but what is their own, and rewrite none", async () => {
    const [sys, sec] = [await createPerson("SYSADMIN"), await createPerson("SECADMIN")];
    const target = await createPerson([]);
    const wish = await askedRole(sec, [target], "GRANT", "OBSERVER");
    await changeRoles(sec, wish);
    const tried = async (person: Person, query: string, values: unknown[]) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [person.id]);
        return client.query(query, values);
      });
    const made =
      "insert into account_changes (id, deed, reason, made_by) values ($1, 'DISABLE', '试试看', $2)";
    await expect(tried(sys, made, [randomUUID(), sys.id])).rejects.toThrow(/row-level security/);
    await expect(tried(sec, made, [randomUUID(), sec.id])).rejects.toThrow(/row-level security/);
    await expect(
      tried(sec, "insert into account_change_lines (change_id, user_id) values ($1, $2)", [wish.id, sec.id]),
    ).rejects.toThrow(/row-level security/);
    await expect(
      tried(sec, "update account_changes set reason = '改写' where id = $1", [wish.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(tried(sys, "update users set valid_until = null where id = $1", [sys.id])).rejects.toThrow(
      /permission denied/,
    );
    const undone = await tried(
      sys,
      "update account_changes set undone_by = $2, undone_at = now() where id = $1",
      [wish.id, sys.id],
    );
    expect(undone.rowCount).toBe(0);
  });
});
