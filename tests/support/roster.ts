/** An import as it is stored, for tests of pages. */
import { randomUUID } from "node:crypto";
import { owner } from "./owner";

/** The same of grades. */
export async function storeGrades(reviewer: { id: string }, over: { name?: string } = {}): Promise<string> {
  const id = randomUUID();
  const name = over.name ?? "沈澍筠";
  await owner().query(
    `insert into import_batches (id, kind, file_name, body_hash, header, mapping, effective_on, uploaded_by)
     values ($1, 'GRADES', '考核等次.xlsx', '\\x00', '["姓名", "年度", "等次"]', '["name", "year", "grade"]', current_date, $2)`,
    [id, reviewer.id],
  );
  await owner().query(
    `insert into import_rows (batch_id, row_no, raw, typed, taken, verdict, faults)
     values ($1, 2, $2, $3, $4, 'FAULTY', '[{"field": "grade", "rule": "unknownGrade", "params": {"nearest": "称职"}}]')`,
    [
      id,
      JSON.stringify([name, "2025", "称积"]),
      JSON.stringify({ name, year: "2025", grade: "称积" }),
      JSON.stringify({ name, year: "2025", quarter: "" }),
    ],
  );
  return id;
}

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
