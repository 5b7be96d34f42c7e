import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { assignUnit } from "@/lib/assignments/commands";
import type { Role } from "@/lib/platform/rights";
import { createPerson, createUnit, daysAgo, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { audit, refused, scene, stored, wish } from "./assignment-steps";

/** Stores an assignment in an open transaction, runs `attempt` until it waits for it, and only then commits. */
async function whileUncommitted<T>(
  first: ReturnType<typeof wish>,
  admin: Person,
  attempt: () => Promise<T>,
): Promise<T> {
  const client = await owner().connect();
  try {
    await client.query("begin");
    const { rows } = await client.query("select pg_backend_pid() as pid");
    await client.query(
      `insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by) values ($1, $2, $3, $4, $5, $6)`,
      [first.id, first.observerId, first.unitId, first.startsOn, first.reason, admin.id],
    );
    const outcome = attempt();
    await expect
      .poll(
        async () => {
          const waiting = await owner().query(
            "select 1 from pg_locks where not granted and $1 = any (pg_blocking_pids(pid))",
            [rows[0].pid],
          );
          return waiting.rowCount;
        },
        { timeout: 15_000 },
      )
      .toBeGreaterThan(0);
    await client.query("commit");
    return await outcome;
  } finally {
    // nothing to undo after the commit; without it the transaction must not outlive the test
    await client.query("rollback");
    client.release();
  }
}

describe("assignUnit", () => {
  it("lets an ADMIN assign, and writes who did what to whom", async () => {
    const { unit, admin, observer } = await scene(1);
    const input = wish(observer, unit);
    expect(await assignUnit(admin, input)).toEqual({ ok: true, value: { id: input.id } });
    expect(await stored(unit)).toEqual([{ observer: observer.id, starts: today(), ends: null, why: null }]);
    expect(await audit(input.id)).toEqual([
      { action: "assignUnit", actor_id: admin.id, before: "", after: `${observer.id} ${unit.id} ${today()}` },
    ]);
  });

  it.each([
    "REVIEWER",
    "LEADER",
    "OBSERVER",
    "SYSADMIN",
    "SECADMIN",
    "AUDITOR",
    "LIAISON",
    "CADRE",
  ] as Role[])("denies a %s, and so does the database", async (role) => {
    const { unit, observer } = await scene();
    const person = await createPerson(role);
    expect(await assignUnit(person, wish(observer, unit))).toEqual({ ok: false, kind: "denied" });
    await expect(
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [person.id]);
        await client.query(
          `insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by)
             values ($1, $2, $3, $4, '年度分工', $5)`,
          [randomUUID(), observer.id, unit.id, today(), person.id],
        );
      }),
    ).rejects.toThrow("row-level security");
    expect(await stored(unit)).toEqual([]);
  });

  it("refuses the same unit twice, a fourth unit, and yourself", async () => {
    const { unit, units, admin, observer } = await scene(3);
    expect(await assignUnit(admin, wish(observer, units[0] ?? unit))).toEqual(refused("overlap"));
    expect(await assignUnit(admin, wish(observer, unit))).toEqual(refused("fourthUnit"));
    const both = await createPerson(["ADMIN", "OBSERVER"]);
    expect(await assignUnit(both, wish(both, unit))).toEqual(refused("ownAssignment"));
    expect(await stored(unit)).toEqual([]);
  });

  it("refuses those who are no observers now, a start long ago, and says not found of unknown ones", async () => {
    const { unit, admin, observer } = await scene();
    const reviewer = await createPerson("REVIEWER");
    const left = await createPerson("OBSERVER", { isActive: false });
    expect(await assignUnit(admin, wish(reviewer, unit))).toEqual(refused("notObserver"));
    expect(await assignUnit(admin, wish(left, unit))).toEqual(refused("notObserver"));
    expect(await assignUnit(admin, wish(observer, unit, { startsOn: daysAgo(32) }))).toEqual(
      refused("tooFarBack"),
    );
    expect(await assignUnit(admin, { ...wish(observer, unit), unitId: randomUUID() })).toEqual({
      ok: false,
      kind: "notFound",
    });
  });

  it("names what is malformed", async () => {
    const { admin } = await scene();
    const outcome = await assignUnit(admin, { id: "x", startsOn: "2026-02-30", reason: " " });
    expect(outcome).toMatchObject({
      ok: false,
      kind: "invalid",
      issues: expect.arrayContaining([
        expect.objectContaining({ path: "observerId", code: "required" }),
        expect.objectContaining({ path: "startsOn", code: "notADay" }),
        expect.objectContaining({ path: "reason", code: "tooShort" }),
      ]),
    });
  });

  it("makes one assignment of a form sent three times at once, and refuses another under its id", async () => {
    const { unit, admin, observer } = await scene();
    const input = wish(observer, unit);
    const outcomes = await Promise.all([1, 2, 3].map(() => assignUnit(admin, input)));
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ ok: true, value: { id: input.id } })));
    expect(await stored(unit)).toHaveLength(1);
    expect(await audit(input.id)).toHaveLength(1);
    const other = await createUnit();
    expect((await assignUnit(admin, wish(observer, other, { id: input.id }))).ok).toBe(false);
    expect(await stored(other)).toEqual([]);
  });

  it("lets one of two administrators at once give the third unit", async () => {
    const { observer, unit } = await scene(2);
    const other = await createUnit();
    const admins = await Promise.all([createPerson("ADMIN"), createPerson("ADMIN")]);
    const outcomes = await Promise.all(
      admins.map((admin, at) => assignUnit(admin, wish(observer, at === 0 ? unit : other))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([refused("fourthUnit")]);
    expect([...(await stored(unit)), ...(await stored(other))]).toHaveLength(1);
  });

  it("is refused by the database when the third unit is given while it waits", async () => {
    const { observer, unit, admin } = await scene(2);
    const other = await createUnit();
    const outcome = await whileUncommitted(wish(observer, other), admin, () =>
      assignUnit(admin, wish(observer, unit)),
    );
    expect(outcome).toEqual(refused("fourthUnit"));
    expect(await stored(unit)).toEqual([]);
  });

  it("answers a repeat that waits for the first one with the same, and writes no second line", async () => {
    const { observer, unit, admin } = await scene();
    const input = wish(observer, unit);
    const outcome = await whileUncommitted(input, admin, () => assignUnit(admin, input));
    expect(outcome).toEqual({ ok: true, value: { id: input.id } });
    expect(await audit(input.id)).toEqual([]);
    expect(await stored(unit)).toHaveLength(1);
  });
});
