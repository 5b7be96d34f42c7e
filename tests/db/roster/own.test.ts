/** Nobody changes the roster about themselves, by whatever way; another administrator does, and takes it back. */

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { confirmImport, undoImport } from "@/lib/roster/apply/commands";
import { changeMany } from "@/lib/roster/bulk/commands";
import { digestOf } from "@/lib/roster/bulk/queries";
import { chooseCadre, markLeaver, uploadRoster } from "@/lib/roster/commands";
import { getBatch, listRows } from "@/lib/roster/queries";
import { closeUnit, undoMerger } from "@/lib/units/register/commands";
import { createCadre, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { got } from "@/tests/support/outcomes";
import { asAppRole, owner } from "@/tests/support/owner";

async function scene() {
  const [unit, into] = [await createUnit(), await createUnit()];
  // a name as a file may hold it, and nobody else's
  const signs = [..."甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"];
  const name = [...randomUUID().slice(0, 6)].map((digit) => signs[Number.parseInt(digit, 16)]).join("");
  const cadre = await createCadre(unit, { name: `试${name}` });
  const own = await createPerson(["ADMIN", "CADRE"], { cadreId: cadre.id });
  return { unit, into, cadre, own, other: await createPerson("ADMIN") };
}
const lastDay = async ({ id }: { id: string }): Promise<string | null> =>
  (
    await owner().query(
      "select ends_on::text as day from post_holdings where cadre_id = $1 order by starts_on limit 1",
      [id],
    )
  ).rows[0].day;
const versionOf = async (person: Person, id: string) =>
  (await read(person, (db) => getBatch(db, id))).rowVersion;

describe("an administrator who is a cadre", () => {
  it.each(["MOVE", "LEAVE"] as const)(
    "does not %s themselves in a change for many, nor undo what was done",
    async (deed) => {
      const { into, cadre, own, other } = await scene();
      const asked = async (person: Person) => ({
        id: randomUUID(),
        cadres: cadre.id,
        seen: await read(person, (db) => digestOf(db, [cadre.id])),
        deed,
        day: today(),
        into: deed === "MOVE" ? into.id : "",
        reason: "机构改革，集中调整",
      });
      expect(await changeMany(own, await asked(own))).toMatchObject({ reason: "roster.reason.bulkRefused" });
      expect(await lastDay(cadre)).toBeNull();
      const wish = await asked(other);
      expect(await changeMany(other, wish)).toMatchObject({ ok: true });
      expect(await lastDay(cadre)).toBe(deed === "MOVE" ? addDays(today(), -1) : today());
      const undo = { batchId: wish.id, rowVersion: await versionOf(other, wish.id) };
      expect(await undoImport(own, undo)).toMatchObject({ reason: "roster.reason.ownFacts" });
      expect(await undoImport(other, undo)).toMatchObject({ ok: true });
      expect(await lastDay(cadre)).toBeNull();
    },
  );

  it("imports nothing about themselves, not even what another has looked at", async () => {
    const { unit, cadre, own, other } = await scene();
    const upload = async (person: Person) => {
      const rows = [
        ["姓名", "单位", "性别", "出生年月", "民族"],
        [cadre.name, unit.shortName, "女", "1985.03", "畲族"],
      ];
      const { id } = got(
        await uploadRoster(person, {
          id: randomUUID(),
          kind: "CSV",
          fileName: "名册.csv",
          bodyHash: "00".repeat(32),
          sheets: [{ name: "", isHidden: false, rows, merges: [] }],
        }),
      );
      const row = async () =>
        (await read(person, (db) => listRows(db, id, { view: "ALL", q: "", page: 1 }))).rows[0];
      got(await chooseCadre(person, { batchId: id, rowId: (await row())?.id, pick: cadre.id }));
      return { id, row: await row() };
    };
    const confirm = async (person: Person, id: string) =>
      confirmImport()(person, {
        batchId: id,
        rowVersion: await versionOf(person, id),
        scope: "ALL",
        rowIds: [],
      });
    const [mine, anothers] = [await upload(own), await upload(other)];
    expect(mine.row).toMatchObject({ verdict: "FAULTY", faults: [{ field: "name", rule: "ownCadre" }] });
    expect(await confirm(own, mine.id)).toMatchObject({ reason: "roster.reason.nothingToDo" });
    expect(anothers.row).toMatchObject({ verdict: "CHANGED" });
    expect(await confirm(own, anothers.id)).toMatchObject({ ok: false });
    expect(await confirm(other, anothers.id)).toMatchObject({ ok: true, value: { changed: 1 } });
  });

  it("marks themselves as no leaver", async () => {
    const { unit, cadre, own } = await scene();
    const beside = await createCadre(unit);
    const rows = [
      ["姓名", "单位", "性别", "出生年月"],
      [`${cadre.name}新`, unit.shortName, "女", "1985.03"],
    ];
    const sheets = [{ name: "", isHidden: false, rows, merges: [] }];
    const file = { id: randomUUID(), kind: "CSV", fileName: "名册.csv", bodyHash: "00".repeat(32), sheets };
    const { id: batchId } = got(await uploadRoster(own, file));
    const mark = (cadreId: string) => markLeaver(own, { batchId, cadreId, endsOn: today() });
    expect(await mark(cadre.id)).toMatchObject({ reason: "roster.reason.ownPost" });
    expect(await mark(beside.id)).toMatchObject({ ok: true });
  });

  it("does not move into another unit with their own, nor take that back", async () => {
    const { unit, into, cadre, own, other } = await scene();
    const merger = { unitId: unit.id, rowVersion: 1, lastDay: today(), intoId: into.id, reason: "并入" };
    expect(await closeUnit(own, merger)).toMatchObject({ reason: "units.reason.ownPost" });
    expect(await lastDay(cadre)).toBeNull();
    expect(await closeUnit(other, merger)).toMatchObject({ ok: true });
    const undo = { unitId: unit.id, rowVersion: 2, reason: "撤回" };
    expect(await undoMerger(own, undo)).toMatchObject({ ok: false });
    expect(await undoMerger(other, undo)).toMatchObject({ ok: true });
    expect(await lastDay(cadre)).toBeNull();
  });

  it("changes and adds no row of theirs by direct SQL", async () => {
    const { unit, cadre, own, other } = await scene();
    const attempt = (person: Person, statement: string, values: unknown[]) =>
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [person.id]);
        return client.query(statement, values).then(
          ({ rowCount }) => `rows ${rowCount}`,
          (error: Error) => error.message,
        );
      });
    const end = "update post_holdings set ends_on = city_today() where cadre_id = $1";
    expect(await attempt(own, end, [cadre.id])).toContain("not_of_oneself_changed");
    expect(await attempt(other, end, [cadre.id])).toBe("rows 1");
    expect(await attempt(own, "update cadres set name = '改名' where id = $1", [cadre.id])).toContain(
      "not_of_oneself_changed",
    );
    const enter = `insert into post_holdings (id, cadre_id, unit_id, title, level, tier, is_primary, starts_on)
      values (gen_random_uuid(), $1, $2, '主任', '乡科级正职', 'TEAM', false, '2021-01-01')`;
    expect(await attempt(own, enter, [cadre.id, unit.id])).toContain("not_of_oneself_entered");
    expect(await attempt(other, enter, [cadre.id, unit.id])).toBe("rows 1");
  });
});
