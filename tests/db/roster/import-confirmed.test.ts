/** A roster is confirmed and undone: as a whole or not at all. */

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { runNextJob } from "@/lib/platform/jobs";
import { askConfirmation, confirmImport, confirmImportJob } from "@/lib/roster/apply/commands";
import { chooseCadre, correctCell } from "@/lib/roster/commands";
import { findOpenJob, listUndoBlocks } from "@/lib/roster/queries";
import { createObservation, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { got } from "@/tests/support/outcomes";
import { owner } from "@/tests/support/owner";
import {
  cadreNamed,
  confirm,
  HEADER,
  knownCadre,
  look,
  personOf,
  postsOf,
  preview,
  rosterAdmin,
  undo,
} from "./import-steps";

let admin: Person;
beforeAll(async () => {
  admin = await rosterAdmin();
});

describe("confirmImport", () => {
  it("ends the old post the day before the new one: the record keeps the post of its day", async () => {
    const [unit, other] = [await createUnit(), await createUnit()];
    const cadre = await knownCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const record = await createObservation(observer, unit, { cadres: [cadre] });
    const { id, rows } = await preview([
      HEADER,
      personOf(other, { 姓名: cadre.name, 现任职务: "主任", 任现职时间: today().replaceAll("-", ".") }),
    ]);
    got(await chooseCadre(admin, { batchId: id, rowId: rows[0]?.id, pick: cadre.id }));
    got(await confirm(id));
    expect(await postsOf(cadre)).toEqual([
      { title: "副主任", starts: "2020-01-01", ends: addDays(today(), -1) },
      { title: "主任", starts: today(), ends: null },
    ]);
    const { rows: lines } = await owner().query(
      "select unit_id, post_title from observation_cadres where observation_id = $1",
      [record.id],
    );
    expect(lines).toEqual([{ unit_id: unit.id, post_title: "副主任" }]);
  });

  it("writes nothing at all where one row has changed meanwhile", async () => {
    const unit = await createUnit();
    const cadre = await knownCadre(unit);
    const newcomer = personOf(unit);
    const { id, rows } = await preview([
      HEADER,
      newcomer,
      personOf(unit, { 姓名: cadre.name, 民族: "畲族", 现任职务: "", 任现职时间: "" }),
    ]);
    const row = rows.find(({ verdict }) => verdict === "DOUBTFUL");
    got(await chooseCadre(admin, { batchId: id, rowId: row?.id, pick: cadre.id }));
    await owner().query("update cadres set native_place = '浙江永康' where id = $1", [cadre.id]);
    expect(await confirm(id)).toEqual({ ok: false, kind: "stale" });
    expect(await cadreNamed(newcomer[0] ?? "")).toBeUndefined();
    expect((await look(id)).batch.state).toBe("PREVIEWED");
  });

  it("confirms nothing that the person has not seen, and only what was chosen", async () => {
    const unit = await createUnit();
    const [one, two] = [personOf(unit), personOf(unit)];
    const { id, batch, rows } = await preview([HEADER, one, two]);
    got(await correctCell(admin, { batchId: id, rowId: rows[0]?.id, field: "ethnicity", value: "回族" }));
    const asked = { batchId: id, scope: "CHOSEN", rowIds: [rows[0]?.id] };
    expect(await confirmImport()(admin, { ...asked, rowVersion: batch.rowVersion })).toEqual({
      ok: false,
      kind: "stale",
    });
    const { rowVersion } = (await look(id)).batch;
    expect(got(await confirmImport()(admin, { ...asked, rowVersion }))).toEqual({
      added: 1,
      changed: 0,
      ended: 0,
    });
    expect(await cadreNamed(one[0] ?? "")).toBeDefined();
    expect(await cadreNamed(two[0] ?? "")).toBeUndefined();
  });

  it("is found again by who asked for it and left the page", async () => {
    const { id, batch } = await preview([HEADER, personOf(await createUnit())]);
    const job = randomUUID();
    got(await askConfirmation(admin, { id: job, batchId: id, rowVersion: batch.rowVersion, scope: "ALL" }));
    expect(await read(admin, (db) => findOpenJob(db, id))).toBe(job);
    expect(await read(await createPerson("ADMIN"), (db) => findOpenJob(db, id))).toBeNull();
    await runNextJob([confirmImportJob]);
    // another test's worker may have taken it up
    await expect.poll(() => read(admin, (db) => findOpenJob(db, id))).toBeNull();
    expect((await look(id)).batch.state).toBe("CONFIRMED");
  });

  it("leaves a line in the audit without a name", async () => {
    const row = personOf(await createUnit());
    const { id } = await preview([HEADER, row]);
    got(await confirm(id));
    const { rows } = await owner().query(
      "select action, after from audit_events where entity_id = $1 order by seq",
      [id],
    );
    expect(rows).toEqual([
      { action: "uploadRoster", after: "PREVIEWED 1" },
      { action: "confirmImport", after: "CONFIRMED 1 0 0" },
    ]);
  });
});

describe("undoImport", () => {
  it("is refused where a record leans on the new post, and says whose", async () => {
    const unit = await createUnit();
    const row = personOf(unit, { 任现职时间: "2024.05" });
    const { id } = await preview([HEADER, row]);
    got(await confirm(id));
    const cadre = await cadreNamed(row[0] ?? "");
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit, { cadres: [{ id: cadre?.id ?? "", name: row[0] ?? "" }] });
    expect(await undo(id)).toMatchObject({ ok: false, reason: "roster.reason.undoBlocked" });
    expect(await read(admin, (db) => listUndoBlocks(db, id))).toEqual([
      { cadreId: cadre?.id, name: row[0], why: "USED" },
    ]);
    expect((await look(id)).batch.state).toBe("CONFIRMED");
  });

  it("is refused where a later import changed the same cadre, until that one is undone", async () => {
    const unit = await createUnit();
    const row = personOf(unit);
    const first = await preview([HEADER, row]);
    got(await confirm(first.id));
    const cadre = await cadreNamed(row[0] ?? "");
    const second = await preview([HEADER, row.map((cell) => (cell === "汉族" ? "畲族" : cell))]);
    got(await chooseCadre(admin, { batchId: second.id, rowId: second.rows[0]?.id, pick: cadre?.id }));
    got(await confirm(second.id));
    expect(await undo(first.id)).toMatchObject({ reason: "roster.reason.undoBlocked" });
    got(await undo(second.id));
    got(await undo(first.id));
    expect(await cadreNamed(row[0] ?? "")).toBeUndefined();
  });
});
