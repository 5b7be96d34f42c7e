import { exportedComparison } from "@/app/_shared/comparison-export";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { comparisonSheets } from "@/lib/comparison/paper/rules";

/** 比选 as xlsx: the rows, and every fact with its address. */
export const GET = endpoint("comparison.export", async ({ viewer, request }) => {
  const exported = await exportedComparison(viewer, request, "xlsx");
  if (!exported.ok) return failure(viewer, exported);
  const { content, say } = exported;
  const sheets = comparisonSheets(content, say);
  return workbookAnswer(sheets, `${sheets[0]?.name ?? ""} ${content.asOf} ${content.by.trace}`);
});
