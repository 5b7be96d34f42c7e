/** A closing without a merger and its way back: with the assignments, or not at all where later work rests on it. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { undoClosing } from "@/lib/units/register/closing/commands";
import { listClosingHindrances } from "@/lib/units/register/closing/queries";
import { closeUnit, openUnit, undoMerger } from "@/lib/units/register/commands";
import { listRegister, listUnitChanges } from "@/lib/units/register/queries";
import { createAssignment, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const found = async (admin: Person, unit: { id: string }) =>
  (await read(admin, (db) => listRegister(db, today()))).find(({ id }) => id === unit.id);
const undo = (admin: Person, unit: { id: string }, rowVersion = 2) =>
  undoClosing(admin, { unitId: unit.id, rowVersion, reason: "撤错了单位" });
const hindrances = (admin: Person, unit: { id: string }) =>
  read(admin, (db) => listClosingHindrances(db, unit.id, today()));
const ends = async (unit: { id: string }) =>
  (
    await owner().query(
      'select ends_on::text as "endsOn", end_reason as why from assignments where unit_id = $1 order by starts_on, id',
      [unit.id],
    )
  ).rows;

async function closed(lastDay = today()) {
  const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
  const observer = await createPerson("OBSERVER");
  await createAssignment(observer, unit);
  expect(
    await closeUnit(admin, { unitId: unit.id, rowVersion: 1, lastDay, reason: "机构改革" }),
  ).toMatchObject({ ok: true });
  return { admin, unit, observer };
}

describe("undoClosing", () => {
  it.each([
    ["has come", () => today()],
    ["lies ahead", () => addDays(today(), 20)],
  ])(
    "brings the unit and its assignments back where the last day %s, and tells both ways",
    async (_, day) => {
      const { admin, unit } = await closed(day());
      expect(await ends(unit)).toEqual([{ endsOn: day(), why: "机构改革" }]);
      expect((await found(admin, unit))?.closingId).toBeTruthy();
      expect(await undo(admin, unit)).toMatchObject({ ok: true });
      expect(await ends(unit)).toEqual([{ endsOn: null, why: "" }]);
      expect(await found(admin, unit)).toMatchObject({ endsOn: null, closingId: null, rowVersion: 3 });
      const changes = await read(admin, (db) => listUnitChanges(db, unit.id));
      expect(changes.map(({ reason }) => reason)).toEqual(["撤错了单位", "机构改革"]);
      expect(await undo(admin, unit, 3)).toMatchObject({ reason: "units.reason.noClosing" });
      // and it may be closed once more
      const again = { unitId: unit.id, rowVersion: 3, lastDay: today(), reason: "仍撤销" };
      expect(await closeUnit(admin, again)).toMatchObject({ ok: true });
      expect(await undo(admin, unit, 4)).toMatchObject({ ok: true });
    },
  );

  it("reopens one whose last day has passed, within thirty days", async () => {
    const { admin, unit } = await closed();
    const passed = [unit.id, addDays(today(), -9)];
    await owner().query("update units set ends_on = $2 where id = $1", passed);
    await owner().query("update assignments set ends_on = $2 where unit_id = $1", passed);
    await owner().query("update unit_closings set last_day = $2 where unit_id = $1", passed);
    expect(await undo(admin, unit)).toMatchObject({ ok: true });

    const late = await closed();
    await owner().query("update unit_closings set made_at = now() - interval '31 days' where unit_id = $1", [
      late.unit.id,
    ]);
    expect((await found(late.admin, late.unit))?.closingId).toBeNull();
    expect(await undo(late.admin, late.unit)).toMatchObject({ reason: "units.reason.noClosing" });
  });

  it("is refused where an observer has as many units as one may have since, by name", async () => {
    const { admin, unit, observer } = await closed();
    for (const _ of [1, 2, 3])
      await createAssignment(observer, await createUnit(), { startsOn: addDays(today(), 1) });
    expect(await hindrances(admin, unit)).toEqual([{ name: observer.name, why: "FULL" }]);
    expect(await undo(admin, unit)).toMatchObject({ reason: "units.reason.closingUsed" });
    expect(await found(admin, unit)).toMatchObject({ endsOn: today(), rowVersion: 2 });
  });

  it("is refused where the assignment changed, a recusal stands or another unit bears the name since", async () => {
    const changed = await closed(addDays(today(), 5));
    await owner().query("update assignments set ends_on = $2 where unit_id = $1", [
      changed.unit.id,
      addDays(today(), 2),
    ]);
    expect(await hindrances(changed.admin, changed.unit)).toEqual([
      { name: changed.observer.name, why: "CHANGED" },
    ]);
    expect(await undo(changed.admin, changed.unit)).toMatchObject({ reason: "units.reason.closingUsed" });

    const recused = await closed();
    await owner().query(
      `insert into recusal_declarations (id, observer_id, unit_id, kind, note, declared_on)
       values (gen_random_uuid(), $1, $2, 'OTHER', '亲属任职', $3)`,
      [recused.observer.id, recused.unit.id, today()],
    );
    expect(await hindrances(recused.admin, recused.unit)).toEqual([
      { name: recused.observer.name, why: "RECUSED" },
    ]);
    expect(await undo(recused.admin, recused.unit)).toMatchObject({ reason: "units.reason.closingUsed" });

    const named = await closed(today());
    await owner().query("update units set ends_on = $2 where id = $1", [named.unit.id, addDays(today(), -1)]);
    await owner().query("update assignments set ends_on = $2 where unit_id = $1", [
      named.unit.id,
      addDays(today(), -1),
    ]);
    await owner().query("update unit_closings set last_day = $2 where unit_id = $1", [
      named.unit.id,
      addDays(today(), -1),
    ]);
    const { shortName } = named.unit;
    const other = { name: `${shortName}中心`, shortName, type: "政府部门", reason: "新设" };
    expect(await openUnit(named.admin, { id: randomUUID(), startsOn: today(), ...other })).toMatchObject({
      ok: true,
    });
    expect(await hindrances(named.admin, named.unit)).toEqual([{ name: shortName, why: "NAME_TAKEN" }]);
    expect(await undo(named.admin, named.unit)).toMatchObject({ reason: "units.reason.closingUsed" });
  });

  it("leaves the assignment of who observes no more ended, and says so before", async () => {
    const { admin, unit, observer } = await closed();
    await owner().query("update users set is_active = false where id = $1", [observer.id]);
    expect(await hindrances(admin, unit)).toEqual([{ name: observer.name, why: "LEFT" }]);
    expect(await undo(admin, unit)).toMatchObject({ ok: true });
    expect(await ends(unit)).toEqual([{ endsOn: today(), why: "机构改革" }]);
  });

  it("is an administrator's, not of the own assignment, and of two one goes first", async () => {
    const { admin, unit, observer } = await closed();
    expect(await undo(await createPerson("LEADER"), unit)).toMatchObject({ kind: "denied" });
    await owner().query("insert into user_roles (user_id, role) values ($1, 'ADMIN')", [observer.id]);
    expect(await undo(observer, unit)).toMatchObject({ reason: "units.reason.ownAssignment" });
    const outcomes = await Promise.all([undo(admin, unit), undo(admin, unit)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is nothing for a merger, which has its own way back", async () => {
    const [admin, unit, into] = [await createPerson("ADMIN"), await createUnit(), await createUnit()];
    const merger = { unitId: unit.id, rowVersion: 1, lastDay: today(), intoId: into.id, reason: "并入" };
    expect(await closeUnit(admin, merger)).toMatchObject({ ok: true });
    expect(await undo(admin, unit)).toMatchObject({ reason: "units.reason.noClosing" });
    expect(await undoMerger(admin, { unitId: unit.id, rowVersion: 2, reason: "撤回" })).toMatchObject({
      ok: true,
    });
  });
});

describe("under direct SQL", () => {
  it("a unit comes back only where its end is taken back, and no closing is rewritten", async () => {
    const { admin, unit } = await closed(addDays(today(), 10));
    const as = (text: string, values: unknown[]) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select enter($1)", [admin.id]);
        return (await client.query(text, values)).rowCount;
      });
    const reopen =
      "update units set ends_on = null, changed_by = $2, change_reason = '直接改', row_version = row_version + 1 where id = $1";
    await owner().query("update unit_closings set undone_at = now(), undone_by = $2 where unit_id = $1", [
      unit.id,
      admin.id,
    ]);
    await expect(as(reopen, [unit.id, admin.id])).rejects.toThrow(/taken back/);
    await expect(
      as("update unit_closings set last_day = last_day + 1 where unit_id = $1", [unit.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(as("delete from unit_closings where unit_id = $1", [unit.id])).rejects.toThrow(
      /permission denied/,
    );
  });
});
