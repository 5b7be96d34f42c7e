import { endpoint, failure } from "@/app/_shared/endpoint";
import { formOf, paperAnswer } from "@/app/_shared/paper-answer";
import { exportedReview } from "@/app/_shared/review-export";
import { reviewPaper } from "@/lib/reviews/paper/rules";

/** The material and decisions of a review as 公文 (docx, or PDF by `?form=pdf`); `?position=` of one post. The audit keeps who took it. */
export const GET = endpoint<{ id: string }>("reviews.export", async ({ viewer, request, params }) => {
  const form = formOf(request);
  const exported = await exportedReview(viewer, request, params.id, form);
  if (!exported.ok) return failure(viewer, exported);
  const { content, words } = exported;
  const paper = reviewPaper(content, words);
  return paperAnswer(paper, `${paper.title} ${content.batch.title} ${content.by.on}`, { form });
});
