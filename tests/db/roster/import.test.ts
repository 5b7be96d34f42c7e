/** A roster comes in and is answered; as the people who may, and as those who may not. */

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Command } from "@/lib/platform/command";
import { read } from "@/lib/platform/db";
import { askConfirmation, confirmImport, undoImport } from "@/lib/roster/apply/commands";
import {
  acceptLikely,
  chooseCadre,
  correctCell,
  discardImport,
  markLeaver,
  remapColumns,
  uploadRoster,
} from "@/lib/roster/commands";
import { listSameFaults } from "@/lib/roster/queries";
import { checkImport } from "@/scripts/support/import/check";
import { createPerson, createUnit, type Person, today } from "@/tests/support/builders";
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
  upload,
} from "./import-steps";

let admin: Person;
beforeAll(async () => {
  admin = await rosterAdmin();
});

describe("the whole way", () => {
  it("names every planted error, adds what was mended, changes nothing twice and undoes to the last column", async () => {
    const units = [await createUnit(), await createUnit(), await createUnit()];
    const { faults, sentence } = await checkImport({
      rows: 120,
      errors: 30,
      units,
      isAlone: false,
      tell: () => {},
    });
    expect(faults).toEqual([]);
    expect(sentence).toContain("rows 120, planted 30 of 15 kinds, reported 30, invented 0");
  });
});

describe("uploadRoster", () => {
  it("writes nothing but a preview", async () => {
    const unit = await createUnit();
    const row = personOf(unit);
    const { batch, rows } = await preview([HEADER, row]);
    expect(batch).toMatchObject({ state: "PREVIEWED", counts: { NEW: 1, FAULTY: 0 } });
    expect(rows[0]).toMatchObject({ verdict: "NEW", unitName: unit.shortName, rowNo: 2 });
    expect(await cadreNamed(row[0] ?? "")).toBeUndefined();
  });

  it("is for the roster's administrator alone, and so is everything after", async () => {
    const unit = await createUnit();
    const { id, batch, rows } = await preview([HEADER, personOf(unit)]);
    const rowId = rows[0]?.id;
    const tries: [Command<unknown>, object][] = [
      [correctCell, { batchId: id, rowId, field: "name", value: "沈" }],
      [chooseCadre, { batchId: id, rowId, pick: "NEW" }],
      [acceptLikely, { batchId: id }],
      [remapColumns, { batchId: id, mapping: [], effectiveOn: today() }],
      [markLeaver, { batchId: id, cadreId: id, endsOn: today() }],
      [discardImport, { batchId: id, rowVersion: batch.rowVersion }],
      [askConfirmation, { id: randomUUID(), batchId: id, rowVersion: batch.rowVersion, scope: "ALL" }],
      [confirmImport(), { batchId: id, rowVersion: batch.rowVersion, scope: "ALL", rowIds: [] }],
      [undoImport, { batchId: id, rowVersion: batch.rowVersion }],
    ];
    for (const role of [
      "REVIEWER",
      "LEADER",
      "OBSERVER",
      "LIAISON",
      "CADRE",
      "SYSADMIN",
      "SECADMIN",
      "AUDITOR",
    ] as const) {
      const person = await createPerson(role);
      expect(await upload([HEADER, personOf(unit)], person), role).toEqual({ ok: false, kind: "denied" });
      for (const [command, input] of tries)
        expect(await command(person, input), `${role} ${command.commandName}`).toEqual({
          ok: false,
          kind: "denied",
        });
    }
  });

  it("says what is missing in a table that is no roster", async () => {
    expect(await upload([["会议", "时间"]])).toMatchObject({ reason: "roster.reason.noHeading" });
    expect(await upload([HEADER])).toMatchObject({ reason: "roster.reason.noRows" });
  });

  it("stores the same upload once", async () => {
    const input = {
      id: randomUUID(),
      kind: "CSV",
      fileName: "名册.csv",
      bodyHash: "00".repeat(32),
      sheets: [{ name: "", isHidden: false, rows: [HEADER, personOf(await createUnit())], merges: [] }],
    };
    expect(got(await uploadRoster(admin, input))).toEqual({ id: input.id });
    expect(got(await uploadRoster(admin, input))).toEqual({ id: input.id });
    expect((await look(input.id)).rows).toHaveLength(1);
  });
});

describe("a preview", () => {
  it("is judged anew when a cell is corrected", async () => {
    const { id, rows } = await preview([HEADER, personOf(await createUnit(), { 民族: "汗族" })]);
    expect(rows[0]).toMatchObject({
      verdict: "FAULTY",
      faults: [{ field: "ethnicity", rule: "unknownWord" }],
    });
    got(await correctCell(admin, { batchId: id, rowId: rows[0]?.id, field: "ethnicity", value: "汉族" }));
    expect((await look(id)).rows[0]).toMatchObject({ verdict: "NEW", faults: [] });
  });

  it("mends the same slip in all rows at once, and no other", async () => {
    const unit = await createUnit();
    const wrong = { 单位: "星际联络处" };
    const { id, rows } = await preview([
      HEADER,
      personOf(unit, wrong),
      personOf(unit, wrong),
      personOf(unit, { 单位: "深海联络处" }),
    ]);
    expect(await read(admin, (db) => listSameFaults(db, id))).toEqual([
      { field: "unit", value: "星际联络处", rows: 2 },
    ]);
    const correction = {
      batchId: id,
      rowId: rows[0]?.id,
      field: "unit",
      value: unit.shortName,
      everywhere: "yes",
    };
    expect(got(await correctCell(admin, correction))).toEqual({ corrected: 2 });
    expect((await look(id)).batch.counts).toMatchObject({ NEW: 2, FAULTY: 1 });
  });

  it("asks who a name alone is, and does as it is told", async () => {
    const unit = await createUnit();
    const cadre = await knownCadre(unit);
    const { id, rows } = await preview([
      HEADER,
      personOf(unit, { 姓名: cadre.name, 现任职务: "副主任", 民族: "畲族", 任现职时间: "" }),
    ]);
    expect(rows[0]).toMatchObject({ verdict: "DOUBTFUL", candidates: [{ id: cadre.id, isLikely: true }] });
    const rowId = rows[0]?.id;
    got(await chooseCadre(admin, { batchId: id, rowId, pick: cadre.id }));
    expect((await look(id)).rows[0]).toMatchObject({
      verdict: "CHANGED",
      differences: [{ field: "ethnicity", old: "汉族", new: "畲族" }],
    });
    got(await chooseCadre(admin, { batchId: id, rowId, pick: "OPEN" }));
    expect(got(await acceptLikely(admin, { batchId: id }))).toEqual({ accepted: 1 });
    expect(got(await confirm(id))).toEqual({ added: 0, changed: 1, ended: 0 });
    const { rows: stored } = await owner().query("select ethnicity from cadres where id = $1", [cadre.id]);
    expect(stored).toEqual([{ ethnicity: "畲族" }]);
  });

  it("remembers what a column meant", async () => {
    const heading = `岗位名称${Date.now()}`;
    const unit = await createUnit();
    const header = HEADER.map((one) => (one === "现任职务" ? heading : one));
    const { id, batch, rows } = await preview([header, personOf(unit)]);
    expect(rows[0]).toMatchObject({ verdict: "FAULTY", faults: [{ field: "title", rule: "required" }] });
    const mapping = batch.mapping.map((field, at) => (header[at] === heading ? "title" : field));
    got(await remapColumns(admin, { batchId: id, mapping, effectiveOn: today() }));
    expect((await look(id)).rows[0]).toMatchObject({ verdict: "NEW", taken: { title: "科员" } });
    expect((await preview([header, personOf(unit)])).rows[0]).toMatchObject({ verdict: "NEW" });
    expect(
      await remapColumns(admin, { batchId: id, mapping: ["name", "name"], effectiveOn: today() }),
    ).toMatchObject({
      reason: "roster.reason.fieldTwice",
    });
  });

  it("names who is not in the file, and ends a post only where somebody says so", async () => {
    const unit = await createUnit();
    const [leaver, stays] = [await knownCadre(unit), await knownCadre(unit)];
    const { id, missing } = await preview([HEADER, personOf(unit)]);
    expect(missing.map(({ cadreId }) => cadreId).sort()).toEqual([leaver.id, stays.id].sort());
    expect(await markLeaver(admin, { batchId: id, cadreId: leaver.id, endsOn: "2019-01-01" })).toMatchObject({
      reason: "roster.reason.leftBeforeBegun",
    });
    got(await markLeaver(admin, { batchId: id, cadreId: leaver.id, endsOn: today() }));
    got(await markLeaver(admin, { batchId: id, cadreId: stays.id, endsOn: today() }));
    got(await markLeaver(admin, { batchId: id, cadreId: stays.id, endsOn: "" }));
    expect(got(await confirm(id))).toEqual({ added: 1, changed: 0, ended: 1 });
    expect(await postsOf(leaver)).toMatchObject([{ ends: today() }]);
    expect(await postsOf(stays)).toMatchObject([{ ends: null }]);
    got(await undo(id));
    expect(await postsOf(leaver)).toMatchObject([{ ends: null }]);
  });

  it("that was left writes nothing any more", async () => {
    const { id, batch, rows } = await preview([HEADER, personOf(await createUnit())]);
    got(await discardImport(admin, { batchId: id, rowVersion: batch.rowVersion }));
    expect(await confirm(id)).toMatchObject({ reason: "roster.reason.wrongState" });
    expect(
      await correctCell(admin, { batchId: id, rowId: rows[0]?.id, field: "name", value: "沈" }),
    ).toMatchObject({
      reason: "roster.reason.wrongState",
    });
  });
});
