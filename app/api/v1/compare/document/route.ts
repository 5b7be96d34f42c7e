import { exportedComparison } from "@/app/_shared/comparison-export";
import { docxAnswer } from "@/app/_shared/docx-answer";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { comparisonPaper } from "@/lib/comparison/paper/rules";

/** 比选 as 公文, as of `?on=`; the audit keeps who took it, and its number stands on each page. */
export const GET = endpoint("comparison.export", async ({ viewer, request }) => {
  const exported = await exportedComparison(viewer, request, "docx");
  if (!exported.ok) return failure(viewer, exported);
  const paper = comparisonPaper(exported.content, exported.say);
  return docxAnswer(paper, `${paper.title} ${exported.content.asOf}`);
});
