import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ReportMark } from "@/components/report/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { listPicked } from "@/lib/comparison/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { countReports, listReports } from "@/lib/reports/queries";
import { reportFilter } from "@/lib/reports/schema";
import { reportHref, reportsHref } from "./_components/address";
import { NewReportPanel } from "./_components/new-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports.title");
  return { title: t("list") };
}

export default async function ReportsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("reports.read");
  const filter = reportFilter.parse(await searchParams);
  const { rows, counts, compared } = await read(viewer, async (db) => ({
    rows: await listReports(db, filter),
    counts: await countReports(db),
    compared: await listPicked(db, filter.cadres ?? []),
  }));
  const t = await getTranslations("reports");
  const mayWrite = can(viewer, "reports.write");
  const today = cityDay(new Date());
  const panel =
    filter.panel === "new" && mayWrite ? (
      <NewReportPanel {...{ today, compared, clearance: viewer.clearance }} />
    ) : null;
  // to a leader a report is finalised or it is not there (policies)
  const views = mayWrite ? (["drafts", "final", "discarded"] as const) : [];
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t("hint.page")}
        actions={
          mayWrite && (
            <ButtonLink
              variant="primary"
              icon="plus"
              href={reportsHref({ view: filter.view, kind: filter.kind, panel: "new" })}
            >
              {t("action.new")}
            </ButtonLink>
          )
        }
      />
      {views.length > 0 && (
        <TabLinks
          label={t("nav.views")}
          items={[
            {
              href: reportsHref(),
              label: t("action.all"),
              count: counts.all,
              isCurrent: !filter.view,
            },
            ...views.map((view) => ({
              href: reportsHref({ view }),
              label: t(`status.${view}`),
              count: counts[view],
              isCurrent: filter.view === view,
            })),
          ]}
        />
      )}
      <div
        className={panel ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4" : undefined}
      >
        {panel}
        <DataTable
          caption={t("title.list")}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => reportHref(id)}
          empty={
            <EmptyState icon="file" title={t("empty.list")}>
              {t(mayWrite ? "empty.listHint" : "empty.listReader")}
            </EmptyState>
          }
          columns={[
            { key: "title", header: t("field.title"), cell: ({ title }) => title },
            {
              key: "state",
              header: t("field.state"),
              width: "13rem",
              cell: ({ state, changes }) => (
                <span className="inline-flex flex-wrap gap-1">
                  <ReportMark state={state} />
                  {changes > 0 && (
                    <Badge tone="caution" icon>
                      {t("hint.listedChanges", { count: changes })}
                    </Badge>
                  )}
                </span>
              ),
            },
            {
              key: "period",
              header: t("field.period"),
              width: "13rem",
              nowrap: true,
              minor: true,
              cell: ({ from, to }) => `${from} – ${to}`,
            },
            {
              key: "maker",
              header: t("field.maker"),
              width: "11rem",
              minor: true,
              cell: ({ makerName, madeOn }) => `${makerName} ${madeOn}`,
            },
          ]}
        />
      </div>
    </>
  );
}
