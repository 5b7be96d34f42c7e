/** 知悉权限 of many: the rule of one for each of them, as a whole or not at all, and back. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { setClearance } from "@/lib/accounts/administration/commands";
import { changeClearances, undoClearanceChange } from "@/lib/accounts/changes/clearance/commands";
import { undoRoleChange } from "@/lib/accounts/changes/commands";
import { listChanges, listManyPeople } from "@/lib/accounts/changes/queries";
import { judgeClearances } from "@/lib/accounts/changes/rules";
import { read } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { createPerson, type Person } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { auditLinesOf } from "./credentials";

async function asked(admin: Person, people: { id: string }[], level: number) {
  const ids = people.map(({ id }) => id);
  const found = await read(admin, (db) => listManyPeople(db, ids));
  const { seen } = judgeClearances(found, level, admin.id);
  return { id: randomUUID(), accounts: ids.join(","), seen, level: String(level), reason: "处室调整" };
}
const levelsOf = async (people: { id: string }[]) =>
  Promise.all(
    people.map(
      async ({ id }) =>
        (await owner().query("select clearance from users where id = $1", [id])).rows[0].clearance,
    ),
  );

describe("changeClearances", () => {
  it("sets one level for many, leaves who has it, and gives each back what they had", async () => {
    const admin = await createPerson("SECADMIN");
    const people = [
      await createPerson("REVIEWER"),
      await createPerson("REVIEWER", { clearance: 2 }),
      await createPerson("LEADER", { clearance: 3 }),
    ];
    const wish = await asked(admin, people, 3);
    expect(await changeClearances(admin, wish)).toMatchObject({ ok: true });
    // the same form sent twice is one change
    expect(await changeClearances(admin, wish)).toMatchObject({ ok: true });
    expect(await levelsOf(people)).toEqual([3, 3, 3]);
    expect(await auditLinesOf(people[0]?.id ?? "")).toMatchObject([
      { action: "setClearance", actorId: admin.id, before: "1", after: "3" },
    ]);
    const [made] = (await read(admin, listChanges)).filter(({ id }) => id === wish.id);
    expect(made).toMatchObject({ deed: "CLEARANCE", level: 3, role: null, count: 2 });

    const other = await createPerson("SECADMIN");
    // the way back of a role is not its way back
    expect(await undoRoleChange(other, { id: wish.id })).toMatchObject({ kind: "notFound" });
    expect(await undoClearanceChange(other, { id: wish.id })).toMatchObject({ ok: true });
    expect(await levelsOf(people)).toEqual([1, 2, 3]);
    expect(await undoClearanceChange(other, { id: wish.id })).toMatchObject({
      reason: "accounts.reason.undoneAlready",
    });
  });

  it("raises nobody's own, nor lowers it, and then sets none of the others", async () => {
    const [admin, other] = [await createPerson("SECADMIN"), await createPerson("REVIEWER")];
    for (const level of [2, 3])
      expect(await changeClearances(admin, await asked(admin, [other, admin], level))).toMatchObject({
        reason: "accounts.reason.manyRefused",
        params: { count: 1 },
      });
    expect(await levelsOf([admin, other])).toEqual([1, 1]);
    // nor by taking back what another one set
    const second = await createPerson("SECADMIN");
    const wish = await asked(second, [admin], 2);
    await changeClearances(second, wish);
    expect(await undoClearanceChange(admin, { id: wish.id })).toMatchObject({
      reason: "accounts.reason.undoOwn",
    });
    expect(await levelsOf([admin])).toEqual([2]);
  });

  it("stops where one of them was set otherwise, before and after", async () => {
    const [admin, one, two] = [
      await createPerson("SECADMIN"),
      await createPerson("REVIEWER"),
      await createPerson("REVIEWER"),
    ];
    const looked = await asked(admin, [one, two], 3);
    await setClearance(admin, { userId: two.id, clearance: "2" });
    expect(await changeClearances(admin, looked)).toMatchObject({ kind: "stale" });
    expect(await levelsOf([one, two])).toEqual([1, 2]);

    const wish = await asked(admin, [one, two], 3);
    await changeClearances(admin, wish);
    await setClearance(admin, { userId: one.id, clearance: "2" });
    expect(await undoClearanceChange(admin, { id: wish.id })).toMatchObject({
      reason: "accounts.reason.undoBlocked",
    });
    expect(await levelsOf([one, two])).toEqual([2, 3]);
  });

  it("lets one of two at once go first; the other is told to look again", async () => {
    const [one, two] = [await createPerson("SECADMIN"), await createPerson("SECADMIN")];
    const people = [await createPerson("REVIEWER"), await createPerson("REVIEWER")];
    const [first, second] = [await asked(one, people, 2), await asked(two, people, 3)];
    const outcomes = await Promise.all([changeClearances(one, first), changeClearances(two, second)]);
    expect(outcomes.map((outcome) => (outcome.ok ? "done" : outcome.kind)).sort()).toEqual(["done", "stale"]);
  });
});

describe("who may", () => {
  it("set and take back levels, and read of it: the security administrator alone", async () => {
    const admin = await createPerson("SECADMIN");
    const target = await createPerson("REVIEWER");
    const wish = await asked(admin, [target], 2);
    for (const role of ROLES.filter((one) => one !== "SECADMIN")) {
      const person = await createPerson(role);
      expect(await changeClearances(person, wish), role).toMatchObject({ kind: "denied" });
      expect(await undoClearanceChange(person, { id: wish.id }), role).toMatchObject({ kind: "denied" });
    }
    await changeClearances(admin, wish);
    for (const role of ["SYSADMIN", "AUDITOR", "ADMIN", "LEADER"] as const) {
      const seen = await read(await createPerson(role), listChanges);
      expect(
        seen.filter(({ id }) => id === wish.id),
        role,
      ).toEqual([]);
    }
  });

  it("is asked by the database too: no change of levels by another administrator, and nobody's own", async () => {
    const [sys, sec] = [await createPerson("SYSADMIN"), await createPerson("SECADMIN")];
    const tried = (person: Person, query: string, values: unknown[]) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [person.id]);
        return client.query(query, values);
      });
    const id = randomUUID();
    const made =
      "insert into account_changes (id, deed, level, reason, made_by) values ($1, 'CLEARANCE', 3, '试试看', $2)";
    await expect(tried(sys, made, [id, sys.id])).rejects.toThrow(/row-level security/);
    await expect(
      tried(
        sec,
        "insert into account_changes (id, deed, reason, made_by) values ($1, 'CLEARANCE', '试试看', $2)",
        [id, sec.id],
      ),
    ).rejects.toThrow(/account_changes_level_fits/);
    await expect(tried(sec, "select set_clearance($1, 3::smallint)", [sec.id])).rejects.toThrow(
      /users_clearance_by_another/,
    );
  });
});
