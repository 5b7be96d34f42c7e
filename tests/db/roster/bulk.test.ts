import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { undoImport } from "@/lib/roster/apply/commands";
import { changeMany } from "@/lib/roster/bulk/commands";
import { digestOf } from "@/lib/roster/bulk/queries";
import { getBatch, listEnded, listRows } from "@/lib/roster/queries";
import { createCadre, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

const postsOf = async (ids: string[]) =>
  (
    await owner().query(
      `select cadre_id as cadre, unit_id as unit, title, starts_on::text as "from", ends_on::text as "to"
       from post_holdings where cadre_id = any($1) order by cadre_id, starts_on`,
      [ids],
    )
  ).rows;

async function asked(admin: Person, ids: string[], over: object = {}) {
  return {
    id: randomUUID(),
    cadres: ids.join(","),
    seen: await read(admin, (db) => digestOf(db, ids)),
    deed: "LEAVE",
    day: today(),
    into: "",
    reason: "机构改革，集中调整",
    ...over,
  };
}

describe("changeMany", () => {
  it("moves people with their titles, stands among the imports, and is undone to the last column", async () => {
    const [admin, from, into] = [await createPerson("ADMIN"), await createUnit(), await createUnit()];
    const ids = [(await createCadre(from)).id, (await createCadre(from)).id];
    const before = await postsOf(ids);
    const wish = await asked(admin, ids, { deed: "MOVE", into: into.id });
    expect(await changeMany(admin, wish)).toMatchObject({ ok: true });
    const moved = await postsOf(ids);
    expect(moved).toHaveLength(4);
    for (const id of ids) {
      const [old, present] = moved.filter(({ cadre }) => cadre === id);
      expect(old).toMatchObject({ unit: from.id, to: addDays(today(), -1) });
      expect(present).toMatchObject({ unit: into.id, title: old.title, from: today(), to: null });
    }
    const batch = await read(admin, (db) => getBatch(db, wish.id));
    expect(batch).toMatchObject({ kind: "BULK", state: "CONFIRMED", changed: 2, ended: 0 });
    const { rows } = await read(admin, (db) => listRows(db, wish.id, { view: "ALL", q: "", page: 1 }));
    expect(rows.map(({ cadreId }) => cadreId).sort()).toEqual([...ids].sort());

    expect(await undoImport(admin, { batchId: wish.id, rowVersion: batch.rowVersion })).toMatchObject({
      ok: true,
    });
    expect(await postsOf(ids)).toEqual(before);
  });

  it("ends every post of who leaves, and the undo gives them back", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    const { id } = await createCadre(unit);
    const before = await postsOf([id]);
    const wish = await asked(admin, [id]);
    await changeMany(admin, wish);
    expect((await postsOf([id])).map(({ to }) => to)).toEqual([today()]);
    expect((await read(admin, (db) => listEnded(db, wish.id))).map(({ cadreId }) => cadreId)).toEqual([id]);
    await undoImport(admin, { batchId: wish.id, rowVersion: 2 });
    expect(await postsOf([id])).toEqual(before);
  });

  it("does nothing at all when one of them can't be changed", async () => {
    const [admin, from, into] = [await createPerson("ADMIN"), await createUnit(), await createUnit()];
    const ids = [(await createCadre(from)).id, (await createCadre(from, { startsOn: today() })).id];
    const before = await postsOf(ids);
    const wish = await asked(admin, ids, { deed: "MOVE", into: into.id });
    expect(await changeMany(admin, wish)).toMatchObject({
      reason: "roster.reason.bulkRefused",
      params: { count: 1 },
    });
    expect(await postsOf(ids)).toEqual(before);
    const { rows } = await owner().query("select id from import_batches where id = $1", [wish.id]);
    expect(rows).toEqual([]);
  });

  it("moves the others where somebody is in that unit already", async () => {
    const [admin, from, into] = [await createPerson("ADMIN"), await createUnit(), await createUnit()];
    const there = (await createCadre(into)).id;
    const ids = [(await createCadre(from)).id, there];
    const before = await postsOf([there]);
    const wish = await asked(admin, ids, { deed: "MOVE", into: into.id });
    expect(await changeMany(admin, wish)).toMatchObject({ ok: true });
    expect(await postsOf([there])).toEqual(before);
    expect(await read(admin, (db) => getBatch(db, wish.id))).toMatchObject({ changed: 1 });
  });

  it("lets one of two at once go first; the other is told that the posts have changed", async () => {
    const [admin, second, unit] = [
      await createPerson("ADMIN"),
      await createPerson("ADMIN"),
      await createUnit(),
    ];
    const ids = [(await createCadre(unit)).id];
    const [one, two] = [await asked(admin, ids), await asked(second, ids, { day: addDays(today(), 3) })];
    const outcomes = await Promise.all([changeMany(admin, one), changeMany(second, two)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ kind: "stale" });
  });

  it("is one change when the same form is sent twice", async () => {
    const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
    const wish = await asked(admin, [(await createCadre(unit)).id]);
    expect(await changeMany(admin, wish)).toMatchObject({ ok: true });
    expect(await changeMany(admin, wish)).toMatchObject({ ok: true });
  });

  it.each(["OBSERVER", "REVIEWER", "LEADER", "LIAISON", "SYSADMIN"] as const)(
    "is denied to %s",
    async (role) => {
      const [admin, unit] = [await createPerson("ADMIN"), await createUnit()];
      const wish = await asked(admin, [(await createCadre(unit)).id]);
      expect(await changeMany(await createPerson(role), wish)).toMatchObject({ kind: "denied" });
    },
  );
});
