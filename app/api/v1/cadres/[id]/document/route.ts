import { getTranslations } from "next-intl/server";
import { dimensionWords } from "@/app/_shared/dimension-words";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { formOf, paperAnswer } from "@/app/_shared/paper-answer";
import { marks } from "@/components/punctuation/marks";
import { listVerified } from "@/lib/achievements/verified/queries";
import { appraisalBlocks } from "@/lib/appraisals/paper/rules";
import { listAppraisals } from "@/lib/appraisals/queries";
import { exportCadreFile } from "@/lib/cadres/file/commands";
import { cadrePaper } from "@/lib/cadres/file/paper/rules";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { cadreFileFilter, cadreId } from "@/lib/cadres/file/schema";
import { listFileCases } from "@/lib/cases/file/queries";
import { caseBlocks } from "@/lib/cases/paper/rules";
import { concernBlocks } from "@/lib/concerns/paper/rules";
import { listFileConcerns } from "@/lib/concerns/queries";
import { correctionBlocks } from "@/lib/corrections/paper/rules";
import { listFileCorrections } from "@/lib/corrections/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/result";
import { listFileTolerance } from "@/lib/tolerance/file/queries";
import { toleranceBlocks } from "@/lib/tolerance/file/rules";

/** The file as 公文 (docx, or PDF by `?form=pdf`), as of `?on=`; the audit keeps who took it, and its number stands on each page. */
export const GET = endpoint<{ id: string }>("cadres.export", async ({ viewer, request, params }) => {
  const id = cadreId.safeParse(params.id);
  if (!id.success) throw new NotFound("cadre");
  const trace = crypto.randomUUID().replaceAll("-", "").slice(0, 12);
  const exported = await exportCadreFile(viewer, { id: id.data, trace });
  if (!exported.ok) return failure(viewer, exported);
  const today = cityDay(new Date());
  const { on } = cadreFileFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { cases, tolerance, concerns, corrections, appraisals, ...content } = await read(
    viewer,
    async (db) => {
      const file = await getCadreFile(db, viewer, id.data, { on }, today, { forOthers: true });
      return {
        file,
        verified: await listVerified(db, id.data, file.asOf),
        cases: await listFileCases(db, id.data, file.asOf),
        tolerance: await listFileTolerance(db, id.data, file.asOf),
        concerns: await listFileConcerns(db, id.data, file.asOf, { forOthers: true }),
        appraisals: await listAppraisals(db, id.data, file.asOf),
        corrections: await listFileCorrections(db, id.data, file.asOf),
      };
    },
  );
  const m = await marks();
  const words = {
    marks: m,
    file: await getTranslations("cadres"),
    observations: await getTranslations("observations"),
    achievements: await getTranslations("achievements"),
    dimensions: await dimensionWords(content.file.asOf),
  };
  const origin = env().APP_URL.replace(/\/$/, "");
  const sections = [
    ...appraisalBlocks(appraisals, await getTranslations("appraisals"), m),
    ...correctionBlocks(corrections, await getTranslations("corrections"), m),
    ...caseBlocks(cases, await getTranslations("cases"), origin, m),
    ...toleranceBlocks(tolerance, await getTranslations("tolerance"), origin),
    ...concernBlocks(concerns, await getTranslations("concerns"), origin),
  ];
  const by = { name: viewer.name, on: today, trace };
  const paper = cadrePaper({ ...content, sections, origin, by }, words);
  return paperAnswer(paper, `${paper.title} ${content.file.asOf}`, { form: formOf(request) });
});
