import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { cx } from "@/components/ui/cx";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { loadLimits } from "@/lib/calendar/limits/queries";
import { limitOf } from "@/lib/calendar/limits/rules";
import { listCalendarChanges, listCalendarDays, listSettings, loadDeadlines } from "@/lib/calendar/queries";
import { yearState } from "@/lib/calendar/rules";
import { calendarFilter } from "@/lib/calendar/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { calendarHref } from "./_components/address";
import { ArrangedTable } from "./_components/arranged-table";
import { CalendarHistory } from "./_components/calendar-history";
import { DayPanel } from "./_components/day-panel";
import { DeadlinePanel } from "./_components/deadline-panel";
import { DeadlineTable } from "./_components/deadline-table";
import { LimitPanel } from "./_components/limit-panel";
import { LimitTable } from "./_components/limit-table";
import { YearMonths } from "./_components/year-months";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("calendar.title");
  return { title: t("page") };
}

export default async function CalendarPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("calendar.read");
  const asked = calendarFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const thisYear = Number(today.slice(0, 4));
  const year = asked.year ?? thisYear;
  const { days, changes, deadlines, limits, settings } = await read(viewer, async (db) => ({
    days: await listCalendarDays(db, year),
    changes: await listCalendarChanges(db, year),
    deadlines: await loadDeadlines(db),
    limits: await loadLimits(db, today),
    settings: await listSettings(db),
  }));
  const mayEdit = can(viewer, "calendar.edit");
  const openDay = mayEdit && asked.day && asked.day >= today ? asked.day : undefined;
  const openStep = mayEdit && !openDay ? asked.step : undefined;
  const openLimit = mayEdit && !openDay && !openStep ? asked.limit : undefined;
  const formerDay = changes.find(({ id, day }) => id === asked.back && day === openDay);
  const formerSetting = settings.find(
    ({ id, step }) => id === asked.back && step === (openStep ?? openLimit),
  );
  const state = yearState(days, year);
  const t = await getTranslations("calendar");
  const years = [...new Set([thisYear - 1, thisYear, thisYear + 1, year])].sort();
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.about")} />
      <TabLinks
        label={t("nav.years")}
        items={years.map((one) => ({
          href: calendarHref(one),
          label: t("nav.year", { year: String(one) }),
          isCurrent: one === year,
        }))}
      />
      {asked.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${asked.saved}`)}
        </Notice>
      )}
      {state !== "arranged" && (
        <Notice kind="caution" className="mb-3" title={t(`status.year.${state}`, { year: String(year) })}>
          {t(mayEdit ? `hint.year.${state}` : "hint.year.asked")}
        </Notice>
      )}
      <div
        className={
          openDay || openStep || openLimit
            ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4"
            : undefined
        }
      >
        {openDay && (
          <DayPanel
            year={year}
            day={openDay}
            found={days.find(({ day }) => day === openDay)}
            former={formerDay}
            today={today}
          />
        )}
        {openStep && (
          <DeadlinePanel
            year={year}
            step={openStep}
            days={formerSetting?.amount ?? deadlines[openStep]}
            former={formerSetting}
            today={today}
          />
        )}
        {openLimit && (
          <LimitPanel
            year={year}
            step={openLimit}
            amount={formerSetting?.amount ?? limitOf(limits, openLimit)}
            former={formerSetting}
            today={today}
          />
        )}
        <div className="flex min-w-0 flex-col gap-4">
          <Panel
            title={t("title.year", { year: String(year) })}
            note={mayEdit ? t("hint.pick") : t("hint.legend")}
          >
            <YearMonths {...{ year, days, today, mayEdit, openDay }} />
          </Panel>
          <div className={cx("grid items-start gap-4", !openDay && !openStep && "xl:grid-cols-2")}>
            <div className="flex min-w-0 flex-col gap-4">
              <Panel flush title={t("title.arranged")}>
                <ArrangedTable days={days} />
              </Panel>
              <Panel flush title={t("title.deadlines")}>
                <DeadlineTable {...{ year, deadlines, settings, today, mayEdit, openStep }} />
              </Panel>
            </div>
            <Panel flush title={t("title.limits")} note={t("hint.limits")}>
              <LimitTable {...{ year, limits, settings, today, mayEdit, openLimit }} />
            </Panel>
          </div>
          <Panel title={t("title.history")}>
            <CalendarHistory {...{ year, days, changes, settings, deadlines, limits, today, mayEdit }} />
          </Panel>
        </div>
      </div>
    </>
  );
}
