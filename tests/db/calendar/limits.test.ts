/** Limits of an office: set from a day on, read as of it, brought back, and by whom. Days no other test counts with. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { getBoard } from "@/lib/assignments/board/queries";
import { observerRows, unitRows } from "@/lib/assignments/board/rules";
import { assignUnit } from "@/lib/assignments/commands";
import { setLimit } from "@/lib/calendar/commands";
import { loadLimits } from "@/lib/calendar/limits/queries";
import { listSettings } from "@/lib/calendar/queries";
import { minima } from "@/lib/coverage/queries";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { createPerson, createUnit, daysAgo, type Person } from "@/tests/support/builders";
import { viewerOf } from "@/tests/support/meetings";
import { asAppRole, owner } from "@/tests/support/owner";

const refused = (reason: string) => ({ ok: false, kind: "refused", reason: `calendar.reason.${reason}` });
const set = (who: Person, step: string, amount: number, effectiveOn: string, reason = "试行") =>
  setLimit(who, { step, amount: String(amount), effectiveOn, reason });
const on = (who: Person, day: string) => read(who, (db) => loadLimits(db, day));

describe("setLimit", () => {
  it("counts from its day on, is audited, and what was there before can be set once more", async () => {
    const admin = await createPerson("ADMIN");
    expect(await set(admin, "SILENT_DAYS", 120, "2061-01-01", "试行半年")).toMatchObject({ ok: true });
    expect(await set(admin, "SILENT_DAYS", 90, "2061-07-01", "恢复原标准")).toMatchObject({ ok: true });
    const days = ["2019-06-01", "2060-12-31", "2061-01-01", "2061-06-30", "2061-07-01"];
    const values = [];
    for (const day of days) values.push((await on(admin, day)).silentDays);
    expect(values).toEqual([90, 90, 120, 120, 90]);
    const history = await read(admin, listSettings);
    expect(history.filter(({ setterName }) => setterName === admin.name)).toMatchObject([
      { step: "SILENT_DAYS", amount: 90, effectiveOn: "2061-07-01", reason: "恢复原标准" },
      { step: "SILENT_DAYS", amount: 120, effectiveOn: "2061-01-01", reason: "试行半年" },
    ]);
    const { rows } = await owner().query(
      "select action, entity_id, after from audit_events where actor_id = $1 and entity = 'limit' order by seq",
      [admin.id],
    );
    expect(rows).toEqual([
      { action: "setLimit", entity_id: "SILENT_DAYS", after: "120 2061-01-01" },
      { action: "setLimit", entity_id: "SILENT_DAYS", after: "90 2061-07-01" },
    ]);
  });

  it("never leaves the reminder behind the limit, nor lets the past or the rules be changed", async () => {
    const admin = await createPerson("ADMIN");
    expect(await set(admin, "ROTATION_MONTHS", 20, "2062-01-01")).toMatchObject(refused("disagree"));
    expect(await set(admin, "ROTATION_MONTHS", 25, "2062-01-01")).toMatchObject(refused("outOfReach"));
    expect(await set(admin, "ROTATION_MONTHS", 23, daysAgo(1))).toMatchObject(refused("inPast"));
  });

  it("is kept by the database as well", async () => {
    const admin = await createPerson("ADMIN");
    const insert = (step: string, amount: number, day: string) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1)", [admin.id]);
        await client.query(
          "insert into deadline_settings (id, step, amount, effective_on, reason, set_by) values (gen_random_uuid(), $1, $2, $3, '试行', $4)",
          [step, amount, day, admin.id],
        );
      });
    await expect(insert("ROTATION_MONTHS", 20, "2063-01-01")).rejects.toThrow(/reminder comes before/);
    await expect(insert("ROTATION_MONTHS", 36, "2063-01-01")).rejects.toThrow(/amount_in_reach/);
    await expect(insert("UNITS_MOST", 4, "2063-01-01")).rejects.toThrow(/amount_in_reach/);
    await expect(insert("SILENT_DAYS", 60, daysAgo(1))).rejects.toThrow(/row-level security/);
    await expect(
      owner().query("update deadline_settings set amount = 18 where step = 'ROTATION_MONTHS'"),
    ).rejects.toThrow();
  });

  it.each(ROLES.filter((role) => role !== "ADMIN"))("is not a %s's to do", async (role: Role) => {
    const person = await createPerson(role);
    expect(await set(person, "SILENT_DAYS", 100, "2064-01-01")).toEqual({ ok: false, kind: "denied" });
  });
});

describe("what reads a limit", () => {
  it("the board of a day tells rotation and loads by the limits of that day", async () => {
    const [admin, observer] = [await createPerson("ADMIN"), await createPerson("OBSERVER")];
    const [one, two] = [await createUnit(), await createUnit()];
    for (const unit of [one, two])
      expect(
        await assignUnit(admin, {
          id: randomUUID(),
          observerId: observer.id,
          unitId: unit.id,
          startsOn: "2065-01-01",
          reason: "分工",
        }),
      ).toMatchObject({ ok: true });
    for (const [step, amount] of [
      ["ROTATION_WARNING_MONTHS", 9],
      ["ROTATION_MONTHS", 12],
      ["UNITS_LEAST", 3],
    ] as const)
      expect(await set(admin, step, amount, "2066-03-01")).toMatchObject({ ok: true });
    for (const [step, amount] of [
      ["ROTATION_MONTHS", 24],
      ["ROTATION_WARNING_MONTHS", 21],
      ["UNITS_LEAST", 2],
    ] as const)
      expect(await set(admin, step, amount, "2066-04-01", "恢复")).toMatchObject({ ok: true });
    const told = async (day: string) => {
      const board = await read(admin, (db) => getBoard(db, day));
      const warnings = unitRows(board).find(({ id }) => id === one.id)?.warnings;
      return [warnings, observerRows(board).find(({ id }) => id === observer.id)?.load];
    };
    expect(await told("2066-02-28")).toEqual([[], "two"]);
    expect(await told("2066-03-01")).toEqual([
      [{ kind: "rotationOver", observerName: observer.name, until: "2065-12-31" }],
      "below",
    ]);
    expect(await told("2066-04-01")).toEqual([[], "two"]);
  });

  it("a third unit is refused by the rule and by the database where two are the most", async () => {
    const [admin, observer] = [await createPerson("ADMIN"), await createPerson("OBSERVER")];
    expect(await set(admin, "UNITS_MOST", 2, "2067-02-01")).toMatchObject({ ok: true });
    expect(await set(admin, "UNITS_MOST", 3, "2067-06-01")).toMatchObject({ ok: true });
    const assign = async (startsOn: string) =>
      assignUnit(admin, {
        id: randomUUID(),
        observerId: observer.id,
        unitId: (await createUnit()).id,
        startsOn,
        reason: "分工",
      });
    expect(await assign("2067-01-01")).toMatchObject({ ok: true });
    expect(await assign("2067-01-01")).toMatchObject({ ok: true });
    expect(await assign("2067-03-01")).toMatchObject({ reason: "assignments.reason.fourthUnit" });
    const unit = await createUnit();
    await expect(
      owner().query(
        "insert into assignments (id, observer_id, unit_id, starts_on, reason, made_by) values (gen_random_uuid(), $1, $2, '2067-03-01', '分工', $3)",
        [observer.id, unit.id, admin.id],
      ),
    ).rejects.toThrow(/no more units/);
    expect(await assign("2067-06-01")).toMatchObject({ ok: true });
  });

  it("coverage of a day says after how many days a unit was silent then", async () => {
    const [admin, leader] = [await createPerson("ADMIN"), await createPerson("LEADER")];
    expect(await set(admin, "SILENT_DAYS", 45, "2068-01-01")).toMatchObject({ ok: true });
    expect(await set(admin, "SILENT_DAYS", 90, "2068-02-01")).toMatchObject({ ok: true });
    const viewer = await viewerOf(leader);
    const silentOn = async (asOf: string) =>
      (await read(leader, (db) => minima(db, viewer, { asOf, unitIds: [] }))).silentAfter;
    const days = ["2067-12-31", "2068-01-01", "2068-02-01"];
    expect(await Promise.all(days.map(silentOn))).toEqual([90, 45, 90]);
  });
});
