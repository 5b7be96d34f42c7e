import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { marks } from "@/components/punctuation/marks";
import { ToleranceDue, ToleranceMark } from "@/components/tolerance/marks";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { loadCalendar } from "@/lib/calendar/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { countTolerance, listTolerance, type ToleranceRow } from "@/lib/tolerance/queries";
import { TOLERANCE_VIEWS, toleranceFilter } from "@/lib/tolerance/schema";
import { listUnitChoices } from "@/lib/units/queries";
import { ToleranceFilters } from "./_components/filters";
import { ToleranceStats } from "./_components/stats";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tolerance.title");
  return { title: t("list") };
}

/** The register. */
export default async function TolerancePage({ searchParams }: PageProps) {
  const viewer = await pageViewer("tolerance.read");
  const filter = toleranceFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { rows, counts, units, calendar } = await read(viewer, async (db) => ({
    rows: await listTolerance(db, filter, today),
    counts: await countTolerance(db, filter, today),
    units: await listUnitChoices(db),
    calendar: await loadCalendar(db),
  }));
  const t = await getTranslations("tolerance");
  const m = await marks();
  const { view, outcome: _, factor: __, finding: ___, ...kept } = filter;
  const columns: Column<ToleranceRow>[] = [
    { key: "number", header: t("field.number"), width: "8.5rem", nowrap: true, cell: (row) => row.number },
    { key: "title", header: t("field.title"), cell: (row) => row.title },
    {
      key: "kind",
      header: t("field.kind"),
      width: "7rem",
      minor: true,
      cell: (row) => t(`status.${row.kind}`),
    },
    { key: "unit", header: t("field.unit"), width: "9rem", cell: (row) => row.unitName },
    {
      key: "cadres",
      header: t("field.cadres"),
      width: "10rem",
      minor: true,
      cell: (row) => row.cadres.join(m.list),
    },
    {
      key: "state",
      header: t("field.state"),
      width: "8rem",
      cell: (row) => <ToleranceMark state={row.state} />,
    },
    {
      key: "outcome",
      header: t("field.outcome"),
      width: "7rem",
      cell: (row) => (row.outcome ? t(`status.${row.outcome}`) : ""),
    },
    {
      key: "due",
      header: t("field.dueOn"),
      width: "11rem",
      minor: true,
      cell: (row) => <ToleranceDue one={row} today={today} calendar={calendar} />,
    },
  ];
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t("hint.page")}
        actions={
          can(viewer, "tolerance.apply") && (
            <>
              <ButtonLink href="/tolerance/new?kind=PRE" variant="primary" icon="shield">
                {t("action.newPre")}
              </ButtonLink>
              <ButtonLink href="/tolerance/new?kind=POST" icon="scale">
                {t("action.newPost")}
              </ButtonLink>
            </>
          )
        }
      />
      <TabLinks
        label={t("nav.views")}
        items={[
          {
            href: addressOf("/tolerance", kept),
            label: t("action.all"),
            count: counts.all,
            isCurrent: !view,
          },
          ...TOLERANCE_VIEWS.map((one) => ({
            href: addressOf("/tolerance", kept, { view: one }),
            label: t(`status.${one}`),
            count: counts[one],
            isCurrent: view === one,
          })),
        ]}
      />
      <ToleranceFilters filter={filter} units={units} />
      <DataTable
        caption={t("title.list")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `/tolerance/${row.id}`}
        empty={
          <EmptyState title={t("empty.list")} icon="search">
            {t("empty.listHint")}
          </EmptyState>
        }
      />
      <div data-beside>
        <ToleranceStats counts={counts} kept={kept} />
      </div>
    </>
  );
}
