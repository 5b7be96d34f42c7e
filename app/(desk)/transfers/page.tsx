import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import type { PageProps } from "@/app/_shared/page-props";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { listTransfers, type TransferRow } from "@/lib/transfers/queries";
import { overlapOf } from "@/lib/transfers/rules";
import { STATES, transferFilter } from "@/lib/transfers/schema";
import { TransferMark } from "./_components/transfer-mark";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("transfers.title");
  return { title: t("page") };
}

export default async function TransfersPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("transfers.read");
  const filter = transferFilter.parse(await searchParams);
  const rows = await read(viewer, (db) => listTransfers(db, filter));
  const t = await getTranslations("transfers");
  const dates = await cityDates();
  const columns: Column<TransferRow>[] = [
    { key: "unit", header: t("field.unit"), cell: (row) => row.unitName, nowrap: true },
    {
      key: "state",
      header: t("field.state"),
      cell: (row) => <TransferMark state={row.state} />,
      nowrap: true,
    },
    { key: "from", header: t("field.from"), cell: (row) => row.fromName, nowrap: true },
    { key: "to", header: t("field.to"), cell: (row) => row.toName, nowrap: true },
    {
      key: "endsOn",
      header: t("field.endsOn"),
      cell: (row) => dates.day(row.endsOn),
      nowrap: true,
      minor: true,
    },
    {
      key: "startsOn",
      header: t("field.startsOn"),
      cell: (row) => dates.day(row.startsOn),
      nowrap: true,
      minor: true,
    },
    {
      key: "overlap",
      header: t("field.overlap"),
      minor: true,
      cell: (row) => t(overlapOf(row.endsOn, row.startsOn) ? "status.overlaps" : "status.noOverlap"),
    },
  ];
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.about")} />
      <TabLinks
        label={t("nav.states")}
        items={[
          { href: "/transfers", label: t("nav.all"), isCurrent: !filter.state },
          ...STATES.map((state) => ({
            href: `/transfers?state=${state}`,
            label: t(`status.${state}`),
            isCurrent: filter.state === state,
          })),
        ]}
      />
      <Panel flush>
        <DataTable
          flush
          caption={t("title.page")}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/transfers/${row.id}`}
          empty={
            <EmptyState title={t("empty.list")} icon="swap">
              {t("empty.listNext")}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
