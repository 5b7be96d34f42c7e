/** A roster comes in, is answered, confirmed and undone; as the people who may, and as those who may not. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import type { Command } from "@/lib/platform/command";
import { read } from "@/lib/platform/db";
import { runNextJob } from "@/lib/platform/jobs";
import type { Outcome } from "@/lib/platform/result";
import { askConfirmation, confirmImport, confirmImportJob, undoImport } from "@/lib/roster/apply/commands";
import {
  acceptLikely,
  chooseCadre,
  correctCell,
  discardImport,
  markLeaver,
  remapColumns,
  uploadRoster,
} from "@/lib/roster/commands";
import {
  findOpenJob,
  getBatch,
  listMissing,
  listRows,
  listSameFaults,
  listUndoBlocks,
} from "@/lib/roster/queries";
import { checkImport } from "@/scripts/support/import/check";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

let admin: Person;
beforeAll(async () => {
  admin = await createPerson("ADMIN");
});

const got = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome));
};
const upload = (rows: string[][], person: Person = admin) =>
  uploadRoster(person, {
    id: randomUUID(),
    kind: "CSV",
    fileName: "名册.csv",
    bodyHash: "00".repeat(32),
    sheets: [{ name: "", isHidden: false, rows, merges: [] }],
  });
async function preview(rows: string[][]) {
  const { id } = got(await upload(rows));
  return { id, ...(await look(id)) };
}
const look = (id: string) =>
  read(admin, async (db) => ({
    batch: await getBatch(db, id),
    rows: (await listRows(db, id, { view: "ALL", q: "", page: 1 })).rows,
    missing: await listMissing(db, id, today()),
  }));
async function confirm(id: string) {
  const { batch } = await look(id);
  return confirmImport()(admin, { batchId: id, rowVersion: batch.rowVersion, scope: "ALL", rowIds: [] });
}
const undo = async (id: string) =>
  undoImport(admin, { batchId: id, rowVersion: (await look(id)).batch.rowVersion });
const postsOf = async ({ id }: { id: string }) => {
  const { rows } = await owner().query(
    "select title, starts_on::text as starts, ends_on::text as ends from post_holdings where cadre_id = $1 order by starts_on",
    [id],
  );
  return rows;
};
const cadreNamed = async (name: string): Promise<{ id: string } | undefined> =>
  (await owner().query("select id from cadres where name = $1", [name])).rows[0];

const HEADER = ["姓名", "单位", "性别", "出生年月", "现任职务", "任现职时间", "民族"];
let counter = 0;
/** No namesake elsewhere in the database of the tests. */
const newName = (): string => {
  const signs = [..."甲乙丙丁戊己庚辛壬癸"];
  const number = String(Date.now() % 100_000) + String(++counter);
  return `试${[...number].map((digit) => signs[Number(digit)]).join("")}`;
};
const personOf = (unit: TestUnit, over: Partial<Record<string, string>> = {}): string[] => {
  const row: Record<string, string> = {
    姓名: newName(),
    单位: unit.shortName,
    性别: "女",
    出生年月: "1985.03",
    现任职务: "科员",
    任现职时间: "2024.05",
    民族: "汉族",
    ...over,
  };
  return HEADER.map((heading) => row[heading] ?? "");
};
/** A known cadre whom the row agrees with. */
async function knownCadre(unit: TestUnit): Promise<TestCadre> {
  return createCadre(unit, { name: newName(), title: "副主任" });
}

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
