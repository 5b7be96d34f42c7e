import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { DayForm, OtherDayNotice } from "@/components/ui/day-shown";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listConductUse, listWordings } from "@/lib/conduct/queries";
import { placeOf } from "@/lib/conduct/rules";
import { CONDUCT_LISTS, conductFilter } from "@/lib/conduct/schema";
import { addMonths, cityDay, firstOfMonth } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { conductHref } from "./_components/address";
import { ListTable } from "./_components/list-table";
import { PlacePanel } from "./_components/place-panel";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("conduct.title");
  return { title: t("page") };
}

export default async function ConductPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("conduct.read");
  const filter = conductFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const on = filter.on ?? today;
  // twelve months with the present one; the kept counts show themselves to whom they are
  const from = addMonths(firstOfMonth(today), -11);
  const showsCounts = viewer.roles.some((role) => role === "REVIEWER" || role === "LEADER");
  const { wordings, use } = await read(viewer, async (db) => ({
    wordings: await listWordings(db),
    use: showsCounts ? await listConductUse(db, { from }) : null,
  }));
  const t = await getTranslations("conduct");
  const mayEdit = can(viewer, "conduct.edit");
  const open = mayEdit && filter.place ? placeOf(filter.place) : undefined;
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t("hint.about")}
        actions={
          <DayForm
            href="/conduct"
            on={on}
            words={{ form: t("nav.on"), field: t("field.on"), show: t("action.show") }}
          />
        }
      />
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${filter.saved}`)}
        </Notice>
      )}
      {on !== today && (
        <OtherDayNotice href="/conduct" back={t("action.today")}>
          {t("hint.asOf", { day: on })}
        </OtherDayNotice>
      )}
      <div
        className={open ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4" : undefined}
      >
        {open && <PlacePanel place={open} wordings={wordings} today={today} filter={filter} />}
        <div className="flex min-w-0 flex-col gap-4">
          {CONDUCT_LISTS.map((list) => (
            <Panel key={list} flush title={t(`title.${list.toLowerCase()}`)}>
              <ListTable
                {...{ list, wordings, use, on, today, from }}
                editHref={mayEdit ? (place) => conductHref(filter, { place }) : undefined}
              />
            </Panel>
          ))}
          {!showsCounts && <p className="text-sm text-ink-hint">{t("hint.noCounts")}</p>}
        </div>
      </div>
    </>
  );
}
