import { failure } from "@/app/_shared/endpoint";
import { inExportTurn, newTrace } from "@/app/_shared/roster-export";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import type { Command } from "@/lib/platform/command";
import type { Viewer } from "@/lib/platform/viewer";
import { LIMITS, type TableName } from "@/lib/tables/schema";
import { exportedSheets, isTooMany } from "./exported";

/** A list as xlsx: `?column=` in the order shown, and the filter of the list's own address. */
export function tableAnswer(
  viewer: Viewer,
  table: TableName,
  request: Request,
  log: Command<object>,
): Promise<Response> {
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
    const outcome = await log(viewer, { table, columns, trace, count: made.count });
    if (!outcome.ok) return failure(viewer, outcome);
    return workbookAnswer(made.sheets, `${made.name} ${made.day} ${trace}`);
  });
}
