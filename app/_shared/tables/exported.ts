/** A big list as sheets: its own rows by its own filter, page by page, in the columns and order shown. */

import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { readAccounts } from "@/lib/accounts/account-command";
import { listAccounts, PAGE_SIZE } from "@/lib/accounts/queries";
import { accountFilter } from "@/lib/accounts/schema";
import { listAchievements } from "@/lib/achievements/queries";
import { achievementFilter } from "@/lib/achievements/schema";
import { listCadres } from "@/lib/cadres/queries";
import { cadreFilter } from "@/lib/cadres/schema";
import { toLimits } from "@/lib/calendar/limits/rules";
import { dayShown, listFollowUps } from "@/lib/observations/follow-ups/queries";
import { followUpFilter } from "@/lib/observations/follow-ups/schema";
import { listForOthers } from "@/lib/observations/queries";
import { observationFilter } from "@/lib/observations/schema";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { Denied } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import type { writeWorkbook } from "@/lib/platform/workbook";
import { inOrder, LIST_RIGHT } from "@/lib/tables/rules";
import { filterOf, LIMITS, type TableName } from "@/lib/tables/schema";
import { listRegister } from "@/lib/units/register/queries";
import { inRegister } from "@/lib/units/register/rules";
import { registerFilter } from "@/lib/units/register/schema";
import { accountColumns } from "./account-columns";
import { achievementColumns } from "./achievement-columns";
import { cadreColumns } from "./cadre-columns";
import { filterWords } from "./filter-words";
import { followUpColumns } from "./follow-up-columns";
import type { ListColumn } from "./list-column";
import { observationColumns } from "./observation-columns";
import { unitColumns } from "./unit-columns";

type Asked = { table: TableName; columns: string[]; params: Record<string, string>; trace: string };
type Sheets = Parameters<typeof writeWorkbook>[0];
export type Exported = { sheets: Sheets; count: number; name: string; day: Day };
export type TooMany = { tooMany: true };
export const isTooMany = (made: Exported | TooMany): made is TooMany => "tooMany" in made;

type Table = { header: string[]; rows: string[][] };

export async function exportedSheets(viewer: Viewer, asked: Asked): Promise<Exported | TooMany> {
  const { table, columns, trace } = asked;
  if (!can(viewer, LIST_RIGHT[table])) throw new Denied();
  const today = cityDay(new Date());
  const params = filterOf(table, asked.params);
  const found = await LISTS[table](viewer, params, columns, today);
  if (!found) return { tooMany: true };
  const t = await getTranslations("tables.status");
  const m = await marks();
  const filter = await filterWords(viewer, table, params);
  const name = t(`sheet.${table}`);
  const note = [
    [t("file.item"), t("file.content")],
    [t("file.person"), viewer.name],
    [t("file.day"), today],
    [t("file.trace"), trace],
    [t("file.filter"), filter.join(m.parts) || t("file.noFilter")],
    [t("file.rows"), String(found.rows.length)],
    [t("file.about"), t("file.aboutText")],
  ];
  const body = [found.header, ...found.rows];
  return {
    sheets: [
      { name, rows: body, widths: widthsOf(body) },
      { name: t("file.note"), rows: note, widths: [12, 60] },
    ],
    count: found.rows.length,
    name,
    day: today,
  };
}

/** As wide as what stands in it, within reason; a Chinese character takes two. */
const widthsOf = (rows: string[][]): number[] =>
  (rows[0] ?? []).map((_, at) =>
    Math.min(50, Math.max(8, ...rows.slice(0, 100).map((row) => [...(row[at] ?? "")].length * 2 + 2))),
  );

const tableOf = <Row>(columns: ListColumn<Row>[], order: string[], rows: Row[]): Table => {
  const shown = inOrder(columns, order);
  return {
    header: shown.map(({ header }) => header),
    rows: rows.map((row) => shown.map((column) => column.text(row))),
  };
};

/** Null where there are more than may leave at once. */
async function allPages<Row>(
  page: (cursor: string | undefined) => Promise<{ items: Row[]; next: string | null | undefined }>,
): Promise<Row[] | null> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    rows.push(...items);
    if (rows.length > LIMITS.exported) return null;
    cursor = next ?? undefined;
  } while (cursor);
  return rows;
}

type List = (
  viewer: Viewer,
  params: Record<string, string>,
  order: string[],
  today: Day,
) => Promise<Table | null>;

const LISTS: Record<TableName, List> = {
  cadres: async (viewer, params, order, today) => {
    const filter = cadreFilter.parse(params);
    let [recentFrom, limits] = [today, toLimits(null)];
    const rows = await read(viewer, (db) =>
      allPages(async (after) => {
        const list = await listCadres(db, viewer, { ...filter, after }, today, { forOthers: true });
        ({ recentFrom, limits } = list);
        return list;
      }),
    );
    const columns = await cadreColumns(recentFrom, today, can(viewer, "observations.read"), limits);
    return rows && tableOf(columns, order, rows);
  },
  observations: async (viewer, params, order) => {
    const filter = observationFilter.parse(params);
    const rows = await read(viewer, (db) =>
      allPages(async (cursor) => {
        const { items, nextCursor } = await listForOthers(db, { ...filter, cursor });
        return { items, next: nextCursor };
      }),
    );
    const leveled = order.includes("confidentiality") ? order : [...order, "confidentiality"];
    return rows && tableOf(await observationColumns(), leveled, rows);
  },
  achievements: async (viewer, params, order) => {
    const filter = achievementFilter.parse(params);
    const rows = await read(viewer, (db) =>
      allPages(async (cursor) => {
        const { items, nextCursor } = await listAchievements(db, { ...filter, cursor });
        return { items, next: nextCursor };
      }),
    );
    return rows && tableOf(await achievementColumns(), order, rows);
  },
  followUps: async (viewer, params, order, today) => {
    const filter = followUpFilter.parse(params);
    const rows = await read(viewer, (db) =>
      allPages(async (cursor) => {
        const { items, nextCursor } = await listFollowUps(db, viewer, { ...filter, cursor }, today, {
          forOthers: true,
        });
        return { items, next: nextCursor };
      }),
    );
    return rows && tableOf(await followUpColumns(dayShown(filter, today), () => ""), order, rows);
  },
  units: async (viewer, params, order, today) => {
    const filter = registerFilter.parse(params);
    const rows = await read(viewer, (db) => listRegister(db, today));
    return tableOf(
      await unitColumns(),
      order,
      rows.filter((row) => inRegister(row, filter, today)),
    );
  },
  accounts: async (viewer, params, order) => {
    const filter = accountFilter.parse(params);
    const rows = await readAccounts(viewer, (db) =>
      allPages(async (after) => {
        const found = await listAccounts(db, { ...filter, after });
        const items = found.slice(0, PAGE_SIZE);
        return { items, next: found.length > PAGE_SIZE ? items.at(-1)?.account : null };
      }),
    );
    return rows && tableOf(await accountColumns(), order, rows);
  },
};
