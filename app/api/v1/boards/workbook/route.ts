import { getLocale, getTranslations } from "next-intl/server";
import { boardSheets, scopeText } from "@/app/_shared/board-sheets";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { inExportTurn, newTrace } from "@/app/_shared/roster-export";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { exportBoard } from "@/lib/boards/commands";
import { exportInput } from "@/lib/boards/schema";
import { noteSheet } from "@/lib/boards/sheet/rules";
import { cityDay } from "@/lib/platform/clock";
import { can } from "@/lib/platform/rights";

/** The tables behind the charts: `?sheet=` and the filter of the board. */
export const GET = endpoint("boards.read", async ({ viewer, request }) => {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const trace = newTrace();
  // where none is named, the first that this person has
  const sheet = params.sheet ?? (can(viewer, "observations.read") ? "records" : "assignments");
  const asked = { sheet, trace };
  return inExportTurn(async () => {
    const outcome = await exportBoard(viewer, asked);
    if (!outcome.ok) return failure(viewer, outcome);
    const part = exportInput.parse(asked).sheet;
    const today = cityDay(new Date());
    const t = await getTranslations("boards");
    const isEnglish = (await getLocale()) === "en";
    const tables = await boardSheets({ viewer, sheet: part, params, today, say: t, isEnglish });
    const note = { name: viewer.name, day: today, trace, scope: await scopeText(part, params, today) };
    return workbookAnswer(
      [...tables, noteSheet(t, note)],
      `${tables[0]?.name ?? t("title.page")} ${today} ${trace}`,
    );
  });
});
