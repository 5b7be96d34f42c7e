import { endpoint, failure } from "@/app/_shared/endpoint";
import { formOf, paperAnswer } from "@/app/_shared/paper-answer";
import { exportedNotice, exportedReview } from "@/app/_shared/review-export";
import { reviewPaper } from "@/lib/reviews/paper/rules";

/** The material and decisions of a review as 公文 (docx, or PDF by `?form=pdf`); `?position=` of one post, `?notice=` the notice itself. The audit keeps who took it. */
export const GET = endpoint<{ id: string }>("reviews.export", async ({ viewer, request, params }) => {
  const form = formOf(request);
  const notice = await exportedNotice(viewer, request, params.id, form);
  if (notice) return notice.ok ? paperAnswer(notice.paper, notice.number, { form }) : failure(viewer, notice);
  const exported = await exportedReview(viewer, request, params.id, form);
  if (!exported.ok) return failure(viewer, exported);
  const { content, words } = exported;
  const paper = reviewPaper(content, words);
  return paperAnswer(paper, `${paper.title} ${content.batch.title} ${content.by.on}`, { form });
});
