import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { PastList } from "@/app/_shared/past-list";
import { CaseDue, CaseMark } from "@/components/case/marks";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { loadCalendar } from "@/lib/calendar/queries";
import { type CaseRow, countCases, dayShown, listCases, PAGE_SIZE } from "@/lib/cases/queries";
import { listFilter } from "@/lib/cases/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { listUnitChoices } from "@/lib/units/queries";
import { CaseFilters } from "../_components/case-filters";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cases.title");
  return { title: t("problems") };
}

/** 问题清单 → 成果清单: what is open with its deadline, and what became of what is closed. */
export default async function CaseListPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("cases.read");
  const { of = "problems", ...filter } = listFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const shown = { ...filter, view: of === "results" ? ("closed" as const) : ("problems" as const) };
  const { rows, counts, units, calendar } = await read(viewer, async (db) => ({
    rows: await listCases(db, shown, today),
    counts: await countCases(db, { ...filter, view: shown.view }, today),
    units: await listUnitChoices(db),
    calendar: await loadCalendar(db),
  }));
  const asOf = dayShown(filter, today);
  const t = await getTranslations("cases");
  const m = await marks();
  const { page = 1, view: _, ...kept } = filter;
  const href = (more: Record<string, string | undefined>) => addressOf("/cases/list", { ...kept, of }, more);
  const total = of === "results" ? counts.closed : counts.problems;
  const columns: Column<CaseRow>[] = [
    { key: "number", header: t("field.number"), width: "8.5rem", nowrap: true, cell: (row) => row.number },
    { key: "title", header: t("field.title"), cell: (row) => row.title },
    {
      key: "unit",
      header: t("field.unit"),
      width: "9rem",
      cell: (row) => row.unitName,
    },
    {
      key: "parties",
      header: t("field.parties"),
      width: "12rem",
      minor: true,
      cell: (row) => row.parties.join(m.list),
    },
    {
      key: "tier",
      header: t("field.tier"),
      width: "8rem",
      minor: true,
      cell: (row) => t(`status.${row.tier}`),
    },
    ...(of === "results"
      ? [
          {
            key: "outcome",
            header: t("field.outcome"),
            clip: true,
            written: true,
            width: "18rem",
            cell: (row: CaseRow) => row.outcome,
          },
          {
            key: "closed",
            header: t("field.closedOn"),
            width: "7rem",
            nowrap: true,
            cell: (row: CaseRow) => row.closedOn,
          },
        ]
      : [
          {
            key: "due",
            header: t("field.dueOn"),
            width: "7rem",
            nowrap: true,
            cell: (row: CaseRow) => row.dueOn,
          },
          {
            key: "state",
            header: t("field.state"),
            width: "9rem",
            cell: (row: CaseRow) =>
              row.state === "OPEN" ? (
                <CaseDue one={row} today={asOf} calendar={calendar} />
              ) : (
                <CaseMark state={row.state} />
              ),
          },
        ]),
  ];
  return (
    <>
      <PageHeader
        title={t(`title.${of}`)}
        subtitle={t("hint.total", { count: total })}
        actions={
          <>
            <ButtonLink href="/cases" icon="list">
              {t("action.board")}
            </ButtonLink>
            <ButtonLink href={addressOf("/api/v1/cases", { ...kept, of })} icon="download" download>
              {t("action.download")}
            </ButtonLink>
          </>
        }
      />
      <TabLinks
        label={t("nav.lists")}
        items={(["problems", "results"] as const).map((one) => ({
          href: addressOf("/cases/list", kept, { of: one === "problems" ? undefined : one }),
          label: t(`title.${one}`),
          count: one === "results" ? counts.closed : counts.problems,
          isCurrent: of === one,
        }))}
      />
      {asOf < today && <PastList on={asOf} href={href({ on: undefined })} />}
      <CaseFilters
        action="/cases/list"
        filter={filter}
        keep={{ of: of === "results" ? of : undefined, on: filter.on }}
        units={units}
      />
      <DataTable
        caption={t(`title.${of}`)}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `/cases/${row.id}`}
        empty={
          <EmptyState title={t("empty.list")} icon="search">
            {t("empty.listHint")}
          </EmptyState>
        }
      />
      <Pager
        prevHref={page > 1 ? href({ page: String(page - 1) }) : undefined}
        nextHref={rows.length === PAGE_SIZE ? href({ page: String(page + 1) }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("action.prev"), next: t("action.next") }}
      />
    </>
  );
}
