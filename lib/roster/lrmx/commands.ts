/** lrmx files come in as any roster does: a preview first, a row for each file, also for one that can't be read. */
import { createHash, randomUUID } from "node:crypto";
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { judge } from "../preview/commands";
import { documentsInput } from "./schema";

/** Of a row: which file, and why it can't be taken. */
const HEADER = ["文件名", "读取"];
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
    // a statement a row, sent together: a photo travels as its bytes, and not as text inside of text
    await Promise.all(
      rows.map((row, at) => insertRow(db, id, { ...row, ...judged[at], document: undefined })),
    );
    return done({ id }, { entity: "importBatch", id, after: `PREVIEWED ${rows.length}` });
  },
});

const bytesOf = (base64: string): Buffer | null => (base64 === "" ? null : Buffer.from(base64, "base64"));

function hashOf(base64: string): string {
  const bytes = bytesOf(base64);
  return bytes ? createHash("sha256").update(bytes).digest("hex") : "";
}

type Row = { source: string | null; photo: string } & Record<string, unknown>;

const insertRow = (db: CommandDb, batchId: string, { source, photo, ...row }: Row): Promise<unknown> =>
  db.rows(sql`
    insert into import_rows (id, batch_id, row_no, raw, source, photo, typed, taken, verdict, faults, differences, cadre_id, candidates, seen)
    select id, ${batchId}::uuid, "rowNo", raw, ${source}::text, ${bytesOf(photo)}::bytea, typed, taken, verdict, faults, differences,
           "cadreId", candidates, seen
    from jsonb_to_record(${JSON.stringify({ ...row, plan: undefined })}::jsonb)
      as g(id uuid, "rowNo" int, raw jsonb, typed jsonb, taken jsonb, verdict text, faults jsonb, differences jsonb, "cadreId" uuid,
           candidates jsonb, seen text)`);
