import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { PastList } from "@/app/_shared/past-list";
import { achievementColumns } from "@/app/_shared/tables/achievement-columns";
import { TableTools } from "@/app/(desk)/_components/table-tools";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { countByState, listAchievements, pastDay } from "@/lib/achievements/queries";
import { achievementFilter } from "@/lib/achievements/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { findLayout } from "@/lib/tables/queries";
import { inOrder } from "@/lib/tables/rules";
import { layoutParams } from "@/lib/tables/schema";
import { listUnitChoices } from "@/lib/units/queries";
import { AchievementFilters } from "./_components/achievement-filters";

const TABS = ["waiting", "corroborated", "lead", "doubtful", "rejected", "merged", "split"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("list") };
}

export default async function AchievementsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("achievements.read");
  const params = await searchParams;
  const filter = achievementFilter.parse(params);
  const { view, tools } = layoutParams.parse(params);
  const t = await getTranslations("achievements");
  const { page, counts, units, layout } = await read(viewer, async (db) => ({
    page: await listAchievements(db, filter),
    counts: await countByState(db, filter),
    units: await listUnitChoices(db),
    layout: await findLayout(db, viewer.id, "achievements", view),
  }));
  const { cursor, state, ...kept } = filter;
  const href = (more: Record<string, string>) =>
    addressOf("/achievements", { ...kept, view: layout.current?.id }, more);
  const on = pastDay(filter);
  const columns = await achievementColumns();
  // what went into other claims is counted there
  const total = Object.entries(counts)
    .filter(([one]) => one !== "MERGED" && one !== "SPLIT")
    .reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t("hint.list")}
        actions={
          <>
            {can(viewer, "achievements.decide") && (
              <ButtonLink href="/achievements/waiting" icon="scale">
                {t("title.waiting")}
              </ButtonLink>
            )}
            {can(viewer, "achievements.draft") && (
              <ButtonLink href="/achievements/new" variant="primary" icon="pen">
                {t("action.draft")}
              </ButtonLink>
            )}
          </>
        }
      />
      <TabLinks
        label={t("nav.states")}
        items={[
          { href: href({}), label: t("action.all"), count: total, isCurrent: !state },
          ...TABS.map((one) => ({
            href: href({ state: one }),
            label: t(`status.${one}`),
            count: counts[one.toUpperCase()] ?? 0,
            isCurrent: state === one,
          })),
        ]}
      />
      {on && <PastList on={on} href={addressOf("/achievements", { ...kept, state, on: undefined })} />}
      {filter.doneFrom && filter.doneTo && (
        <Notice className="mb-3">{t("hint.done", { from: filter.doneFrom, to: filter.doneTo })}</Notice>
      )}
      <AchievementFilters filter={filter} units={units} view={layout.current?.id} />
      <TableTools
        table="achievements"
        layout={layout}
        columns={columns}
        filter={filter}
        told={tools}
        mayExport={can(viewer, "tables.export")}
      />
      <DataTable
        keys
        caption={t("title.list")}
        columns={inOrder(columns, layout.columns)}
        rows={page.items}
        rowKey={(row) => row.id}
        rowHref={(row) => `/achievements/${row.id}`}
        empty={
          <EmptyState title={t("empty.list")} icon="search">
            {t("empty.listHint")}
          </EmptyState>
        }
      />
      <Pager
        prevHref={cursor ? href(state ? { state } : {}) : undefined}
        nextHref={page.nextCursor ? href({ ...(state && { state }), cursor: page.nextCursor }) : undefined}
        labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
      />
    </>
  );
}
