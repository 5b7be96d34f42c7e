import { describe, expect, it } from "vitest";
import { takeBackRole } from "@/lib/accounts/administration/commands";
import { askException, decideException, endException } from "@/lib/accounts/exceptions/commands";
import { listExceptions } from "@/lib/accounts/exceptions/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { createPerson, type Person, today } from "../../support/builders";
import { asAppRole, owner } from "../../support/owner";
import { auditLinesOf } from "./credentials";

const REASON = "审计员住院，局里暂无第三人";

async function scene(held: Role = "SYSADMIN") {
  return {
    person: await createPerson(held),
    asker: await createPerson("SECADMIN"),
    decider: await createPerson("LEADER"),
  };
}
const ask = (asker: Person, person: Person, over: object = {}) =>
  askException(asker, {
    userId: person.id,
    addedRole: "AUDITOR",
    reason: REASON,
    endsOn: addDays(today(), 14),
    ...over,
  });
async function idOf(person: Person): Promise<string> {
  const { rows } = await owner().query(
    "select id from role_exceptions where user_id = $1 order by asked_at desc limit 1",
    [person.id],
  );
  return rows[0].id;
}
const rolesOf = (person: Person): Promise<string[]> =>
  asAppRole(async (client) => {
    await client.query("begin");
    const { rows } = await client.query("select roles from enter($1)", [person.id]);
    await client.query("rollback");
    return rows[0].roles;
  });

describe("an exception", () => {
  it("adds the role once another person confirmed, and takes it away when it is ended", async () => {
    const { person, asker, decider } = await scene();
    expect(await ask(asker, person)).toMatchObject({ ok: true });
    const id = await idOf(person);
    expect(await rolesOf(person)).toEqual(["SYSADMIN"]);
    expect(await decideException(decider, { id, isConfirmed: "true" })).toMatchObject({ ok: true });
    expect(await rolesOf(person)).toEqual(["AUDITOR", "SYSADMIN"]);
    expect(await endException(asker, { id })).toMatchObject({ ok: true });
    expect(await rolesOf(person)).toEqual(["SYSADMIN"]);
    expect(await auditLinesOf(id)).toMatchObject([
      { action: "askException", actorId: asker.id, after: `SYSADMIN + AUDITOR ${addDays(today(), 14)}` },
      { action: "decideException", actorId: decider.id, after: "confirmed" },
      { action: "endException", actorId: asker.id },
    ]);
  });
  it("ends by itself after its last day, without anybody's doing", async () => {
    const { person, asker, decider } = await scene();
    await ask(asker, person, { endsOn: today() });
    await decideException(decider, { id: await idOf(person), isConfirmed: "true" });
    expect(await rolesOf(person)).toEqual(["AUDITOR", "SYSADMIN"]);
    // the same row a day later: asked and confirmed for a last day that was yesterday
    const late = await createPerson("SYSADMIN");
    await owner().query(
      `insert into role_exceptions (user_id, held_role, added_role, reason, ends_on, asked_by) values ($1, 'SYSADMIN', 'AUDITOR', $2, city_today(), $3)`,
      [late.id, REASON, asker.id],
    );
    const client = await owner().connect();
    try {
      await client.query("begin");
      // only in this transaction, which is rolled back
      await client.query("alter table role_exceptions disable trigger user");
      await client.query(
        `update role_exceptions set asked_at = asked_at - interval '1 day', ends_on = city_today() - 1,
                decided_by = $2, decided_at = now(), is_confirmed = true where user_id = $1`,
        [late.id, decider.id],
      );
      const { rows } = await client.query("select roles from enter($1)", [late.id]);
      expect(rows).toEqual([{ roles: ["SYSADMIN"] }]);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
  it("falls with the role it was added to", async () => {
    const { person, asker, decider } = await scene();
    await ask(asker, person);
    await decideException(decider, { id: await idOf(person), isConfirmed: "true" });
    expect(await takeBackRole(asker, { userId: person.id, role: "SYSADMIN" })).toMatchObject({ ok: true });
    expect(await rolesOf(person)).toEqual([]);
  });
  it("adds nothing when declined, and is decided once", async () => {
    const { person, asker, decider } = await scene();
    await ask(asker, person);
    const id = await idOf(person);
    expect(await decideException(decider, { id, isConfirmed: "false" })).toMatchObject({ ok: true });
    expect(await decideException(await createPerson("SECADMIN"), { id, isConfirmed: "true" })).toMatchObject({
      reason: "exceptions.reason.over",
    });
    expect(await rolesOf(person)).toEqual(["SYSADMIN"]);
  });
  it("is decided by neither who asked nor the person, and lets one of two deciders at once through", async () => {
    const { person, asker } = await scene("SECADMIN");
    await ask(asker, person);
    const id = await idOf(person);
    expect(await decideException(asker, { id, isConfirmed: "true" })).toMatchObject({
      reason: "exceptions.reason.twoOthers",
    });
    // the policy hides it from the person's own hand
    expect(await decideException(person, { id, isConfirmed: "true" })).toEqual({
      ok: false,
      kind: "notFound",
    });
    const outcomes = await Promise.all([
      decideException(await createPerson("LEADER"), { id, isConfirmed: "true" }),
      decideException(await createPerson("SECADMIN"), { id, isConfirmed: "false" }),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });
  it("is refused for oneself, for too long, for a business person, twice, and for a business role", async () => {
    const { person, asker } = await scene();
    expect(await ask(asker, asker)).toMatchObject({ reason: "exceptions.reason.own" });
    for (const endsOn of [addDays(today(), -1), addDays(today(), 91)])
      expect(await ask(asker, person, { endsOn })).toMatchObject({ reason: "exceptions.reason.outOfReach" });
    expect(await ask(asker, await createPerson("REVIEWER"))).toMatchObject({
      reason: "exceptions.reason.notHeld",
    });
    expect(await ask(asker, person, { addedRole: "SYSADMIN" })).toMatchObject({
      reason: "exceptions.reason.notHeld",
    });
    expect(await ask(asker, person, { addedRole: "LEADER" })).toMatchObject({ kind: "invalid" });
    const outcomes = await Promise.all([ask(asker, person), ask(await createPerson("SECADMIN"), person)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ reason: "exceptions.reason.oneOnly" });
  });
  it("is asked by SECADMIN only, decided by SECADMIN or LEADER, read by those and AUDITOR", async () => {
    const { person, asker } = await scene();
    await ask(asker, person);
    const id = await idOf(person);
    for (const role of ROLES) {
      const other = await createPerson(role);
      if (role !== "SECADMIN")
        expect(await ask(other, await createPerson("AUDITOR")), role).toEqual({ ok: false, kind: "denied" });
      if (role !== "SECADMIN" && role !== "LEADER")
        for (const outcome of [
          await decideException(other, { id, isConfirmed: "true" }),
          await endException(other, { id }),
        ])
          expect(outcome, role).toEqual({ ok: false, kind: "denied" });
      const seen = await read(other, (db) => listExceptions(db, person.id));
      const may = ["SYSADMIN", "SECADMIN", "AUDITOR", "LEADER"].includes(role);
      expect(seen, role).toHaveLength(may ? 1 : 0);
    }
  });
});

describe("role_exceptions by SQL alone", () => {
  const attempt = (person: Person, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [person.id]);
      try {
        return (await client.query(text, values)).rowCount ?? 0;
      } catch (error) {
        return (error as Error).message;
      } finally {
        await client.query("rollback");
      }
    });
  it("take no forged asker, decider or business role", async () => {
    const { person, asker, decider } = await scene();
    const insert = `insert into role_exceptions (user_id, held_role, added_role, reason, ends_on, asked_by)
                    values ($1, $2, $3, 'aaaaaaaa', city_today() + 3, $4)`;
    expect(await attempt(asker, insert, [person.id, "SYSADMIN", "AUDITOR", asker.id])).toBe(1);
    expect(await attempt(asker, insert, [person.id, "SYSADMIN", "AUDITOR", decider.id])).toMatch(/row-level/);
    expect(await attempt(asker, insert, [person.id, "SYSADMIN", "LEADER", asker.id])).toMatch(
      /role_exceptions_administrators/,
    );
    expect(await attempt(asker, insert, [asker.id, "SECADMIN", "AUDITOR", asker.id])).toMatch(
      /row-level|two_others/,
    );
    await ask(asker, person);
    const id = await idOf(person);
    const decide = "update role_exceptions set decided_by = $2, is_confirmed = true where id = $1";
    expect(await attempt(asker, decide, [id, decider.id])).toMatch(/row-level/);
    expect(await attempt(asker, decide, [id, asker.id])).toMatch(/two_others/);
    expect(await attempt(decider, decide, [id, decider.id])).toBe(1);
    expect(
      await attempt(decider, "update role_exceptions set ends_on = city_today() + 90 where id = $1", [id]),
    ).toMatch(/permission denied/);
    expect(await attempt(decider, "delete from role_exceptions where id = $1", [id])).toMatch(
      /permission denied/,
    );
  });
});
