/** What stands in a board's workbook: read again under the same filter and the same rights as the page. */
import { getTranslations } from "next-intl/server";
import { getBoard as getAssignments } from "@/lib/assignments/board/queries";
import { headCounts, observerRows, unitRows } from "@/lib/assignments/board/rules";
import { inPart, listPromoted } from "@/lib/boards/promotions/queries";
import { promotionRange } from "@/lib/boards/promotions/rules";
import { promotionFilter } from "@/lib/boards/promotions/schema";
import { getBoard } from "@/lib/boards/queries";
import { getRosterQuality } from "@/lib/boards/roster/queries";
import { boardRange } from "@/lib/boards/rules";
import { boardFilter, type SheetName } from "@/lib/boards/schema";
import {
  assignmentSheets,
  openSheets,
  promotionSheets,
  recordSheets,
  type Say,
  type Table,
  taskSheets,
} from "@/lib/boards/sheet/rules";
import { monthsBetween } from "@/lib/coverage/rules";
import type { Day } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { unitTypeKey } from "@/lib/units/rules";
import { cityDates } from "./city-dates";

type Asked = {
  viewer: Viewer;
  sheet: SheetName;
  params: Record<string, string>;
  today: Day;
  say: Say;
  isEnglish: boolean;
};

export async function boardSheets({ viewer, sheet, params, today, say, isEnglish }: Asked): Promise<Table[]> {
  if (sheet === "assignments") {
    const { board, roster } = await read(viewer, async (db) => ({
      board: await getAssignments(db, today),
      roster: await getRosterQuality(db, today),
    }));
    return assignmentSheets(headCounts(unitRows(board), observerRows(board)), roster, say);
  }
  if (sheet === "promotions") {
    const filter = promotionFilter.parse(params);
    const people = await read(viewer, (db) => listPromoted(db, viewer, filter, today, { forOthers: true }));
    return promotionSheets(inPart(people, filter.part), say);
  }
  const filter = boardFilter.parse(params);
  const range = boardRange(filter, today);
  const { type, task } = filter;
  const board = await read(viewer, (db) =>
    getBoard(db, viewer, { ...range, today, type, task, forOthers: true }),
  );
  if (sheet === "tasks") return taskSheets(board, say);
  if (sheet === "open") return openSheets(board, say);
  return recordSheets(board, monthsBetween(range.from, range.to), say, isEnglish);
}

/** Months and type of units, in words. */
export async function scopeText(
  sheet: SheetName,
  params: Record<string, string>,
  today: Day,
): Promise<string> {
  const t = await getTranslations("boards.hint");
  const types = await getTranslations("units.status");
  const dates = await cityDates();
  const { type, ...months } = boardFilter.parse(params);
  const range =
    sheet === "promotions" ? promotionRange(promotionFilter.parse(params), today) : boardRange(months, today);
  const said = t("range", {
    from: dates.month(range.from.slice(0, 7)),
    to: dates.month(range.to.slice(0, 7)),
    day: dates.day(range.to < today ? range.to : today),
  });
  return type ? t("scope", { range: said, type: types(unitTypeKey(type)) }) : said;
}
