import { exportedComparison } from "@/app/_shared/comparison-export";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { formOf, paperAnswer } from "@/app/_shared/paper-answer";
import { marks } from "@/components/punctuation/marks";
import { comparisonPaper } from "@/lib/comparison/paper/rules";

/** 比选 as 公文 (docx, or PDF by `?form=pdf`), as of `?on=`; the audit keeps who took it, and its number stands on each page. */
export const GET = endpoint("comparison.export", async ({ viewer, request }) => {
  const form = formOf(request);
  const exported = await exportedComparison(viewer, request, form);
  if (!exported.ok) return failure(viewer, exported);
  const paper = comparisonPaper(exported.content, exported.say, await marks());
  return paperAnswer(paper, `${paper.title} ${exported.content.asOf}`, { form });
});
