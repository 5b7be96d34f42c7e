/** 更名 announced for a day to come: takes effect by itself, is read by the day shown, and can be cancelled before. */
import { describe, expect, it } from "vitest";
import { getBoard } from "@/lib/assignments/board/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { collectUnits } from "@/lib/reports/material/queries";
import { changeUnit, closeUnit } from "@/lib/units/register/commands";
import { listCancelledRenames, listRegister, listUnitChanges } from "@/lib/units/register/queries";
import { applyDueRenames, cancelRename } from "@/lib/units/register/renames/commands";
import { formerNames } from "@/lib/units/register/rules";
import {
  createCadre,
  createPerson,
  createUnit,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const found = async (admin: Person, unit: { id: string }) =>
  (await read(admin, (db) => listRegister(db, today()))).find(({ id }) => id === unit.id);
const soon = () => addDays(today(), 10);
const wish = (unit: TestUnit, over: object = {}) => ({
  unitId: unit.id,
  rowVersion: 1,
  name: `新${unit.shortName}`,
  shortName: `新${unit.shortName}`,
  type: "政府部门",
  isVerified: "yes",
  namedOn: soon(),
  reason: "机构改革方案",
  ...over,
});
async function announced() {
  const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
  expect(await changeUnit(admin, wish(unit))).toMatchObject({ ok: true });
  const renaming = (await found(admin, unit))?.renaming;
  if (!renaming) throw new Error("not announced");
  return { admin, unit, renaming };
}
/** Its day has come: the clock of a test stands still, so the day moves. */
const comes = (unit: { id: string }, day = today()) =>
  owner().query("update unit_renames set starts_on = $2 where unit_id = $1", [unit.id, day]);
/** As before, and done: who comes in while another's transaction does it goes on with the name of before. */
async function arrives(admin: Person, unit: { id: string }, day = today()) {
  await comes(unit, day);
  const isOver = async () => {
    await found(admin, unit);
    const { rowCount } = await owner().query(
      "select from unit_renames where unit_id = $1 and done_at is null and cancelled_at is null",
      [unit.id],
    );
    return rowCount === 0;
  };
  await expect.poll(isOver, { timeout: 10_000 }).toBe(true);
}
const stored = async (unit: { id: string }) =>
  (
    await owner().query(
      'select name, short_name as "shortName", pinyin, named_on::text as "namedOn", row_version as "rowVersion" from units where id = $1',
      [unit.id],
    )
  ).rows[0];
const onBoard = async (person: Person, unit: { id: string }, day: string) => {
  const board = await read(person, (db) => getBoard(db, day));
  const shown = board.units.find(({ id }) => id === unit.id);
  return shown && [shown.name, shown.shortName];
};

describe("a rename for a day to come", () => {
  it("changes nothing today, and is read where a page shows its day or a later one", async () => {
    const { admin, unit, renaming } = await announced();
    expect(renaming).toMatchObject({ name: `新${unit.shortName}`, startsOn: soon(), actorName: admin.name });
    expect(await found(admin, unit)).toMatchObject({
      shortName: unit.shortName,
      namedOn: null,
      rowVersion: 1,
    });
    const before = [`${unit.shortName}全称`, unit.shortName];
    const after = [`新${unit.shortName}`, `新${unit.shortName}`];
    expect(await onBoard(admin, unit, today())).toEqual(before);
    expect(await onBoard(admin, unit, addDays(soon(), -1))).toEqual(before);
    expect(await onBoard(admin, unit, soon())).toEqual(after);
    expect(await read(admin, (db) => listUnitChanges(db, unit.id))).toEqual([]);
  });

  it("has taken effect for whoever comes in first on its day, with no job having run", async () => {
    const { admin, unit } = await announced();
    const cadre = await createCadre(unit);
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    await arrives(admin, unit);
    const viewer = { id: reviewer.id, roles: ["REVIEWER" as const], cadreId: null };
    const postOn = async (on?: string) =>
      (await read(reviewer, (db) => getCadreFile(db, viewer, cadre.id, { on }, today()))).posts[0]?.unitName;
    expect(await postOn()).toBe(`新${unit.shortName}`);
    expect(await stored(unit)).toMatchObject({
      name: `新${unit.shortName}`,
      namedOn: today(),
      rowVersion: 2,
      pinyin: expect.stringMatching(/^xin/),
    });
    // and a page of a day before shows the name of then
    expect(await postOn(addDays(today(), -1))).toBe(unit.shortName);
    expect(await onBoard(admin, unit, addDays(today(), -1))).toEqual([
      `${unit.shortName}全称`,
      unit.shortName,
    ]);
    const reported = async (to: string) => {
      const scope = { from: addDays(today(), -80), to, level: 1, at: new Date() };
      const { units } = await read(reviewer, (db) => collectUnits(db, scope));
      return units.find(({ id }) => id === unit.id)?.shortName;
    };
    expect(await reported(addDays(today(), -1))).toBe(unit.shortName);
    expect(await reported(today())).toBe(`新${unit.shortName}`);

    const changes = await read(admin, (db) => listUnitChanges(db, unit.id));
    expect(changes).toMatchObject([
      {
        actorName: admin.name,
        reason: "机构改革方案",
        before: { short_name: unit.shortName },
        after: { short_name: `新${unit.shortName}`, named_on: today() },
      },
    ]);
    expect(formerNames(changes)).toEqual([{ name: `${unit.shortName}全称`, until: addDays(today(), -1) }]);
    // once: a form that was open is told
    expect(await changeUnit(admin, wish(unit, { namedOn: "" }))).toMatchObject({ kind: "stale" });
  });

  it("is done by the server's timer where nobody comes in, and once", async () => {
    const { unit } = await announced();
    // unseen by others, whose next transaction would do it
    const client = await owner().connect();
    try {
      await client.query("begin");
      await client.query("update unit_renames set starts_on = $2 where unit_id = $1", [unit.id, today()]);
      const sweep = async () => (await client.query("select apply_due_renames() as done")).rows[0].done;
      expect([await sweep(), await sweep()]).toEqual([1, 0]);
      const { rows } = await client.query(
        'select short_name as "shortName", row_version as "rowVersion" from units where id = $1',
        [unit.id],
      );
      expect(rows).toEqual([{ shortName: `新${unit.shortName}`, rowVersion: 2 }]);
    } finally {
      await client.query("rollback");
      client.release();
    }
    expect(await applyDueRenames()).toBe(0);
    expect(await stored(unit)).toMatchObject({ shortName: unit.shortName });
  });

  it("also late: the name holds from its own day, not from the day that it was done", async () => {
    const { admin, unit } = await announced();
    await arrives(admin, unit, addDays(today(), -3));
    expect(await onBoard(admin, unit, addDays(today(), -4))).toEqual([
      `${unit.shortName}全称`,
      unit.shortName,
    ]);
    expect(await onBoard(admin, unit, addDays(today(), -3))).toEqual([
      `新${unit.shortName}`,
      `新${unit.shortName}`,
    ]);
  });

  it("falls where the unit has ended or was renamed otherwise before", async () => {
    const ended = await announced();
    const last = { unitId: ended.unit.id, rowVersion: 1, lastDay: today(), reason: "撤销" };
    expect(await closeUnit(ended.admin, last)).toMatchObject({ ok: true });
    await owner().query("update units set ends_on = $2 where id = $1", [ended.unit.id, addDays(today(), -1)]);
    await arrives(ended.admin, ended.unit);
    const other = await announced();
    const now = wish(other.unit, { name: "另一个全称", shortName: "另名", namedOn: today() });
    expect(await changeUnit(other.admin, now)).toMatchObject({ ok: true });
    await arrives(other.admin, other.unit);
    for (const [{ admin, unit }, reason] of [
      [ended, "@ended"],
      [other, "@renamed"],
    ] as const)
      expect(await read(admin, (db) => listCancelledRenames(db, unit.id))).toMatchObject([
        { reason, actorName: null },
      ]);
    expect(await stored(ended.unit)).toMatchObject({ shortName: ended.unit.shortName });
    expect(await stored(other.unit)).toMatchObject({ shortName: "另名" });
  });

  it("several names are told each for its days", async () => {
    const { admin, unit } = await announced();
    await arrives(admin, unit, addDays(today(), -20));
    expect(await found(admin, unit)).toMatchObject({ rowVersion: 2 });
    const again = wish(unit, {
      rowVersion: 2,
      name: "后来的全称",
      shortName: "后来",
      namedOn: addDays(today(), -5),
    });
    expect(await changeUnit(admin, again)).toMatchObject({ ok: true });
    const told = [];
    for (const back of [21, 20, 6, 5, 0])
      told.push((await onBoard(admin, unit, addDays(today(), -back)))?.[1]);
    const first = `新${unit.shortName}`;
    expect(told).toEqual([unit.shortName, first, first, "后来", "后来"]);
  });

  it("is one at a time and alone, of another name, after the one before", async () => {
    const { admin, unit } = await announced();
    const other = await createUnit();
    for (const [over, reason] of [
      [wish(unit, { name: "第三个名称" }), "renameAnnounced"],
      [wish(other, { type: "镇街" }), "renameAlone"],
      [wish(other, { isVerified: "" }), "renameAlone"],
      [wish(other, { name: `${other.shortName}全称`, shortName: other.shortName }), "nothingRenamed"],
    ] as const)
      expect(await changeUnit(admin, over)).toMatchObject({ reason: `units.reason.${reason}` });
    // what is entered wrongly today is corrected meanwhile
    const corrected = wish(unit, { name: `${unit.shortName}委员会`, shortName: unit.shortName, namedOn: "" });
    expect(await changeUnit(admin, corrected)).toMatchObject({ ok: true });
    expect((await found(admin, unit))?.renaming).toBeTruthy();
  });
});

describe("cancelRename", () => {
  const cancel = (person: Person, id: string) => cancelRename(person, { id, reason: "方案未获批准" });

  it("leaves the name as it is, tells who and why, and another may be announced", async () => {
    const { admin, unit, renaming } = await announced();
    expect(await cancel(admin, renaming.id)).toMatchObject({ ok: true });
    expect(await found(admin, unit)).toMatchObject({ renaming: null, shortName: unit.shortName });
    expect(await onBoard(admin, unit, soon())).toEqual([`${unit.shortName}全称`, unit.shortName]);
    expect(await read(admin, (db) => listCancelledRenames(db, unit.id))).toMatchObject([
      { name: renaming.name, startsOn: soon(), actorName: admin.name, reason: "方案未获批准" },
    ]);
    await comes(unit);
    expect(await applyDueRenames()).toBe(0);
    expect(await cancel(admin, renaming.id)).toMatchObject({ reason: "units.reason.renameOver" });
    expect(await changeUnit(admin, wish(unit))).toMatchObject({ ok: true });
  });

  it("comes too late once it has taken effect, and is an administrator's", async () => {
    const { admin, unit, renaming } = await announced();
    expect(await cancel(await createPerson("LEADER"), renaming.id)).toMatchObject({ kind: "denied" });
    await comes(unit);
    expect(await cancel(admin, renaming.id)).toMatchObject({ reason: "units.reason.renameOver" });
    // a command that refuses leaves nothing behind; whoever reads finds it done
    expect(await found(admin, unit)).toMatchObject({ shortName: `新${unit.shortName}`, renaming: null });
  });
});

describe("under direct SQL", () => {
  const as = (person: Person, text: string, values: unknown[]) =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [person.id]);
      return (await client.query(text, values)).rowCount;
    });
  const insert =
    "insert into unit_renames (unit_id, starts_on, name, short_name, initials, pinyin, reason, made_by) values ($1, $2, '改名测试', '改名', 'gm', 'gaiming', '直接写', $3)";

  it("none is announced for today or by somebody else, none is done by hand or deleted", async () => {
    const { admin, unit, renaming } = await announced();
    const [reviewer, other] = [await createPerson("REVIEWER"), await createUnit()];
    await expect(as(admin, insert, [other.id, today(), admin.id])).rejects.toThrow(/row-level security/);
    await expect(as(admin, insert, [other.id, soon(), reviewer.id])).rejects.toThrow(/row-level security/);
    await expect(as(reviewer, insert, [other.id, soon(), reviewer.id])).rejects.toThrow(/row-level security/);
    await expect(as(admin, insert, [unit.id, soon(), admin.id])).rejects.toThrow(/one_ahead/);
    expect(await as(admin, insert, [other.id, soon(), admin.id])).toBe(1);
    await expect(
      as(admin, "update unit_renames set done_at = now() where id = $1", [renaming.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(as(admin, "delete from unit_renames where id = $1", [renaming.id])).rejects.toThrow(
      /permission denied/,
    );
    await expect(as(admin, "select apply_due_renames()", [])).rejects.toThrow(/permission denied/);
    expect(
      await as(
        reviewer,
        "update unit_renames set cancelled_at = now(), cancelled_by = $2, cancel_reason = '取消' where id = $1",
        [renaming.id, reviewer.id],
      ),
    ).toBe(0);
  });
});
