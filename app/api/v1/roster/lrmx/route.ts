import { downloadAnswer } from "@/app/_shared/download-answer";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { asFileName, inExportTurn, newTrace, noteOf } from "@/app/_shared/roster-export";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { zipped } from "@/lib/platform/zipping";
import { exportLrmxFiles } from "@/lib/roster/export/commands";
import { listForForms } from "@/lib/roster/export/queries";
import { exportScope } from "@/lib/roster/export/schema";
import { cadreLrmx } from "@/lib/roster/lrmx/cadre/rules";
import { LRMX_LIMITS } from "@/lib/roster/lrmx/schema";

/** One lrmx a person, of a unit, a type of units or all, in one zip. */
export const GET = endpoint("roster.export", async ({ viewer, request }) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const trace = newTrace();
  return inExportTurn(async () => {
    const outcome = await exportLrmxFiles(viewer, { ...asked, trace });
    if (!outcome.ok) return failure(viewer, outcome);
    const scope = exportScope.parse(asked);
    const today = cityDay(new Date());
    const cadres = await read(viewer, (db) => listForForms(db, scope, today, LRMX_LIMITS.files));
    const names = new Map<string, number>();
    const files = cadres.map((cadre) => {
      const name = asFileName(`${cadre.name}_${cadre.unitName ?? ""}`);
      const count = (names.get(name) ?? 0) + 1;
      names.set(name, count);
      const bytes = Buffer.from(cadreLrmx(cadre, today, noteOf(viewer, trace)));
      return { name: `${name}${count > 1 ? `_${count}` : ""}.lrmx`, bytes };
    });
    return downloadAnswer(await zipped(files), "application/zip", `干部任免审批表 ${today} ${trace}.zip`);
  });
});
