import type { ScopedDb } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { laidOut } from "./rules";
import { LIMITS, type TableName } from "./schema";

export type TableView = {
  id: string;
  name: string;
  filter: Record<string, string>;
  columns: string[];
  isShared: boolean;
  isOwn: boolean;
  ownerName: string;
};
export type Layout = {
  /** in the order in which they are shown */
  columns: string[];
  /** of the chosen view, else the person's own, else the usual ones */
  isUsual: boolean;
  views: TableView[];
  current: TableView | null;
};

/** Columns and views of a list in one statement; own views first. */
export async function findLayout(
  db: ScopedDb,
  userId: string,
  table: TableName,
  viewId?: string,
): Promise<Layout> {
  const [found] = await db.rows<{ columns: string[] | null; views: TableView[] }>(sql`
    select (select columns from table_columns where user_id = ${userId}::uuid and table_name = ${table}) as columns,
           (select coalesce(json_agg(json_build_object('id', v.id, 'name', v.name, 'filter', v.filter, 'columns', v.columns,
                     'isShared', v.is_shared, 'isOwn', v.owner_id = ${userId}::uuid, 'ownerName', u.name)
                     order by v.owner_id <> ${userId}::uuid, v.name, v.id), '[]')
            from (select * from table_views where table_name = ${table} and removed_at is null
                  order by owner_id <> ${userId}::uuid, created_at desc limit ${LIMITS.views}::int) v
            join users u on u.id = v.owner_id) as views`);
  const views = found?.views ?? [];
  const current = views.find(({ id }) => id === viewId) ?? null;
  const wanted = current?.columns ?? found?.columns ?? null;
  return { columns: laidOut(table, wanted), isUsual: wanted === null, views, current };
}
