/** lrmx files come in as any roster does: a preview first, a row for each file, also for one that can't be read. */
import { createHash, randomUUID } from "node:crypto";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { judge } from "../preview/commands";
import { documentsInput } from "./schema";

/** Of a row: which file, and why it can't be taken. */
const HEADER = ["文件名", "读取"];
/** Photos are large: so many rows travel together. */
const CHUNK = 50;

export const uploadDocuments = commandInSql({
  name: "uploadRoster",
  right: "roster.import",
  input: documentsInput,
  run: async ({ db, viewer, input, today }) => {
    const { id, fileName, bodyHash, documents } = input;
    const entered = await db.rows(sql`
      insert into import_batches (id, kind, file_name, body_hash, header, mapping, effective_on, uploaded_by)
      values (${id}::uuid, 'LRMX', ${fileName}, decode(${bodyHash}, 'hex'), ${JSON.stringify(HEADER)}::jsonb, '["", ""]'::jsonb,
              ${today}::date, ${viewer.id}::uuid)
      on conflict (id) do nothing returning id`);
    // the same upload sent twice is one
    if (entered.length === 0) return done({ id }, null);
    const rows = documents.map(({ fileName: name, rule, typed, source, photo }, at) => ({
      id: randomUUID(),
      rowNo: at + 1,
      raw: [name, rule ?? ""],
      typed,
      choice: null,
      cadreId: null,
      document: { rule, source, photoHash: hashOf(photo) },
      source,
      photo,
    }));
    const judged = await judge(db, rows, { effectiveOn: today, today });
    const whole = rows.map((row, at) => ({ ...row, ...judged[at], document: undefined, plan: undefined }));
    for (let at = 0; at < whole.length; at += CHUNK) await insertRows(db, id, whole.slice(at, at + CHUNK));
    return done({ id }, { entity: "importBatch", id, after: `PREVIEWED ${rows.length}` });
  },
});

const hashOf = (base64: string): string =>
  base64 === "" ? "" : createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex");

const insertRows = (db: CommandDb, batchId: string, rows: readonly object[]): Promise<unknown> =>
  db.rows(sql`
    insert into import_rows (id, batch_id, row_no, raw, source, photo, typed, taken, verdict, faults, differences, cadre_id, candidates, seen)
    select id, ${batchId}::uuid, "rowNo", raw, source, decode(nullif(photo, ''), 'base64'), typed, taken, verdict, faults, differences,
           "cadreId", candidates, seen
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id uuid, "rowNo" int, raw jsonb, source text, photo text, typed jsonb, taken jsonb, verdict text, faults jsonb,
           differences jsonb, "cadreId" uuid, candidates jsonb, seen text)`);
