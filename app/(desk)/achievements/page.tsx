import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { AchievementTable } from "@/components/achievement/achievement-table";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { countByState, listAchievements } from "@/lib/achievements/queries";
import { achievementFilter } from "@/lib/achievements/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { AchievementFilters } from "./_components/achievement-filters";

const TABS = ["waiting", "corroborated", "lead", "doubtful", "rejected", "merged", "split"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("list") };
}

export default async function AchievementsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("achievements.read");
  const filter = achievementFilter.parse(await searchParams);
  const t = await getTranslations("achievements");
  const { page, counts, units } = await read(viewer, async (db) => ({
    page: await listAchievements(db, filter),
    counts: await countByState(db, filter),
    units: await listUnitChoices(db),
  }));
  const { cursor, state, ...kept } = filter;
  const href = (more: Record<string, string>) => addressOf("/achievements", kept, more);
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
      <AchievementFilters filter={filter} units={units} />
      <AchievementTable
        rows={page.items}
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
