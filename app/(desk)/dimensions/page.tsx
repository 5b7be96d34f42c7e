import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { DayForm, OtherDayNotice } from "@/components/ui/day-shown";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listDimensionWordings } from "@/lib/dimensions/queries";
import { dimensionWordsOn, wordingOn } from "@/lib/dimensions/rules";
import { dimensionsFilter } from "@/lib/dimensions/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { DimensionTable } from "./_components/dimension-table";
import { RestorePanel } from "./_components/restore-panel";
import { WordingHistory } from "./_components/wording-history";
import { WordingPanel } from "./_components/wording-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dimensions.title");
  return { title: t("page") };
}

export default async function DimensionsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("dimensions.read");
  const asked = dimensionsFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const on = asked.on ?? today;
  const wordings = await read(viewer, listDimensionWordings);
  const t = await getTranslations("dimensions");
  const usual = await getTranslations("observations.status");
  const words = dimensionWordsOn(wordings, on, (await getLocale()) === "en", (one) =>
    usual(one.toLowerCase()),
  );
  const mayEdit = can(viewer, "dimensions.edit");
  const back = mayEdit ? wordings.find(({ id }) => id === asked.back) : undefined;
  const edited = mayEdit && !back ? asked.edit : undefined;
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t("hint.about")}
        actions={
          <DayForm
            href="/dimensions"
            on={on}
            words={{ form: t("nav.on"), field: t("field.on"), show: t("action.show") }}
          />
        }
      />
      {asked.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${asked.saved}`)}
        </Notice>
      )}
      {on !== today && (
        <OtherDayNotice href="/dimensions" back={t("action.today")}>
          {t("hint.asOf", { day: on })}
        </OtherDayNotice>
      )}
      <div
        className={
          edited || back ? "xl:grid xl:grid-cols-[minmax(0,1fr)_26rem] xl:items-start xl:gap-4" : undefined
        }
      >
        {edited && <WordingPanel dimension={edited} {...{ wordings, words, today }} on={asked.on} />}
        {back && (
          <RestorePanel
            earlier={back}
            last={wordings.find(({ dimension }) => dimension === back.dimension)}
            {...{ words, today }}
            on={asked.on}
          />
        )}
        <div className="flex min-w-0 flex-col gap-4">
          <Panel flush title={t("title.list")}>
            <DimensionTable {...{ wordings, words, on, today, mayEdit }} edited={edited} />
          </Panel>
          <Panel title={t("title.history")}>
            <WordingHistory
              {...{ wordings, words, mayEdit }}
              latest={(dimension) => wordings.find((one) => one.dimension === dimension)}
              inForce={(dimension) => wordingOn(wordings, dimension, today)}
              on={asked.on}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}
