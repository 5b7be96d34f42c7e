/** One role given to many, or taken from them, and taken back. */
import { describe, expect, it } from "vitest";
import { changeRoles, undoRoleChange } from "@/lib/accounts/changes/commands";
import { createAssignment, createPerson, createUnit, today } from "@/tests/support/builders";
import { askedRole, rolesOf } from "./change-steps";
import { auditLinesOf } from "./credentials";

describe("changeRoles", () => {
  it("grants one role to many, keeps who has it, and takes it back again", async () => {
    const admin = await createPerson("SECADMIN");
    const people = [await createPerson([]), await createPerson("REVIEWER"), await createPerson("OBSERVER")];
    const wish = await askedRole(admin, people, "GRANT", "OBSERVER");
    expect(await changeRoles(admin, wish)).toMatchObject({ ok: true });
    for (const person of people) expect(await rolesOf(person)).toContain("OBSERVER");
    expect(await auditLinesOf(people[0]?.id ?? "")).toMatchObject([
      { action: "grantRole", actorId: admin.id, after: "OBSERVER" },
    ]);
    expect(await undoRoleChange(admin, { id: wish.id })).toMatchObject({ ok: true });
    expect(await Promise.all(people.map(rolesOf))).toEqual([[], ["REVIEWER"], ["OBSERVER"]]);
  });

  it("is not taken back from who has units by then", async () => {
    const [admin, unit, person] = [
      await createPerson("SECADMIN"),
      await createUnit(),
      await createPerson([]),
    ];
    const wish = await askedRole(admin, [person], "GRANT", "OBSERVER");
    await changeRoles(admin, wish);
    await createAssignment(person, unit, { startsOn: today() });
    expect(await undoRoleChange(admin, { id: wish.id })).toMatchObject({
      reason: "accounts.reason.undoBlocked",
    });
    expect(await rolesOf(person)).toEqual(["OBSERVER"]);
  });

  it("grants nobody where one pair conflicts or a link is missing", async () => {
    const admin = await createPerson("SECADMIN");
    const unit = await createUnit();
    const ready = await createPerson([], { unitId: unit.id });
    for (const other of [await createPerson([]), await createPerson("AUDITOR", { unitId: unit.id }), admin])
      expect(
        await changeRoles(admin, await askedRole(admin, [ready, other], "GRANT", "LIAISON")),
      ).toMatchObject({
        reason: "accounts.reason.manyRefused",
        params: { count: 1 },
      });
    expect(await rolesOf(ready)).toEqual([]);
  });

  it("gives a role back that was taken, unless another forbids it by now", async () => {
    const admin = await createPerson("SECADMIN");
    const people = [await createPerson("REVIEWER"), await createPerson("REVIEWER")];
    const wish = await askedRole(admin, people, "TAKE_BACK", "REVIEWER");
    expect(await changeRoles(admin, wish)).toMatchObject({ ok: true });
    expect(await Promise.all(people.map(rolesOf))).toEqual([[], []]);
    await changeRoles(admin, await askedRole(admin, people.slice(1), "GRANT", "AUDITOR"));
    expect(await undoRoleChange(admin, { id: wish.id })).toMatchObject({
      reason: "accounts.reason.manyRefused",
    });
    await changeRoles(admin, await askedRole(admin, people.slice(1), "TAKE_BACK", "AUDITOR"));
    expect(await undoRoleChange(admin, { id: wish.id })).toMatchObject({ ok: true });
    expect(await Promise.all(people.map(rolesOf))).toEqual([["REVIEWER"], ["REVIEWER"]]);
  });

  it("lets one of two conflicting grants to the same people through", async () => {
    const [one, two] = [await createPerson("SECADMIN"), await createPerson("SECADMIN")];
    const people = [await createPerson([]), await createPerson([])];
    const [first, second] = [
      await askedRole(one, people, "GRANT", "OBSERVER"),
      await askedRole(two, people, "GRANT", "AUDITOR"),
    ];
    const outcomes = await Promise.all([changeRoles(one, first), changeRoles(two, second)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
