import { getTranslations } from "next-intl/server";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { inExportTurn, newTrace, noteOf } from "@/app/_shared/roster-export";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { exportRoster } from "@/lib/roster/export/commands";
import { listExported } from "@/lib/roster/export/queries";
import { rosterSheets } from "@/lib/roster/export/rules";
import { exportInput } from "@/lib/roster/export/schema";
import { findFilterNames } from "@/lib/tables/queries";
import { unitTypeKey } from "@/lib/units/rules";

/** 干部名册 as xlsx: `?column=` in the order wanted, of a unit, a type of units or all. */
export const GET = endpoint("roster.export", async ({ viewer, request }) => {
  const { searchParams } = new URL(request.url);
  const trace = newTrace();
  const asked = { ...Object.fromEntries(searchParams), columns: searchParams.getAll("column"), trace };
  return inExportTurn(async () => {
    const outcome = await exportRoster(viewer, asked);
    if (!outcome.ok) return failure(viewer, outcome);
    const input = exportInput.parse(asked);
    const today = cityDay(new Date());
    const { cadres, names } = await read(viewer, async (db) => ({
      cadres: await listExported(db, input, today),
      names: input.unit ? await findFilterNames(db, { unit: input.unit }) : {},
    }));
    const t = await getTranslations("rosterExport.hint");
    const types = await getTranslations("units.status");
    // whom the file is about in words, also where nobody is in it
    const scope =
      names.unit?.name ??
      (input.type ? types(unitTypeKey(input.type)) : t(input.unit ? "scopeUnit" : "scopeAll"));
    const sheets = rosterSheets(cadres, input, today, { ...noteOf(viewer, trace), scope });
    return workbookAnswer(sheets, `干部名册 ${scope} ${today} ${trace}`);
  });
});
