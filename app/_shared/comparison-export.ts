/** What both exports of a comparison share: the line in the audit, and the rows for other people's eyes. */
import { getTranslations } from "next-intl/server";
import { exportComparison } from "@/lib/comparison/commands";
import type { ComparisonPaper } from "@/lib/comparison/paper/rules";
import { findPositionName, getComparison } from "@/lib/comparison/queries";
import { comparisonFilter, type EXPORT_FORMS } from "@/lib/comparison/schema";
import { comparisonRows } from "@/lib/comparison/table/rules";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { Outcome } from "@/lib/platform/result";
import type { Viewer } from "@/lib/platform/viewer";
import { comparisonWords, postOf } from "./comparison-words";
import { newTrace } from "./roster-export";

type Say = Awaited<ReturnType<typeof getTranslations<"comparison">>>;

export async function exportedComparison(
  viewer: Viewer,
  request: Request,
  form: (typeof EXPORT_FORMS)[number],
): Promise<{ ok: true; content: ComparisonPaper; say: Say } | Extract<Outcome<never>, { ok: false }>> {
  const { searchParams } = new URL(request.url);
  const filter = comparisonFilter.parse({
    ...Object.fromEntries(searchParams),
    cadres: searchParams.getAll("cadres"),
  });
  const trace = newTrace();
  const outcome = await exportComparison(viewer, { cadres: filter.cadres, form, trace });
  if (!outcome.ok) return outcome;
  const today = cityDay(new Date());
  const { compared, position } = await read(viewer, async (db) => ({
    compared: await getComparison(db, viewer, filter, today, { forOthers: true }),
    position: await findPositionName(db, filter.position),
  }));
  const asOf = compared[0]?.file.asOf ?? today;
  const words = await comparisonWords(asOf);
  return {
    ok: true,
    say: await getTranslations("comparison"),
    content: {
      people: compared.map(({ file }) => ({
        name: file.name,
        post: postOf(file, words.cadres("status.noPost")),
      })),
      rows: comparisonRows(compared, { asOf, on: filter.on, names: false }, words),
      position,
      asOf,
      by: { name: viewer.name, on: today, trace },
      origin: env().APP_URL.replace(/\/$/, ""),
    },
  };
}
