/**
 * Bulk inserts under forced row-level security, where COPY FROM is refused: one array parameter a column,
 * unnested in the database. Everything still passes the triggers and constraints.
 */
import type { ClientBase } from "pg";

export type SqlType =
  | "uuid"
  | "text"
  | "int"
  | "smallint"
  | "boolean"
  | "numeric"
  | "date"
  | "timestamptz"
  | "jsonb"
  | "text[]"
  | "uuid[]"
  | "bytea";
export type Value = string | number | boolean | null;
/** Columns of a table with their types; a row has exactly these. */
export type Columns = Record<string, SqlType>;
export type Row<C extends Columns> = { [K in keyof C]: Value };

export async function insertRows<C extends Columns>(
  client: ClientBase,
  table: string,
  columns: C,
  rows: readonly Row<C>[],
  onConflict = "",
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const parameters = names.map((_, at) => `$${at + 1}::text[]`);
  const values = names.map((name, at) => `c${at}::${columns[name]}`);
  const text =
    `insert into ${table} (${names.join(", ")}) select ${values.join(", ")} ` +
    `from unnest(${parameters.join(", ")}) as given(${names.map((_, at) => `c${at}`).join(", ")}) ${onConflict}`;
  await client.query(
    text,
    names.map((name) => arrayText(rows, name)),
  );
}

/** The array literal is written here: the driver's own writer is several times slower on large batches. */
function arrayText<C extends Columns>(rows: readonly Row<C>[], name: keyof C): string {
  const parts = rows.map((row) => {
    const value = row[name];
    if (value === null) return "NULL";
    if (typeof value !== "string") return String(value);
    return `"${value.replace(/[\\"]/g, "\\$&")}"`;
  });
  return `{${parts.join(",")}}`;
}

/** The literal of a text[] whose members are plain words. */
export const textArray = (words: readonly string[]): string => `{${words.join(",")}}`;
