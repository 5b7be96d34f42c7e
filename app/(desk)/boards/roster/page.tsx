import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { getRosterQuality, listLacking } from "@/lib/boards/roster/queries";
import { ROSTER_GAPS, rosterFilter } from "@/lib/boards/roster/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("boards.title");
  return { title: t("lacking") };
}

/** The people behind a number of the roster's completeness. */
export default async function RosterGapsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("roster.import");
  const { gap } = rosterFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { quality, people } = await read(viewer, async (db) => ({
    quality: await getRosterQuality(db, today),
    people: await listLacking(db, gap, today),
  }));
  const t = await getTranslations("boards");
  const cut = people.length < quality.gaps[gap];
  return (
    <>
      <PageHeader
        title={t("title.lacking")}
        breadcrumbsLabel={t("title.page")}
        breadcrumbs={[{ label: t("title.page"), href: "/boards" }]}
        subtitle={t("hint.lacking", { gap: t(`status.${gap}`), count: quality.gaps[gap] })}
      />
      <TabLinks
        label={t("nav.gaps")}
        items={ROSTER_GAPS.map((one) => ({
          href: `/boards/roster?gap=${one}`,
          label: t(`status.${one}`),
          count: quality.gaps[one],
          isCurrent: one === gap,
        }))}
      />
      {cut && <p className="mb-2 text-sm text-ink-soft">{t("hint.lackingCut", { count: people.length })}</p>}
      <DataTable
        caption={t(`status.${gap}`)}
        columns={[
          { key: "name", header: t("field.cadre"), width: "10rem", nowrap: true, cell: (one) => one.name },
          { key: "unit", header: t("field.unit"), width: "12rem", cell: (one) => one.unitName ?? "" },
          { key: "post", header: t("field.lastPost"), cell: (one) => one.title ?? "" },
        ]}
        rows={people}
        rowKey={(one) => one.id}
        rowHref={(one) => `/cadres/${one.id}`}
        empty={<EmptyState icon="checkCircle" title={t("empty.lacking")} />}
      />
    </>
  );
}
