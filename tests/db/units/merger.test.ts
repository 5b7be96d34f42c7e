/** A merger of units that is taken back. */
import { describe, expect, it } from "vitest";
import { undoImport } from "@/lib/roster/apply/commands";
import { undoMerger } from "@/lib/units/register/commands";
import {
  createAssignment,
  createCadre,
  createPerson,
  createUnit,
  type Person,
  type TestUnit,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { changesOf, close, found } from "./register-steps";

describe("undoMerger", () => {
  const undo = (admin: Person, unit: TestUnit, rowVersion = 2) =>
    undoMerger(admin, { unitId: unit.id, rowVersion, reason: "并错了单位" });
  const heldBy = async (cadre: { id: string }) =>
    (
      await owner().query(
        'select unit_id as unit, ends_on::text as "to" from post_holdings where cadre_id = $1 order by starts_on',
        [cadre.id],
      )
    ).rows;

  async function merged() {
    const [admin, unit, into] = [await createPerson("ADMIN"), await createUnit(), await createUnit()];
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER");
    await createAssignment(observer, unit);
    expect(await close(admin, unit, { intoId: into.id })).toMatchObject({ ok: true });
    return { admin, unit, into, cadre };
  }

  it("brings unit, people and assignments back, and tells both ways", async () => {
    const { admin, unit, cadre } = await merged();
    expect((await heldBy(cadre)).length).toBe(2);
    expect(await undo(admin, unit)).toMatchObject({ ok: true });
    expect(await heldBy(cadre)).toEqual([{ unit: unit.id, to: null }]);
    const { rows } = await owner().query("select ends_on from assignments where unit_id = $1", [unit.id]);
    expect(rows).toEqual([{ ends_on: null }]);
    expect(await found(admin, unit)).toMatchObject({ endsOn: null, intoName: null, mergerId: null });
    expect((await changesOf(admin, unit)).map(({ reason }) => reason)).toEqual(["并错了单位", "机构改革"]);
    // and it can go another way
    expect(await undo(admin, unit, 3)).toMatchObject({ reason: "units.reason.noMerger" });
  });

  it("leaves an assignment that was ended on another day since as it ended", async () => {
    const { admin, unit } = await merged();
    await owner().query(
      "update assignments set ends_on = city_today() - 3, end_reason = '另行结束', row_version = row_version + 1 where unit_id = $1",
      [unit.id],
    );
    expect(await undo(admin, unit)).toMatchObject({ ok: true });
    const { rows } = await owner().query(
      "select ends_on = city_today() - 3 as kept, end_reason as why from assignments where unit_id = $1",
      [unit.id],
    );
    expect(rows).toEqual([{ kept: true, why: "另行结束" }]);
  });

  it("reopens a unit whose last day has passed, and no unit that was closed otherwise", async () => {
    const { admin, unit } = await merged();
    await owner().query("update units set ends_on = current_date - 3 where id = $1", [unit.id]);
    expect(await undo(admin, unit)).toMatchObject({ ok: true });
    const plain = await createUnit();
    await close(admin, plain);
    expect(await undo(admin, plain)).toMatchObject({ reason: "units.reason.noMerger" });
  });

  it("is refused once somebody's post has changed since, and says of how many", async () => {
    const { admin, unit, cadre } = await merged();
    await owner().query(
      "update post_holdings set ends_on = current_date + 40 where cadre_id = $1 and ends_on is null",
      [cadre.id],
    );
    expect(await undo(admin, unit)).toMatchObject({
      reason: "units.reason.mergerUsed",
      params: { count: 1 },
    });
    expect(await found(admin, unit)).toMatchObject({ rowVersion: 2 });
  });

  it("lets one of two go first, and nobody but an administrator", async () => {
    const { admin, unit } = await merged();
    expect(await undo(await createPerson("LEADER"), unit)).toMatchObject({ kind: "denied" });
    const outcomes = await Promise.all([undo(admin, unit), undo(admin, unit)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is not undone from the list of imports, where its unit would stay closed", async () => {
    const { admin, unit } = await merged();
    const mergerId = (await found(admin, unit))?.mergerId;
    expect(await undoImport(admin, { batchId: mergerId, rowVersion: 2 })).toMatchObject({
      reason: "roster.reason.undoAtUnit",
    });
  });
});
