/** Grades come in: stored as a preview, answered where it is doubtful, then confirmed as a whole, left, or taken back. */
import { randomUUID } from "node:crypto";
import type { Day } from "@/lib/platform/clock";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb, ScopedDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { listUnits } from "../known/queries";
import { indexUnits } from "../names/rules";
import { holdBatch, keepRows, writeJudged } from "../preview/commands";
import { batchInput, LIMITS } from "../schema";
import { readTableBy, type Table, valuesBy } from "../table/rules";
import { listPeople } from "./queries";
import {
  type GradeJudged,
  type GradeRow,
  gradeLookups,
  guessGradeMapping,
  hasGrades,
  judgeGrades,
  readGrade,
} from "./rules";
import { gradeChoice, gradesConfirm, gradesUpload, isGradeField } from "./schema";
import { type GradeCell, gradeCells, guessGrades, periodColumns } from "./wide/rules";

const RIGHT = "appraisals.record";
const over = () => refuse("grades.reason.wrongState");

/** Nothing is written but the preview; the same upload sent twice is one. */
export const uploadGrades = commandInSql({
  name: "uploadGrades",
  right: RIGHT,
  input: gradesUpload,
  run: async ({ db, viewer, input, today }) => {
    const { id, fileName, bodyHash, sheets } = input;
    const table = readTableBy(sheets, indexUnits(await listUnits(db)), guessGrades);
    if ("refused" in table) {
      if (table.refused === "tooManyRows")
        return refuse("grades.reason.tooManyRows", { rows: table.rows ?? 0, maximum: LIMITS.rows });
      return refuse(`grades.reason.${table.refused}`);
    }
    const mapping = guessGradeMapping(table.header);
    const isLong = hasGrades(mapping);
    if (!isLong && periodColumns(table.header).length === 0) return refuse("grades.reason.noGrades");
    const given = isLong ? longRows(table, mapping) : gradeCells(table, mapping);
    if (given.length === 0) return refuse("grades.reason.noRows");
    if (given.length > LIMITS.rows)
      return refuse("grades.reason.tooManyRows", { rows: given.length, maximum: LIMITS.rows });
    const entered = await db.rows(sql`
      insert into import_batches (id, kind, file_name, body_hash, header, mapping, effective_on, uploaded_by)
      values (${id}::uuid, 'GRADES', ${fileName}, decode(${bodyHash}, 'hex'), ${JSON.stringify(table.header)}::jsonb,
              ${JSON.stringify(mapping)}::jsonb, ${today}::date, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    if (entered.length === 0) return done({ id }, null);
    const rows = given.map(({ rowNo, columnNo, cells, typed }) => ({
      id: randomUUID(),
      rowNo,
      columnNo,
      raw: cells,
      typed,
      choice: null,
      cadreId: null,
    }));
    await keepRows(db, id, rows, await judge(db, rows, today));
    return done({ id }, { entity: "importBatch", id, after: `PREVIEWED ${rows.length}` });
  },
});

const longRows = ({ header, rows }: Table, mapping: readonly string[]): GradeCell[] =>
  rows.map(({ rowNo, cells }) => ({
    rowNo,
    columnNo: 0,
    cells,
    typed: valuesBy(cells, header, mapping, isGradeField),
  }));

/** One read of units, two of people, however many rows there are. */
async function judge(db: ScopedDb, rows: readonly GradeRow[], today: Day): Promise<GradeJudged[]> {
  const units = indexUnits(await listUnits(db));
  const read = rows.map((row) => readGrade(row, units));
  const [viewer] = await db.rows<{ cadreId: string | null }>(sql`select viewer_cadre_id() as "cadreId"`);
  return judgeGrades(read, await listPeople(db, gradeLookups(read)), today, viewer?.cadreId ?? null);
}

type Stored = GradeRow & Pick<GradeJudged, "verdict" | "seen">;
const listStored = (db: ScopedDb, batchId: string): Promise<Stored[]> =>
  db.rows<Stored>(sql`
    select id, row_no as "rowNo", typed, choice, cadre_id as "cadreId", verdict, seen
    from import_rows where batch_id = ${batchId}::uuid order by row_no, column_no`);

/** Who a doubtful row is about, or that it is left out: with all the periods that the row gives. */
export const chooseGraded = commandInSql({
  name: "chooseGradedCadre",
  right: RIGHT,
  input: gradeChoice,
  run: async ({ db, input: { batchId, rowId, pick }, today }) => {
    const batch = await holdBatch(db, batchId, "GRADES");
    if (batch.state !== "PREVIEWED") return over();
    const isPerson = pick !== "SKIP" && pick !== "OPEN";
    const choice = isPerson ? "CADRE" : pick === "SKIP" ? "SKIP" : null;
    const changed = await db.rows(sql`
      update import_rows set choice = ${choice}, cadre_id = ${isPerson ? pick : null}::uuid, row_version = row_version + 1
      where batch_id = ${batch.id}::uuid
        and row_no = (select o.row_no from import_rows o where o.batch_id = ${batch.id}::uuid and o.id = ${rowId}::uuid)
        and (${!isPerson} or exists (select from cadres c where c.id = ${isPerson ? pick : null}::uuid))
      returning id`);
    if (changed.length === 0) throw new NotFound("row");
    await writeJudged(db, batch.id, await judge(db, await listStored(db, batch.id), today));
    return done({}, { entity: "importRow", id: rowId, after: choice ?? "OPEN" });
  },
});

/** In one transaction. Whatever has changed since it was looked at stops the whole, and the preview is looked at again. */
export const confirmGrades = commandInSql({
  name: "confirmGrades",
  right: RIGHT,
  input: gradesConfirm,
  run: async ({ db, viewer, input, now, today }) => {
    const batch = await holdBatch(db, input.batchId, "GRADES");
    if (batch.state !== "PREVIEWED") return over();
    if (batch.rowVersion !== input.rowVersion) throw new Stale("import");
    const stored = new Map((await listStored(db, batch.id)).map((row) => [row.id, row]));
    const judged = await judge(db, [...stored.values()], today);
    const wanted = input.scope === "ALL" ? null : new Set(input.rowIds);
    if (wanted?.size === 0) return refuse("grades.reason.nothingChosen");
    const chosen = judged.filter((row) => !wanted || wanted.has(row.id));
    if (chosen.some((row) => isChanged(row, stored.get(row.id)))) throw new Stale("rows");
    const lines = chosen.flatMap(({ id, cadreId, taken, verdict, plan }) =>
      plan && cadreId
        ? [
            {
              row: id,
              cadreId,
              verdict,
              ...plan,
              source: long(taken.source) ?? input.source,
              reason: verdict === "CHANGED" ? (long(taken.reason) ?? input.reason) : "",
            },
          ]
        : [],
    );
    if (lines.length === 0) return refuse("grades.reason.nothingToDo");
    if (lines.some(({ source }) => !long(source))) return refuse("grades.reason.needsSource");
    if (lines.some(({ verdict, reason }) => verdict === "CHANGED" && !long(reason)))
      return refuse("grades.reason.needsReason");
    await write(db, viewer.id, batch.id, lines);
    const added = lines.filter(({ verdict }) => verdict === "NEW").length;
    const value = { added, changed: lines.length - added };
    await db.rows(sql`
      update import_batches set state = 'CONFIRMED', confirmed_by = ${viewer.id}::uuid, confirmed_at = ${now}::timestamptz,
             added_count = ${value.added}::int, changed_count = ${value.changed}::int, row_version = row_version + 1
      where id = ${batch.id}::uuid`);
    return done(value, {
      entity: "importBatch",
      id: batch.id,
      before: "PREVIEWED",
      after: `CONFIRMED ${value.added} ${value.changed}`,
    });
  },
});

/** A paper or a reason is two characters at least; less says nothing. */
const long = (text: string | undefined): string | undefined =>
  text !== undefined && [...text].length >= 2 ? text : undefined;

const isChanged = (now: GradeJudged, then: { verdict: string; seen: string } | undefined): boolean =>
  !then || now.verdict !== then.verdict || now.seen !== then.seen;

/** With `app.import_batch` set, so that the journal knows of which import. */
async function write(
  db: CommandDb,
  viewerId: string,
  batchId: string,
  lines: readonly object[],
): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
    as g("row" uuid, "cadreId" uuid, verdict text, year smallint, quarter smallint, grade text, "versionNo" int, source text, reason text)`;
  await db.rows(sql`select set_config('app.import_batch', ${batchId}, true)`);
  await db.rows(sql`
    insert into appraisals (cadre_id, kind, year, quarter, grade, source, version_no, reason, recorded_by)
    select "cadreId", case when quarter is null then 'ANNUAL' else 'ROUTINE' end, year, quarter, grade, source, "versionNo", reason,
           ${viewerId}::uuid from ${given}`);
  await db.rows(sql`select set_config('app.import_batch', '', true)`);
  await db.rows(sql`
    update import_rows r set outcome = case g.verdict when 'NEW' then 'ADDED' else 'CHANGED' end, cadre_id = g."cadreId",
           row_version = r.row_version + 1
    from ${given} where r.id = g."row" and r.batch_id = ${batchId}::uuid`);
}

export const discardGrades = commandInSql({
  name: "discardGrades",
  right: RIGHT,
  input: batchInput,
  run: async ({ db, input: { batchId, rowVersion } }) => {
    const batch = await holdBatch(db, batchId, "GRADES");
    if (batch.state !== "PREVIEWED" || batch.rowVersion !== rowVersion) throw new Stale("import");
    await db.rows(sql`
      update import_batches set state = 'DISCARDED', row_version = row_version + 1 where id = ${batchId}::uuid`);
    return done({}, { entity: "importBatch", id: batchId, before: "PREVIEWED", after: "DISCARDED" });
  },
});

/** By any reviewer; refused where a later grade or a decision leans on one of them (undo_import). */
export const undoGrades = commandInSql({
  name: "undoGrades",
  right: RIGHT,
  input: batchInput,
  run: async ({ db, input: { batchId, rowVersion } }) => {
    const batch = await holdBatch(db, batchId, "GRADES");
    if (batch.rowVersion !== rowVersion) throw new Stale("import");
    const [undone] = await db.rows<{ steps: number }>(sql`select undo_import(${batchId}::uuid) as steps`);
    return done(
      { steps: undone?.steps ?? 0 },
      { entity: "importBatch", id: batchId, before: "CONFIRMED", after: "UNDONE" },
    );
  },
});
