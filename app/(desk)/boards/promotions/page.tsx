import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import type { PageProps } from "@/app/_shared/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { SoftLinks } from "@/components/ui/soft-links";
import { inPart, listPromoted } from "@/lib/boards/promotions/queries";
import { promotionRange } from "@/lib/boards/promotions/rules";
import { promotionFilter } from "@/lib/boards/promotions/schema";
import { listTaskChoices } from "@/lib/central-tasks/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { PromotedTable } from "./_components/promoted-table";
import { PromotionCharts } from "./_components/promotion-charts";
import { PromotionFilters } from "./_components/promotion-filters";
import { PromotionStats } from "./_components/promotion-stats";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("boards.title");
  return { title: t("promotions") };
}

/** Where the promoted came from, by dates; the people behind each number with the reason. */
export default async function PromotionsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("promotions.read");
  const filter = promotionFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { people, tasks } = await read(viewer, async (db) => ({
    people: await listPromoted(db, viewer, filter, today),
    tasks: await listTaskChoices(db),
  }));
  const t = await getTranslations("boards");
  const dates = await cityDates();
  const range = promotionRange(filter, today);
  return (
    <>
      <PageHeader title={t("title.promotions")} subtitle={t("hint.promotions")} />
      <SoftLinks>
        <PromotionFilters filter={filter} range={range} tasks={tasks} />
        <p className="mb-3 max-w-[75ch] text-sm text-ink-soft">
          {t("hint.range", {
            from: dates.month(range.from.slice(0, 7)),
            to: dates.month(range.to.slice(0, 7)),
            day: dates.day(today),
          })}
          {" · "}
          {t("hint.rule")}
        </p>
        <PromotionStats people={people} filter={filter} />
        {people.length > 0 && <PromotionCharts people={people} filter={filter} range={range} />}
        <PromotedTable people={inPart(people, filter.part)} filter={filter} />
      </SoftLinks>
    </>
  );
}
