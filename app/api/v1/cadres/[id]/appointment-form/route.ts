import { getTranslations } from "next-intl/server";
import { downloadAnswer } from "@/app/_shared/download-answer";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { DOCX_TYPE } from "@/app/_shared/paper-answer";
import { asFileName, cadreIdOf, newTrace } from "@/app/_shared/roster-export";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { appointmentForm, appointmentFormDocx } from "@/lib/roster/appointment-form/rules";
import { exportAppointmentForm } from "@/lib/roster/export/commands";
import { getForForm } from "@/lib/roster/export/queries";

/** 干部任免审批表 as docx; its number stands on both pages. */
export const GET = endpoint<{ id: string }>("roster.export", async ({ viewer, params }) => {
  const id = cadreIdOf(params.id);
  const trace = newTrace();
  const outcome = await exportAppointmentForm(viewer, { id, trace });
  if (!outcome.ok) return failure(viewer, outcome);
  const today = cityDay(new Date());
  const cadre = await read(viewer, (db) => getForForm(db, id, today));
  const t = await getTranslations("rosterExport.hint");
  const footer = t("footer", { name: viewer.name, day: today, trace });
  const form = await appointmentForm(cadre, today, footer);
  return downloadAnswer(
    await appointmentFormDocx(form),
    DOCX_TYPE,
    `${asFileName(cadre.name)} 干部任免审批表.docx`,
  );
});
