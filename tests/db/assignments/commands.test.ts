import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { assignUnit, endAssignment, overrideRecusal, reassignUnit } from "@/lib/assignments/commands";
import { addDays } from "@/lib/platform/clock";
import type { Role } from "@/lib/platform/rights";
import {
  createAssignment,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

async function scene(held = 0) {
  const units = await Promise.all(Array.from({ length: held }, () => createUnit()));
  return {
    unit: await createUnit(),
    units,
    admin: await createPerson("ADMIN"),
    observer: await createPerson("OBSERVER", { units }),
  };
}

const wish = (observer: Person, unit: TestUnit, over: { startsOn?: string; id?: string } = {}) => ({
  id: randomUUID(),
  observerId: observer.id,
  unitId: unit.id,
  startsOn: today(),
  reason: "年度分工",
  ...over,
});

async function declare(observer: Person, unit: TestUnit, kind: string, over: { workedUntil?: string } = {}) {
  await owner().query(
    `insert into recusal_declarations (id, observer_id, unit_id, kind, note, worked_until, declared_on)
     values ($1, $2, $3, $4, '测试申报', $5, $6)`,
    [randomUUID(), observer.id, unit.id, kind, over.workedUntil ?? null, daysAgo(20)],
  );
}

const stored = async (unit: TestUnit) =>
  (
    await owner().query(
      `select observer_id as observer, starts_on::text as starts, ends_on::text as ends, end_reason as why
       from assignments where unit_id = $1 order by starts_on, created_at`,
      [unit.id],
    )
  ).rows;

const audit = async (id: string) =>
  (
    await owner().query(
      "select action, actor_id, before, after from audit_events where entity_id = $1 order by seq",
      [id],
    )
  ).rows;

const refused = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `assignments.reason.${reason}`,
  params: undefined,
});

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

describe("recusals", () => {
  it.each(["KIN", "OTHER", "FORMER_WORKPLACE"])("of kind %s block until a leader overrides", async (kind) => {
    const { unit, admin, observer } = await scene();
    const leader = await createPerson("LEADER");
    await declare(observer, unit, kind, { workedUntil: daysAgo(365) });
    expect(await assignUnit(admin, wish(observer, unit))).toEqual(refused("recusal"));

    const override = {
      observerId: observer.id,
      unitId: unit.id,
      expiresOn: addDays(today(), 90),
      reason: "专业对口，已集体研究",
    };
    expect(await overrideRecusal(admin, override)).toEqual({ ok: false, kind: "denied" });
    const outcome = await overrideRecusal(leader, override);
    expect(outcome.ok).toBe(true);
    if (outcome.ok) expect((await audit(outcome.value.id))[0]).toMatchObject({ action: "overrideRecusal" });
    expect(await overrideRecusal(leader, override)).toEqual(refused("alreadyOverridden"));

    expect((await assignUnit(admin, wish(observer, unit))).ok).toBe(true);
  });

  it("of a native town and of a workplace left five years ago do not block", async () => {
    const { unit, admin, observer } = await scene();
    await declare(observer, unit, "NATIVE_TOWN");
    await declare(observer, unit, "FORMER_WORKPLACE", { workedUntil: daysAgo(5 * 366) });
    expect((await assignUnit(admin, wish(observer, unit))).ok).toBe(true);
    const leader = await createPerson("LEADER");
    const override = { observerId: observer.id, unitId: unit.id, expiresOn: today(), reason: "无须特批" };
    expect(await overrideRecusal(leader, override)).toEqual(refused("nothingToOverride"));
  });

  it("are refused by the database as well", async () => {
    const { unit, observer } = await scene();
    await declare(observer, unit, "KIN");
    await expect(createAssignment(observer, unit, { startsOn: today() })).rejects.toMatchObject({
      constraint: "assignments_recusal",
    });
  });
});

describe("endAssignment", () => {
  it("ends on a day with a reason, also one that a later recusal stands against", async () => {
    const { unit, admin, observer } = await scene();
    const id = await createAssignment(observer, unit, { startsOn: daysAgo(100) });
    await declare(observer, unit, "KIN");
    const input = { assignmentId: id, rowVersion: 1, endsOn: today(), reason: "发现亲属关系" };
    expect(await endAssignment(admin, input)).toEqual({ ok: true, value: { id, unitId: unit.id } });
    expect(await stored(unit)).toEqual([
      { observer: observer.id, starts: daysAgo(100), ends: today(), why: "发现亲属关系" },
    ]);
    expect(await audit(id)).toEqual([
      { action: "endAssignment", actor_id: admin.id, before: "", after: today() },
    ]);
  });

  it("refuses an end before the start, and a page that was read before another's change", async () => {
    const { unit, admin, observer } = await scene();
    const id = await createAssignment(observer, unit, { startsOn: daysAgo(10) });
    const end = { assignmentId: id, rowVersion: 1, endsOn: today(), reason: "轮换" };
    expect(await endAssignment(admin, { ...end, endsOn: daysAgo(11) })).toEqual(refused("endBeforeStart"));
    const later = addDays(today(), 5);
    const outcomes = await Promise.all([
      endAssignment(admin, { ...end, endsOn: later }),
      endAssignment(await createPerson("ADMIN"), end),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, kind: "stale" });
    expect(await endAssignment(admin, { ...end, assignmentId: randomUUID() })).toEqual({
      ok: false,
      kind: "notFound",
    });
  });

  it("denies a REVIEWER and a LEADER", async () => {
    const { unit, observer } = await scene();
    const id = await createAssignment(observer, unit);
    for (const role of ["REVIEWER", "LEADER"] as const) {
      const input = { assignmentId: id, rowVersion: 1, endsOn: today(), reason: "轮换" };
      expect(await endAssignment(await createPerson(role), input)).toEqual({ ok: false, kind: "denied" });
    }
  });
});

describe("reassignUnit", () => {
  it("ends the present one the day before and begins the new one, with one reason and one audit line", async () => {
    const { unit, admin, observer } = await scene();
    const next = await createPerson("OBSERVER");
    const assignmentId = await createAssignment(observer, unit, { startsOn: daysAgo(300) });
    const id = randomUUID();
    const input = {
      id,
      assignmentId,
      rowVersion: 1,
      observerId: next.id,
      startsOn: today(),
      reason: "年度轮换",
    };
    expect(await reassignUnit(admin, input)).toEqual({ ok: true, value: { id, unitId: unit.id } });
    expect(await stored(unit)).toEqual([
      { observer: observer.id, starts: daysAgo(300), ends: daysAgo(1), why: "年度轮换" },
      { observer: next.id, starts: today(), ends: null, why: null },
    ]);
    expect(await audit(id)).toEqual([
      expect.objectContaining({ action: "reassignUnit", actor_id: admin.id, before: assignmentId }),
    ]);
    expect(await reassignUnit(admin, input)).toEqual({ ok: true, value: { id, unitId: unit.id } });
    expect(await stored(unit)).toHaveLength(2);
  });

  it("changes once when its form is sent three times at once", async () => {
    const { unit, admin, observer } = await scene();
    const next = await createPerson("OBSERVER");
    const assignmentId = await createAssignment(observer, unit, { startsOn: daysAgo(300) });
    const id = randomUUID();
    const input = {
      id,
      assignmentId,
      rowVersion: 1,
      observerId: next.id,
      startsOn: today(),
      reason: "年度轮换",
    };
    const outcomes = await Promise.all([1, 2, 3].map(() => reassignUnit(admin, input)));
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ ok: true, value: { id, unitId: unit.id } })));
    expect(await stored(unit)).toHaveLength(2);
    expect(await audit(id)).toHaveLength(1);
  });

  it("leaves the present one as it was when the new one is refused", async () => {
    const { unit, admin, observer } = await scene();
    const full = await createPerson("OBSERVER", {
      units: await Promise.all([createUnit(), createUnit(), createUnit()]),
    });
    const assignmentId = await createAssignment(observer, unit, { startsOn: daysAgo(300) });
    const input = { id: randomUUID(), assignmentId, rowVersion: 1, startsOn: today(), reason: "年度轮换" };
    expect(await reassignUnit(admin, { ...input, observerId: full.id })).toEqual(refused("fourthUnit"));
    expect(await reassignUnit(admin, { ...input, observerId: observer.id })).toEqual(refused("sameObserver"));
    expect(await stored(unit)).toEqual([
      { observer: observer.id, starts: daysAgo(300), ends: null, why: null },
    ]);
  });

  it("refuses a new start that would end the present one before it began", async () => {
    const { unit, admin, observer } = await scene();
    const next = await createPerson("OBSERVER");
    const assignmentId = await createAssignment(observer, unit, { startsOn: today() });
    const input = { id: randomUUID(), assignmentId, rowVersion: 1, observerId: next.id, startsOn: today() };
    expect(await reassignUnit(admin, { ...input, reason: "当天换人" })).toEqual(refused("endBeforeStart"));
  });
});
