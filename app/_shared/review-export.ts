/** What both exports of a review share: the line in the audit, and the material as this viewer may see it. */
import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { NotFound, type Outcome } from "@/lib/platform/result";
import type { Viewer } from "@/lib/platform/viewer";
import { exportReview } from "@/lib/reviews/paper/commands";
import { noticePaper } from "@/lib/reviews/paper/notice/rules";
import { findNotice, getReviewMaterial } from "@/lib/reviews/paper/queries";
import type { ReviewPaper, ReviewPaperWords } from "@/lib/reviews/paper/rules";
import { type EXPORT_FORMS, exportAddress } from "@/lib/reviews/schema";
import type { PaperForm } from "./paper-answer";
import { reviewWords } from "./review-words";
import { newTrace } from "./roster-export";

/** The notice itself, where one is asked for; its line in the audit is the same. */
export async function exportedNotice(viewer: Viewer, request: Request, batchId: string, form: PaperForm) {
  const { notice } = addressOf(request, batchId);
  if (!notice) return null;
  const trace = newTrace();
  const outcome = await exportReview(viewer, { id: batchId, notice, form, trace });
  if (!outcome.ok) return outcome;
  const found = await read(viewer, (db) => findNotice(db, batchId, notice));
  if (!found) throw new NotFound("notice");
  const by = { name: viewer.name, on: cityDay(new Date()), trace };
  return {
    ok: true as const,
    paper: noticePaper(found, by, await getTranslations("reviews"), await marks()),
    number: found.number,
  };
}

function addressOf(request: Request, batchId: string) {
  const address = exportAddress.safeParse({
    id: batchId,
    ...Object.fromEntries(new URL(request.url).searchParams),
  });
  if (!address.success) throw new NotFound("batch");
  return address.data;
}

export async function exportedReview(
  viewer: Viewer,
  request: Request,
  batchId: string,
  form: (typeof EXPORT_FORMS)[number],
): Promise<
  { ok: true; content: ReviewPaper; words: ReviewPaperWords } | Extract<Outcome<never>, { ok: false }>
> {
  const address = addressOf(request, batchId);
  const trace = newTrace();
  const outcome = await exportReview(viewer, { ...address, form, trace });
  if (!outcome.ok) return outcome;
  const today = cityDay(new Date());
  const material = await read(viewer, (db) => getReviewMaterial(db, viewer, address, today));
  return {
    ok: true,
    content: {
      ...material,
      by: { name: viewer.name, on: today, trace },
      origin: env().APP_URL.replace(/\/$/, ""),
    },
    words: {
      ...(await reviewWords()),
      marks: await marks(),
      reviews: await getTranslations("reviews"),
      achievements: await getTranslations("achievements"),
      concerns: await getTranslations("concerns"),
    },
  };
}
