/** An import as it is stored, for tests of pages. */
import { randomUUID } from "node:crypto";
import { owner } from "./owner";

/** A preview with one row that has an error. */
export async function storeImport(admin: { id: string }, over: { name?: string } = {}): Promise<string> {
  const id = randomUUID();
  const name = over.name ?? "沈澍筠";
  await owner().query(
    `insert into import_batches (id, kind, file_name, body_hash, header, mapping, effective_on, uploaded_by)
     values ($1, 'XLSX', '名册.xlsx', '\\x00', '["姓名", "民族"]', '["name", "ethnicity"]', current_date, $2)`,
    [id, admin.id],
  );
  await owner().query(
    `insert into import_rows (batch_id, row_no, raw, typed, taken, verdict, faults)
     values ($1, 2, $2, $3, $4, 'FAULTY', '[{"field": "ethnicity", "rule": "unknownWord", "params": {"nearest": "汉族"}}]')`,
    [
      id,
      JSON.stringify([name, "汗族"]),
      JSON.stringify({ name, ethnicity: "汗族" }),
      JSON.stringify({ name }),
    ],
  );
  return id;
}
