import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formMessages } from "@/app/_shared/form-messages";
import { jobWords } from "@/app/_shared/job-words";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { PrintButton } from "@/components/cadre/print-button";
import { JobProgress } from "@/components/job/job-progress";
import { ReportMark } from "@/components/report/marks";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { momentText } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { findJob } from "@/lib/platform/jobs";
import { BY_PAGE_HEADER, pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { getReport, listVersions } from "@/lib/reports/queries";
import { pageFilter } from "@/lib/reports/schema";
import { reportsHref } from "../_components/address";
import { Changes } from "./_components/changes";
import { Facts } from "./_components/facts";
import { HistoryPanel } from "./_components/history-panel";
import { ReportSection } from "./_components/section";
import { ReportSteps } from "./_components/steps";
import { registerOf } from "./_components/text";
import { WritePanel } from "./_components/write-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports.title");
  return { title: t("report") };
}

export default async function ReportPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("reports.read");
  const id = idOr404((await params).id);
  const asked = pageFilter.parse(await searchParams);
  const { report, versions, job } = await orNotFound(
    read(viewer, async (db) => {
      const report = await getReport(db, id);
      return {
        report,
        versions: asked.history ? await listVersions(db, id, asked.history) : [],
        job: report.state === "FREEZING" && report.jobId ? await findJob(db, report.jobId) : null,
      };
    }),
  );
  const t = await getTranslations("reports");
  const mayWrite = can(viewer, "reports.write") && report.state === "DRAFT";
  const register = registerOf(report);
  const written = report.paragraphs.find(({ position }) => position === asked.edit);
  const panel =
    mayWrite && written ? (
      <WritePanel key={`${written.position}-${written.version}`} report={report} paragraph={written} />
    ) : mayWrite && asked.add && report.snapshot?.sections.some(({ key }) => key === asked.add) ? (
      <WritePanel key={asked.add} report={report} section={asked.add} />
    ) : asked.history && versions.length > 0 ? (
      <HistoryPanel id={id} position={asked.history} versions={versions} />
    ) : null;
  return (
    <>
      <PageHeader
        dossier
        title={report.title}
        written
        badges={<ReportMark state={report.state} />}
        subtitle={
          report.frozenAt
            ? t("hint.frozen", {
                maker: report.makerName,
                at: momentText(report.frozenAt),
              })
            : undefined
        }
        breadcrumbs={[{ label: t("title.list"), href: reportsHref() }]}
        breadcrumbsLabel={t("nav.crumbs")}
        actions={
          report.snapshot && (
            <>
              <PrintButton label={t("action.print")} />
              <a href={`/api/v1/reports/${id}/document?form=pdf`} className={buttonClass({})}>
                {t("action.pdf")}
              </a>
              <a href={`/api/v1/reports/${id}/document`} className={buttonClass({ variant: "primary" })}>
                {t("action.docx")}
              </a>
            </>
          )
        }
      />
      <div className="mb-3 flex flex-col gap-3 empty:hidden">
        {report.state === "FREEZING" &&
          (job ? (
            <JobProgress
              key={job.id}
              id={job.id}
              header={BY_PAGE_HEADER}
              words={
                await jobWords({
                  running: t("status.freezing"),
                  done: t("status.frozen"),
                  failed: t("status.failed"),
                })
              }
              messages={await formMessages("reports", undefined, "jobs")}
            />
          ) : (
            <Notice>{t("status.freezing")}</Notice>
          ))}
        {report.state === "DISCARDED" && <Notice>{t("hint.discarded", { note: report.note })}</Notice>}
        {asked.saved && (
          <Notice kind="success" live="status">
            {t("status.saved", { position: asked.saved })}
          </Notice>
        )}
        <Changes report={report} />
      </div>
      <div
        className={panel ? "xl:grid xl:grid-cols-[minmax(0,1fr)_28rem] xl:items-start xl:gap-4" : undefined}
      >
        {panel}
        <div className="flex min-w-0 flex-col gap-4">
          {report.snapshot?.sections.map((section, at) => (
            <ReportSection key={section.key} {...{ report, section, at, register, mayWrite }} />
          ))}
          <Facts report={report} />
          <p className="hidden text-center print:block">{t("hint.printed")}</p>
          <ReportSteps report={report} viewer={viewer} />
        </div>
      </div>
    </>
  );
}
