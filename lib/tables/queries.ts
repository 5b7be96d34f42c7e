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

type FilterName = { name: string; nameEn: string };

/** What a filter's ids are called, in one statement; nothing for one that is not the viewer's to see. */
export async function findFilterNames(
  db: ScopedDb,
  ids: Record<string, string>,
): Promise<Record<string, FilterName>> {
  const rows = await db.rows<FilterName & { key: string }>(sql`
    with asked as (select key, value::uuid as id from jsonb_each_text(${JSON.stringify(ids)}::jsonb))
    select a.key, u.short_name as name, u.short_name as "nameEn" from asked a join units u on u.id = a.id where a.key = 'unit'
    union all
    select a.key, v.name, v.name_en from asked a join lateral (
      select name, name_en from method_versions where method_id = a.id and effective_from <= city_today()
      order by version_no desc limit 1) v on true where a.key = 'method'
    union all
    select a.key, c.name, c.name from asked a join cadres c on c.id = a.id where a.key = 'cadre'
    union all
    select a.key, p.name, p.name from asked a join users p on p.id = a.id where a.key in ('observer', 'owner')
    union all
    select a.key, t.name, t.name from asked a join central_tasks t on t.id = a.id where a.key = 'task'
    union all
    select a.key, i.text, i.text_en from asked a join conduct_items i on i.id = a.id where a.key = 'item'`);
  return Object.fromEntries(rows.map(({ key, ...named }) => [key, named]));
}
