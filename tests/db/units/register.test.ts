import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { undoImport } from "@/lib/roster/apply/commands";
import { changeMany } from "@/lib/roster/bulk/commands";
import { digestOf } from "@/lib/roster/bulk/queries";
import { changeUnit, openUnit } from "@/lib/units/register/commands";
import { listObservingStaff, listStaff } from "@/lib/units/register/queries";
import { formerNames } from "@/lib/units/register/rules";
import {
  createAssignment,
  createCadre,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { changesOf, close, found, wish } from "./register-steps";

describe("changeUnit", () => {
  it("changes the name and keeps what stood there, who changed it and why", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    expect(await changeUnit(admin, wish(unit))).toMatchObject({ ok: true });
    expect(await found(admin, unit)).toMatchObject({
      name: `${unit.shortName}委员会`,
      type: "镇街",
      rowVersion: 2,
    });
    expect(await changesOf(admin, unit)).toMatchObject([
      {
        actorName: admin.name,
        reason: "机构改革方案",
        before: { name: `${unit.shortName}全称`, type: "政府部门" },
        after: { name: `${unit.shortName}委员会`, type: "镇街" },
      },
    ]);
  });

  it("tells a rename with its day from a correction of what was entered wrongly", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    await changeUnit(admin, wish(unit, { name: `${unit.shortName}管委会` }));
    expect(formerNames(await changesOf(admin, unit))).toEqual([]);
    const renamed = wish(unit, {
      rowVersion: 2,
      name: `${unit.shortName}集团`,
      namedOn: addDays(today(), -10),
    });
    expect(await changeUnit(admin, renamed)).toMatchObject({ ok: true });
    expect(await found(admin, unit)).toMatchObject({ namedOn: addDays(today(), -10) });
    expect(formerNames(await changesOf(admin, unit))).toEqual([
      { name: `${unit.shortName}管委会`, until: addDays(today(), -11) },
    ]);
    for (const [over, reason] of [
      [{ name: "别的名称", namedOn: addDays(today(), -10) }, "units.reason.namedOutOfOrder"],
      [{ name: `${unit.shortName}集团`, namedOn: today() }, "units.reason.nothingRenamed"],
    ] as const)
      expect(await changeUnit(admin, wish(unit, { rowVersion: 3, ...over }))).toMatchObject({ reason });
  });

  it("lets one of two go first", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    await changeUnit(admin, wish(unit));
    expect(await changeUnit(admin, wish(unit))).toMatchObject({ kind: "stale" });
  });

  it.each(["OBSERVER", "REVIEWER", "LEADER", "LIAISON", "SECADMIN"] as const)(
    "is denied to %s",
    async (role) => {
      const unit = await createUnit();
      expect(await changeUnit(await createPerson(role, { unitId: unit.id }), wish(unit))).toMatchObject({
        kind: "denied",
      });
    },
  );
});

describe("openUnit", () => {
  it("opens one, once, with a code of its own", async () => {
    const [admin, id] = [await createPerson("ADMIN"), randomUUID()];
    const shortName = `新区${id.slice(0, 6)}`;
    const input = {
      id,
      name: `${shortName}管委会`,
      shortName,
      type: "平台指挥部",
      startsOn: today(),
      reason: "新设",
    };
    expect(await openUnit(admin, input)).toEqual({ ok: true, value: { id } });
    expect(await openUnit(admin, input)).toEqual({ ok: true, value: { id } });
    expect(await found(admin, { id })).toMatchObject({ startsOn: today(), isVerified: true });
    expect(await changesOf(admin, { id })).toHaveLength(1);
  });

  it("splits one off another that stands, whose people may go along and come back", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    const [goes, stays] = [await createCadre(unit), await createCadre(unit)];
    const id = randomUUID();
    const shortName = `分设${id.slice(0, 6)}`;
    const input = {
      id,
      name: `${shortName}中心`,
      shortName,
      type: "政府部门",
      startsOn: today(),
      reason: "机构改革",
    };
    expect(await openUnit(admin, { ...input, fromId: unit.id })).toMatchObject({ ok: true });
    expect(await found(admin, { id })).toMatchObject({ originId: unit.id, originName: unit.shortName });
    expect((await read(admin, (db) => listStaff(db, unit.id))).map((one) => one.id).sort()).toEqual(
      [goes.id, stays.id].sort(),
    );

    const batch = randomUUID();
    const moved = await changeMany(admin, {
      id: batch,
      cadres: goes.id,
      seen: await read(admin, (db) => digestOf(db, [goes.id])),
      deed: "MOVE",
      day: today(),
      into: id,
      reason: "随新单位划转",
    });
    expect(moved).toMatchObject({ ok: true });
    expect(await read(admin, (db) => listStaff(db, id))).toMatchObject([{ id: goes.id }]);
    expect(await read(admin, (db) => listStaff(db, unit.id))).toMatchObject([{ id: stays.id }]);
    expect(await undoImport(admin, { batchId: batch, rowVersion: 2 })).toMatchObject({ ok: true });
    expect(await read(admin, (db) => listStaff(db, id))).toEqual([]);

    const over = await createUnit();
    await owner().query("update units set ends_on = $2 where id = $1", [over.id, addDays(today(), -30)]);
    expect(await openUnit(admin, { ...input, id: randomUUID(), fromId: over.id })).toMatchObject({
      reason: "units.reason.splitEnded",
    });
  });
});

describe("closeUnit", () => {
  it("names beforehand who would observe their own unit", async () => {
    const [admin, unit, into, other] = [
      await createPerson("ADMIN"),
      await createUnit(),
      await createUnit(),
      await createUnit(),
    ];
    const observer = await createPerson("OBSERVER");
    const cadre = await createCadre(unit);
    const told = () => read(admin, (db) => listObservingStaff(db, unit.id, today()));
    await createAssignment(observer, into);
    await createAssignment(observer, other, { endsOn: daysAgo(1) });
    expect(await told()).toEqual([]);
    await owner().query("update users set cadre_id = $2 where id = $1", [observer.id, cadre.id]);
    expect(await told()).toEqual([
      { name: observer.name, units: [{ id: into.id, shortName: into.shortName }] },
    ]);
  });

  it("takes people along into the other unit, and keeps the posts they held", async () => {
    const [admin, unit, into] = [await createPerson("ADMIN"), await createUnit(), await createUnit()];
    const cadre = await createCadre(unit, { title: "副主任" });
    const observer = await createPerson("OBSERVER");
    await createAssignment(observer, unit);
    expect(await close(admin, unit, { intoId: into.id })).toMatchObject({ ok: true });
    const { rows: posts } = await owner().query(
      `select unit_id, title, starts_on::text as "startsOn", ends_on::text as "endsOn" from post_holdings
       where cadre_id = $1 order by starts_on`,
      [cadre.id],
    );
    expect(posts).toEqual([
      { unit_id: unit.id, title: "副主任", startsOn: "2020-01-01", endsOn: today() },
      { unit_id: into.id, title: "副主任", startsOn: addDays(today(), 1), endsOn: null },
    ]);
    const { rows: held } = await owner().query(
      'select ends_on::text as "endsOn", end_reason as why from assignments where unit_id = $1',
      [unit.id],
    );
    expect(held).toEqual([{ endsOn: today(), why: "机构改革" }]);
    expect(await found(admin, unit)).toMatchObject({ endsOn: today(), intoName: into.shortName });
  });

  it("refuses while people are left and nowhere to go, and changes nothing then", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    await createCadre(unit);
    expect(await close(admin, unit)).toMatchObject({
      reason: "units.reason.peopleLeft",
      params: { count: 1 },
    });
    expect(await found(admin, unit)).toMatchObject({ endsOn: null, rowVersion: 1 });
  });

  it("closes an empty unit, not into itself, not twice, not behind us", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    expect(await close(admin, unit, { intoId: unit.id })).toMatchObject({
      reason: "units.reason.intoItself",
    });
    expect(await close(admin, unit, { lastDay: addDays(today(), -1) })).toMatchObject({
      reason: "units.reason.dayBehind",
    });
    expect(await close(admin, unit)).toMatchObject({ ok: true });
    expect(await close(admin, unit, { rowVersion: 2 })).toMatchObject({
      reason: "units.reason.endedAlready",
    });
  });

  it("leaves an administrator's own assignment to somebody else", async () => {
    const unit = await createUnit();
    const admin = await createPerson(["ADMIN", "OBSERVER"], { units: [unit] });
    expect(await close(admin, unit)).toMatchObject({ reason: "units.reason.ownAssignment" });
    expect(await found(admin, unit)).toMatchObject({ endsOn: null });
  });
});

describe("under direct SQL", () => {
  const as = (person: Person, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [person.id]);
      return (await client.query(text, values)).rowCount;
    });

  it("nothing is changed without a reason and a step, nothing is deleted, no trace is made up", async () => {
    const [admin, reviewer, unit] = [
      await createPerson("ADMIN"),
      await createPerson("REVIEWER"),
      await createUnit(),
    ];
    const rename =
      "update units set name = '改名测试', changed_by = $2, change_reason = $3, row_version = row_version + $4 where id = $1";
    await expect(as(admin, rename, [unit.id, admin.id, "", 1])).rejects.toThrow(/reason/);
    await expect(as(admin, rename, [unit.id, admin.id, "有理由", 0])).rejects.toThrow(/step by step/);
    await expect(as(admin, rename, [unit.id, reviewer.id, "有理由", 1])).rejects.toThrow(
      /row-level security/,
    );
    expect(await as(reviewer, rename, [unit.id, reviewer.id, "有理由", 1])).toBe(0);
    await expect(as(admin, "delete from units where id = $1", [unit.id])).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      as(admin, "insert into unit_changes (unit_id, actor_id, after, reason) values ($1, $2, '{}', '伪造')", [
        unit.id,
        admin.id,
      ]),
    ).rejects.toThrow(/permission denied/);
  });
});
