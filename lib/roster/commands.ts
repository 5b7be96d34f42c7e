/** A roster comes in: stored as a preview, corrected in place, answered where it is doubtful, then confirmed or left. */
import { randomUUID } from "node:crypto";
import { cityDay } from "@/lib/platform/clock";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { guessMapping, normalHeading } from "./heading/rules";
import { listRemembered, listUnits } from "./known/queries";
import { indexUnits } from "./names/rules";
import { holdBatch, judge, judgeAgain, keepRows, type OpenBatch, turnPage } from "./preview/commands";
import {
  acceptInput,
  batchInput,
  chooseInput,
  correctInput,
  isField,
  LIMITS,
  leaverInput,
  remapInput,
  uploadInput,
} from "./schema";
import { readTable, valuesOf } from "./table/rules";

const RIGHT = "roster.import";

/** Nothing is written but the preview; the same upload sent twice is one. */
export const uploadRoster = commandInSql({
  name: "uploadRoster",
  right: RIGHT,
  input: uploadInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, kind, fileName, bodyHash, sheets } = input;
    const units = indexUnits(await listUnits(db));
    const remembered = await listRemembered(db);
    const table = readTable(sheets, units, remembered);
    if ("refused" in table) {
      if (table.refused === "tooManyRows")
        return refuse("roster.reason.tooManyRows", { rows: table.rows ?? 0, maximum: LIMITS.rows });
      return refuse(`roster.reason.${table.refused}`);
    }
    const mapping = guessMapping(table.header, remembered);
    const entered = await db.rows(sql`
      insert into import_batches (id, kind, file_name, body_hash, header, mapping, effective_on, uploaded_by)
      values (${id}::uuid, ${kind}, ${fileName}, decode(${bodyHash}, 'hex'), ${JSON.stringify(table.header)}::jsonb,
              ${JSON.stringify(mapping)}::jsonb, ${today}::date, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    if (entered.length === 0) return done({ id }, null);
    const rows = table.rows.map(({ rowNo, cells }) => ({
      id: randomUUID(),
      rowNo,
      raw: cells,
      typed: valuesOf(cells, table.header, mapping),
      choice: null,
      cadreId: null,
    }));
    const judged = await judge(db, rows, { effectiveOn: today, today, units });
    await keepRows(db, id, rows, judged);
    return done({ id }, { entity: "importBatch", id, after: `PREVIEWED ${rows.length}` });
  },
});

async function holdOpen(db: CommandDb, id: string): Promise<OpenBatch | null> {
  const batch = await holdBatch(db, id);
  return batch.state === "PREVIEWED" ? batch : null;
}
const over = () => refuse("roster.reason.wrongState");

/** A cell, corrected where it stands, or wherever the same stands in its column; the rows are judged at once. */
export const correctCell = commandInSql({
  name: "correctImportCell",
  right: RIGHT,
  input: correctInput,
  run: async ({ db, input: { batchId, rowId, field, value, everywhere }, today }) => {
    const batch = await holdOpen(db, batchId);
    if (!batch) return over();
    const changed = await db.rows(sql`
      update import_rows r set typed = r.typed || jsonb_build_object(${field}::text, ${value.trim()}::text),
             row_version = r.row_version + 1
      from import_rows o
      where o.batch_id = ${batch.id}::uuid and o.id = ${rowId}::uuid and r.batch_id = o.batch_id
        and (r.id = o.id or (${everywhere} and r.typed ->> ${field} = o.typed ->> ${field}))
      returning r.id`);
    if (changed.length === 0) throw new NotFound("row");
    await judgeAgain(db, batch, today);
    return done({ corrected: changed.length }, { entity: "importRow", id: rowId, after: field });
  },
});

/** Who a doubtful row is about. */
export const chooseCadre = commandInSql({
  name: "chooseImportCadre",
  right: RIGHT,
  input: chooseInput,
  run: async ({ db, input: { batchId, rowId, pick }, today }) => {
    const batch = await holdOpen(db, batchId);
    if (!batch) return over();
    const isPerson = pick !== "NEW" && pick !== "SKIP" && pick !== "OPEN";
    const choice = isPerson ? "CADRE" : pick === "OPEN" ? null : pick;
    const cadreId = isPerson ? pick : null;
    const changed = await db.rows(sql`
      update import_rows set choice = ${choice}, cadre_id = ${cadreId}::uuid, row_version = row_version + 1
      where batch_id = ${batch.id}::uuid and id = ${rowId}::uuid
        and (${cadreId}::uuid is null or exists (select from cadres c where c.id = ${cadreId}::uuid))
      returning id`);
    if (changed.length === 0) throw new NotFound("row");
    await judgeAgain(db, batch, today);
    return done({}, { entity: "importRow", id: rowId, after: choice ?? "OPEN" });
  },
});

/** Name, month of birth and unit agree, and nobody else does: taken for the same, all at once. */
export const acceptLikely = commandInSql({
  name: "acceptLikelyCadres",
  right: RIGHT,
  input: acceptInput,
  run: async ({ db, input, today }) => {
    const batch = await holdOpen(db, input.batchId);
    if (!batch) return over();
    const chosen = await db.rows(sql`
      update import_rows r set choice = 'CADRE', cadre_id = (l.likely -> 0 ->> 'id')::uuid, row_version = row_version + 1
      from (select id, jsonb_path_query_array(candidates, '$[*] ? (@.isLikely == true)') as likely from import_rows
            where batch_id = ${batch.id}::uuid and verdict = 'DOUBTFUL' and choice is null) l
      where r.id = l.id and jsonb_array_length(l.likely) = 1 returning r.id`);
    await judgeAgain(db, batch, today);
    return done(
      { accepted: chosen.length },
      { entity: "importBatch", id: batch.id, after: String(chosen.length) },
    );
  },
});

/** Columns put right, and remembered for the next file; what was corrected in place is read anew from the cells. */
export const remapColumns = commandInSql({
  name: "remapImportColumns",
  right: RIGHT,
  input: remapInput,
  run: async ({ db, viewer, input: { batchId, mapping, effectiveOn }, now, today }) => {
    const batch = await holdOpen(db, batchId);
    if (!batch) return over();
    const fields = batch.header
      .map((_, at) => mapping[at] ?? "")
      .map((field) => (isField(field) ? field : ""));
    const named = fields.filter(Boolean);
    if (new Set(named).size !== named.length) return refuse("roster.reason.fieldTwice");
    if (!named.includes("name")) return refuse("roster.reason.noHeading");
    const rows = await db.rows<{ id: string; raw: string[] }>(
      sql`select id, raw from import_rows where batch_id = ${batchId}::uuid`,
    );
    const typed = rows.map(({ id, raw }) => ({ id, typed: valuesOf(raw, batch.header, fields) }));
    await db.rows(sql`
      update import_rows r set typed = g.typed, row_version = r.row_version + 1
      from jsonb_to_recordset(${JSON.stringify(typed)}::jsonb) as g(id uuid, typed jsonb)
      where r.id = g.id and r.batch_id = ${batchId}::uuid and r.typed <> g.typed`);
    await db.rows(sql`
      update import_batches set mapping = ${JSON.stringify(fields)}::jsonb, effective_on = ${effectiveOn}::date,
             row_version = row_version + 1 where id = ${batchId}::uuid`);
    const said = batch.header.map((heading, at) => ({
      heading: normalHeading(heading),
      field: fields[at] ?? "",
    }));
    const known = said.filter(
      ({ heading }, at) => heading && said.findIndex((one) => one.heading === heading) === at,
    );
    await db.rows(sql`
      insert into import_mappings (heading, field, set_by)
      select left(heading, 100), field, ${viewer.id}::uuid from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as g(heading text, field text)
      on conflict (heading) do update set field = excluded.field, set_by = excluded.set_by, set_at = ${now}::timestamptz`);
    await judgeAgain(db, { id: batchId, effectiveOn }, today);
    return done({}, { entity: "importBatch", id: batchId, after: effectiveOn });
  },
});

/** Somebody whom the file does not name has left the post; nothing is done to anybody else. */
export const markLeaver = commandInSql({
  name: "markImportLeaver",
  right: RIGHT,
  input: leaverInput,
  run: async ({ db, viewer, input: { batchId, cadreId, endsOn }, now }) => {
    const batch = await holdOpen(db, batchId);
    if (!batch) return over();
    if (cadreId === viewer.cadreId) return refuse("roster.reason.ownPost");
    const day = endsOn === "" ? null : endsOn;
    const today = cityDay(now);
    const [post] = await db.rows<{ startsOn: string }>(sql`
      select starts_on::text as "startsOn" from post_holdings
      where cadre_id = ${cadreId}::uuid and is_primary and (ends_on is null or ends_on >= ${today}::date)
      order by starts_on desc limit 1`);
    if (!post) throw new NotFound("post");
    if (day !== null && day < post.startsOn)
      return refuse("roster.reason.leftBeforeBegun", { day: post.startsOn });
    await db.rows(sql`
      insert into import_leavers (batch_id, cadre_id, ends_on) values (${batchId}::uuid, ${cadreId}::uuid, ${day}::date)
      on conflict (batch_id, cadre_id) do update set ends_on = excluded.ends_on`);
    await turnPage(db, batchId);
    return done({}, { entity: "cadre", id: cadreId, after: day ?? "" });
  },
});

export const discardImport = commandInSql({
  name: "discardImport",
  right: RIGHT,
  input: batchInput,
  run: async ({ db, input: { batchId, rowVersion } }) => {
    const left = await db.rows(sql`
      update import_batches set state = 'DISCARDED', row_version = row_version + 1
      where id = ${batchId}::uuid and state = 'PREVIEWED' and row_version = ${rowVersion}::int returning id`);
    if (left.length === 0) throw new Stale("import");
    return done({}, { entity: "importBatch", id: batchId, before: "PREVIEWED", after: "DISCARDED" });
  },
});
