import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { unitRecords } from "@/lib/coverage/unit/queries";
import { countObservations } from "@/lib/observations/queries";
import { addMonths, firstOfMonth } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import { getUnit, listUnits } from "@/lib/units/queries";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const seenAs = (roles: Role[], over: { unitIds?: string[]; ownUnitId?: string } = {}) => ({
  roles,
  unitIds: over.unitIds ?? [],
  ownUnitId: over.ownUnitId ?? null,
});
const find = (person: Person, viewer: ReturnType<typeof seenAs>, unit: TestUnit) =>
  read(person, (db) => listUnits(db, viewer, { q: unit.shortName }, today()));

async function scene() {
  const unit = await createUnit();
  await createCadre(unit, { tier: "TEAM", title: "镇长" });
  const staff = await createCadre(unit, { tier: "STAFF", title: "科员" });
  await createCadre(unit, { endsOn: daysAgo(1) });
  const observer = await createPerson("OBSERVER", { units: [unit] });
  return { unit, staff, observer };
}

describe("listUnits", () => {
  it("counts the team and the cadres of today and names the observers", async () => {
    const { unit, observer } = await scene();
    const [row] = await find(await createPerson("REVIEWER"), seenAs(["REVIEWER"]), unit);

    expect(row).toMatchObject({ id: unit.id, team: 1, cadres: 2, observers: [{ name: observer.name }] });
  });

  it("says nothing of a unit out of an observer's reach", async () => {
    const { unit, observer } = await scene();
    const other = await createUnit();
    const viewer = seenAs(["OBSERVER"], { unitIds: [unit.id] });

    expect((await find(observer, viewer, unit))[0]).toMatchObject({ team: 1, cadres: 2 });
    expect((await find(observer, viewer, other))[0]).toMatchObject({
      team: null,
      cadres: null,
      observers: null,
    });
  });

  it("gives a liaison the own unit only, with the same head counts", async () => {
    const { unit } = await scene();
    const liaison = await createPerson("LIAISON", { unitId: unit.id });
    const rows = await read(liaison, (db) =>
      listUnits(db, seenAs(["LIAISON"], { ownUnitId: unit.id }), { q: "" }, today()),
    );

    expect(rows).toMatchObject([{ id: unit.id, team: 1, cadres: 2, observers: [{}] }]);
  });

  it("takes the signs of SQL as text", async () => {
    const reviewer = await createPerson("REVIEWER");
    for (const q of ["%", "_", "'; drop table units; --", "\\"]) {
      expect(await read(reviewer, (db) => listUnits(db, seenAs(["REVIEWER"]), { q }, today())), q).toEqual(
        [],
      );
    }
  });
});

describe("getUnit", () => {
  it("lists the team by tier with the files it opens", async () => {
    const { unit, staff } = await scene();
    const admin = await createPerson("ADMIN");
    const page = await read(admin, (db) => getUnit(db, seenAs(["ADMIN"]), unit.id, today()));

    expect(page.team.map((member) => member.tier)).toEqual(["TEAM", "STAFF"]);
    expect(page.team[1]).toMatchObject({ cadreId: staff.id, title: "科员" });
    expect(page.history).toHaveLength(1);
  });

  it("gives a liaison names and posts without files, and no other unit", async () => {
    const { unit } = await scene();
    const other = await createUnit();
    const liaison = await createPerson("LIAISON", { unitId: unit.id });
    const viewer = seenAs(["LIAISON"], { ownUnitId: unit.id });
    const page = await read(liaison, (db) => getUnit(db, viewer, unit.id, today()));

    expect(page.team.map((member) => [member.cadreId, member.title])).toEqual([
      [null, "镇长"],
      [null, "科员"],
    ]);
    expect(page.history).toEqual([]);
    await expect(read(liaison, (db) => getUnit(db, viewer, other.id, today()))).rejects.toThrow(NotFound);
  });

  it("is not there for an unknown id or without a business role", async () => {
    const { unit } = await scene();
    const reviewer = await createPerson("REVIEWER");
    await expect(
      read(reviewer, (db) => getUnit(db, seenAs(["REVIEWER"]), randomUUID(), today())),
    ).rejects.toThrow(NotFound);
    const sysadmin = await createPerson("SYSADMIN");
    await expect(read(sysadmin, (db) => getUnit(db, seenAs(["SYSADMIN"]), unit.id, today()))).rejects.toThrow(
      NotFound,
    );
  });
});

describe("liaison_team", () => {
  it("answers a liaison of the unit and nobody else, whatever SQL is tried", async () => {
    const { unit, observer } = await scene();
    const liaison = await createPerson("LIAISON", { unitId: unit.id });
    const foreign = await createPerson("LIAISON", { unitId: (await createUnit()).id });
    await asAppRole(async (client) => {
      const rows = async (person: Person | null) => {
        await client.query("begin");
        if (person) await client.query("select from enter($1)", [person.id]);
        const found = await client.query("select from liaison_team($1, $2)", [unit.id, today()]);
        await client.query("rollback");
        return found.rowCount;
      };
      expect([await rows(liaison), await rows(foreign), await rows(observer), await rows(null)]).toEqual([
        2, 0, 0, 0,
      ]);
      await client.query("begin");
      await client.query("select from enter($1)", [liaison.id]);
      expect((await client.query("select from cadres")).rowCount).toBe(0);
      await client.query("rollback");
    });
  });
});

describe("unitRecords", () => {
  it("equals the list it opens, for every role that reads records", async () => {
    const { unit, staff, observer } = await scene();
    const formerUnit = await createUnit();
    await createObservation(observer, unit, { cadres: [staff], method: "sit_in" });
    await createObservation(observer, unit, { state: "SUBMITTED" });
    await createObservation(observer, unit, { state: "RETURNED" });
    await createObservation(observer, unit, { polarity: "ATTENTION" });
    await createObservation(observer, unit, { confidentiality: 3 });
    await createObservation(observer, formerUnit);
    const people: [Person, Role[], string[], number][] = [
      [observer, ["OBSERVER"], [unit.id], 4],
      [await createPerson("OBSERVER", { units: [unit] }), ["OBSERVER"], [unit.id], 1],
      [await createPerson("REVIEWER"), ["REVIEWER"], [], 3],
      [await createPerson("REVIEWER", { clearance: 3 }), ["REVIEWER"], [], 4],
      [await createPerson("LEADER", { clearance: 3 }), ["LEADER"], [], 3],
    ];
    const range = { from: firstOfMonth(addMonths(today(), -11)), to: today() };
    for (const [person, roles, unitIds, records] of people) {
      const viewer = { id: person.id, roles, unitIds, cadreId: null };
      const { numbers, listed, former } = await read(person, async (db) => ({
        numbers: await unitRecords(db, viewer, unit.id, range, today()),
        listed: await countObservations(db, { unit: unit.id, state: "counted", ...range }),
        former: await unitRecords(db, viewer, formerUnit.id, range, today()),
      }));
      expect([numbers.records, listed], roles[0]).toEqual([records, records]);
      expect(numbers.methods.reduce((sum, method) => sum + method.records, 0)).toBe(records);
      expect(former.records).toBe(person === observer || roles[0] !== "OBSERVER" ? 1 : 0);
    }
  });

  it("shows what is still to be followed up, of the records the viewer may open", async () => {
    const { unit, observer } = await scene();
    const record = await createObservation(observer, unit, { polarity: "ATTENTION" });
    await owner().query(
      `insert into follow_ups (observation_id, unit_id, owner_id, title, due_on, done_at) values
       ($1, $2, $3, '月底回看', $4, null), ($1, $2, $3, '已经看过', $4, now())`,
      [record.id, unit.id, observer.id, today()],
    );
    const titles = async (person: Person, role: Role) =>
      (
        await read(person, (db) =>
          unitRecords(
            db,
            { id: person.id, roles: [role], unitIds: [], cadreId: null },
            unit.id,
            { from: today(), to: today() },
            today(),
          ),
        )
      ).followUps.map((one) => one.title);

    expect(await titles(observer, "OBSERVER")).toEqual(["月底回看"]);
    expect(await titles(await createPerson("REVIEWER"), "REVIEWER")).toEqual(["月底回看"]);
    expect(await titles(await createPerson("LEADER"), "LEADER")).toEqual([]);
  });
});
