import { downloadAnswer } from "@/app/_shared/download-answer";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { asFileName, cadreIdOf, newTrace, noteOf } from "@/app/_shared/roster-export";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { exportLrmx } from "@/lib/roster/export/commands";
import { getForForm } from "@/lib/roster/export/queries";
import { cadreLrmx } from "@/lib/roster/lrmx/cadre/rules";

/** 任免审批表 as the programs of the trade read it. */
export const GET = endpoint<{ id: string }>("roster.export", async ({ viewer, params }) => {
  const id = cadreIdOf(params.id);
  const trace = newTrace();
  const outcome = await exportLrmx(viewer, { id, trace });
  if (!outcome.ok) return failure(viewer, outcome);
  const today = cityDay(new Date());
  const cadre = await read(viewer, (db) => getForForm(db, id, today));
  const file = cadreLrmx(cadre, today, noteOf(viewer, trace));
  return downloadAnswer(
    file,
    "application/xml",
    `${asFileName(`${cadre.name}_${cadre.unitName ?? ""}`)}.lrmx`,
  );
});
