import { endpoint, failure } from "@/app/_shared/endpoint";
import { exportedReview } from "@/app/_shared/review-export";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { reviewSheets } from "@/lib/reviews/paper/workbook/rules";

/** The same material as xlsx, each fact with its address. */
export const GET = endpoint<{ id: string }>("reviews.export", async ({ viewer, request, params }) => {
  const exported = await exportedReview(viewer, request, params.id, "xlsx");
  if (!exported.ok) return failure(viewer, exported);
  const { content, words } = exported;
  return workbookAnswer(reviewSheets(content, words), `${content.batch.title} ${content.by.trace}`);
});
