/** Columns and views are a person's own; that a list left the house as a file stands in the audit. */
import { commandInSql, done } from "@/lib/platform/command";
import { Denied, NotFound, refuse } from "@/lib/platform/result";
import { can, type Right } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { moved } from "./order/rules";
import { LIST_RIGHT, laidOut, shareRefusal } from "./rules";
import {
  columnsInput,
  exportInput,
  filterOf,
  LIMITS,
  resetInput,
  saveViewInput,
  TABLES,
  type TableName,
  viewInput,
} from "./schema";

const RIGHT = "tables.settle";

function requireList(viewer: Viewer, table: TableName): void {
  if (!can(viewer, LIST_RIGHT[table])) throw new Denied();
}

export const chooseColumns = commandInSql({
  name: "chooseColumns",
  right: RIGHT,
  input: columnsInput,
  run: async ({ db, viewer, input: { table, columns, move } }) => {
    requireList(viewer, table);
    const kept = moved(laidOut(table, columns), move, 1);
    await db.rows(sql`
      insert into table_columns (user_id, table_name, columns) values (${viewer.id}::uuid, ${table}, ${kept}::text[])
      on conflict (user_id, table_name) do update set columns = excluded.columns`);
    return done({ columns: kept }, null);
  },
});

export const resetColumns = commandInSql({
  name: "resetColumns",
  right: RIGHT,
  input: resetInput,
  run: async ({ db, viewer, input: { table } }) => {
    requireList(viewer, table);
    await db.rows(sql`
      update table_columns set columns = ${[...TABLES[table].usual]}::text[]
      where user_id = ${viewer.id}::uuid and table_name = ${table}`);
    return done({}, null);
  },
});

export const saveView = commandInSql({
  name: "saveView",
  right: RIGHT,
  input: saveViewInput,
  run: async ({ db, viewer, input: { id, table, name, search, columns, isShared } }) => {
    requireList(viewer, table);
    const filter = filterOf(table, Object.fromEntries(new URLSearchParams(search)));
    const refused = isShared ? shareRefusal(filter) : null;
    if (refused) return refuse(refused);
    const [own] = await db.rows<{ count: number }>(sql`
      select count(*)::int as count from table_views
      where owner_id = ${viewer.id}::uuid and table_name = ${table} and removed_at is null`);
    if ((own?.count ?? 0) >= LIMITS.views)
      return refuse("tables.reason.tooManyViews", { most: LIMITS.views });
    const kept = await db.rows(sql`
      insert into table_views (id, table_name, owner_id, name, filter, columns, is_shared)
      values (${id}::uuid, ${table}, ${viewer.id}::uuid, ${name}, ${JSON.stringify(filter)}::jsonb,
              ${laidOut(table, columns)}::text[], ${isShared}::boolean)
      on conflict (id) do nothing returning id`);
    // the same form sent twice is one view
    if (kept.length === 0) return done({ id, filter }, null);
    return done({ id, filter }, { entity: "tableView", id, after: isShared ? `${table} SHARED` : table });
  },
});

export const removeView = commandInSql({
  name: "removeView",
  right: RIGHT,
  input: viewInput,
  run: async ({ db, viewer, input: { id, table }, now }) => {
    requireList(viewer, table);
    const removed = await db.rows(sql`
      update table_views set removed_at = ${now}::timestamptz
      where id = ${id}::uuid and table_name = ${table} and owner_id = ${viewer.id}::uuid and removed_at is null returning id`);
    if (removed.length === 0) throw new NotFound("view");
    return done({ id }, { entity: "tableView", id, before: table, after: "REMOVED" });
  },
});

/** A list leaves the house: of which kind and how many rows, under the number that stands in the file; never which. */
const exporting = (name: string, right: Right) =>
  commandInSql({
    name,
    right,
    input: exportInput,
    run: async ({ viewer, input: { table, trace, count } }) => {
      requireList(viewer, table);
      return done({}, { entity: "table", id: table, after: `${trace} ${count}` });
    },
  });

export const exportTable = exporting("exportTable", "tables.export");
/** The one list without business, of the one who keeps it. */
export const exportAccounts = exporting("exportAccounts", "accounts.manage");
