import { getMessages } from "next-intl/server";
import { endpoint, failure } from "@/app/_shared/endpoint";
import { formOf, paperAnswer } from "@/app/_shared/paper-answer";
import { read } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/result";
import { exportReport } from "@/lib/reports/commands";
import { sayer } from "@/lib/reports/compose/rules";
import { paperContent, reportPaper } from "@/lib/reports/paper/rules";
import { getReport } from "@/lib/reports/queries";
import { reportId } from "@/lib/reports/schema";

/** The report as 公文 (docx, or PDF by `?form=pdf`), from its snapshot; the audit keeps who took it, and the number stands on each page. */
export const GET = endpoint<{ id: string }>("reports.read", async ({ viewer, request, params }) => {
  const id = reportId.safeParse(params.id);
  if (!id.success) throw new NotFound("report");
  const form = formOf(request);
  const exported = await exportReport(viewer, { id: id.data, form });
  if (!exported.ok) return failure(viewer, exported);
  const report = await read(viewer, (db) => getReport(db, id.data));
  if (!report.snapshot) throw new NotFound("report");
  // a paper of the office, whatever its reader's language
  const { reports } = await getMessages({ locale: "zh-CN" });
  const paper = reportPaper(paperContent(report, report.snapshot), {
    origin: env().APP_URL.replace(/\/$/, ""),
    by: { name: viewer.name, trace: exported.value.trace },
    say: sayer(reports.hint.paper),
  });
  return paperAnswer(paper, report.title, { form, at: report.frozenAt, language: "zh-CN" });
});
