import { endpoint, failure } from "@/app/_shared/endpoint";
import { inExportTurn, newTrace } from "@/app/_shared/roster-export";
import { exportedSheets, isTooMany } from "@/app/_shared/tables/exported";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { NotFound } from "@/lib/platform/result";
import { exportTable } from "@/lib/tables/commands";
import { LIMITS, TABLE_NAMES } from "@/lib/tables/schema";

/** A list as xlsx: `?column=` in the order shown, and the filter of the list's own address. */
export const GET = endpoint<{ table: string }>("tables.export", async ({ viewer, request, params }) => {
  const table = TABLE_NAMES.find((name) => name === params.table);
  if (!table) throw new NotFound("table");
  const { searchParams } = new URL(request.url);
  const trace = newTrace();
  const columns = searchParams.getAll("column");
  return inExportTurn(async () => {
    const made = await exportedSheets(viewer, {
      table,
      columns,
      params: Object.fromEntries(searchParams),
      trace,
    });
    if (isTooMany(made)) {
      return failure(viewer, {
        ok: false,
        kind: "refused",
        reason: "tables.reason.tooManyRows",
        params: { most: LIMITS.exported },
      });
    }
    // nothing leaves before its line stands in the audit
    const outcome = await exportTable(viewer, { table, columns, trace, count: made.count });
    if (!outcome.ok) return failure(viewer, outcome);
    return workbookAnswer(made.sheets, `${made.name} ${made.day} ${trace}`);
  });
});
