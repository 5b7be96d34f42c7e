import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { SoftLinks } from "@/components/ui/soft-links";
import { TabLinks } from "@/components/ui/tab-links";
import { COVERAGE_TABS, coverageFilter } from "@/lib/coverage/schema";
import { seesAllUnits } from "@/lib/coverage/tallies/queries";
import { cityDay } from "@/lib/platform/clock";
import { pageViewer } from "@/lib/platform/request";
import { coverageHref } from "./_components/coverage-href";
import { MethodsView } from "./_components/methods-view";
import { MonthsView } from "./_components/months-view";
import { SilentView } from "./_components/silent-view";

const VIEWS = { months: MonthsView, methods: MethodsView, silent: SilentView };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("coverage.title");
  return { title: t("page") };
}

export default async function CoveragePage({ searchParams }: PageProps) {
  const viewer = await pageViewer("coverage.read");
  const filter = coverageFilter.parse(await searchParams);
  const t = await getTranslations("coverage");
  const View = VIEWS[filter.tab];
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={seesAllUnits(viewer) ? t("hint.page") : t("hint.pageOwn")}
      />
      <TabLinks
        label={t("nav.tabs")}
        items={COVERAGE_TABS.map((tab) => ({
          href: coverageHref(filter, { tab, short: undefined }),
          label: t(`nav.${tab}`),
          isCurrent: tab === filter.tab,
        }))}
      />
      <SoftLinks>
        <View viewer={viewer} filter={filter} today={cityDay(new Date())} />
      </SoftLinks>
    </>
  );
}
