import { getTranslations } from "next-intl/server";
import { endpoint } from "@/app/_shared/endpoint";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { listCases } from "@/lib/cases/queries";
import { listFilter } from "@/lib/cases/schema";
import { caseSheet } from "@/lib/cases/sheet/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";

/** More than a city has in years. */
const MOST = 5_000;

/** 问题清单 or 成果清单 as a workbook, by the filter of the page. */
export const GET = endpoint("cases.read", async ({ viewer, request }) => {
  const { of = "problems", ...filter } = listFilter.parse(
    Object.fromEntries(new URL(request.url).searchParams),
  );
  const today = cityDay(new Date());
  const view = of === "results" ? ("closed" as const) : ("problems" as const);
  const rows = await read(viewer, (db) => listCases(db, { ...filter, view, page: undefined }, today, MOST));
  const t = await getTranslations("cases");
  return workbookAnswer([caseSheet(rows, of, t)], `${t(`title.${of}`)} ${today}`);
});
