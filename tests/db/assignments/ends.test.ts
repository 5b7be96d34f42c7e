import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getBoard } from "@/lib/assignments/board/queries";
import { unitRows } from "@/lib/assignments/board/rules";
import { assignUnit, endAssignment, overrideRecusal, reassignUnit } from "@/lib/assignments/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import {
  createAssignment,
  createCadre,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { audit, refused, scene, stored, wish } from "./assignment-steps";

async function declare(observer: Person, unit: TestUnit, kind: string, over: { workedUntil?: string } = {}) {
  await owner().query(
    `insert into recusal_declarations (id, observer_id, unit_id, kind, note, worked_until, declared_on)
     values ($1, $2, $3, $4, '测试申报', $5, $6)`,
    [randomUUID(), observer.id, unit.id, kind, over.workedUntil ?? null, daysAgo(20)],
  );
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

  it("are not needed for one's own unit: the roster says it, no leader overrides it, and it shows where it came later", async () => {
    const { unit, admin, observer } = await scene();
    const leader = await createPerson("LEADER");
    const [own, other] = [await createCadre(unit, { title: "副主任" }), await createUnit()];
    await owner().query("update users set cadre_id = $2 where id = $1", [observer.id, own.id]);
    expect(await assignUnit(admin, wish(observer, unit))).toEqual(refused("ownUnit"));
    const override = { observerId: observer.id, unitId: unit.id, expiresOn: today(), reason: "确有需要" };
    expect(await overrideRecusal(leader, override)).toEqual(refused("nothingToOverride"));
    await expect(createAssignment(observer, unit, { startsOn: today() })).rejects.toMatchObject({
      constraint: "assignments_own_unit",
    });

    const id = await createAssignment(observer, other, { startsOn: daysAgo(30) });
    await createPost(own, other, { isPrimary: false, startsOn: daysAgo(10) });
    const warnings = async (viewer: Person) =>
      unitRows(await read(viewer, (db) => getBoard(db, today())))
        .find((row) => row.id === other.id)
        ?.warnings.filter(({ kind }) => kind === "recusal");
    expect(await warnings(admin)).toMatchObject([{ recusal: { kind: "OWN_UNIT", note: "副主任" } }]);
    expect(await warnings(await createPerson("REVIEWER"))).toEqual([]);
    const end = { assignmentId: id, rowVersion: 1, endsOn: today(), reason: "已在该单位任职" };
    expect((await endAssignment(admin, end)).ok).toBe(true);
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
