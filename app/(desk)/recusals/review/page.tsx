import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { findSheet, listDeclarations, listSheets, listWarnings } from "@/lib/recusals/queries";
import { openYears, sheetCounts, yearOf } from "@/lib/recusals/rules";
import { reviewFilter } from "@/lib/recusals/schema";
import { reviewHref } from "./_components/address";
import { Remind } from "./_components/remind";
import { ReviewPanel } from "./_components/review-panel";
import { SheetTable } from "./_components/sheet-table";
import { WarningTable } from "./_components/warning-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("recusals.title");
  return { title: t("review") };
}

const STATES = ["SUBMITTED", "MISSING", "RETURNED", "ACCEPTED"] as const;

export default async function RecusalReviewPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("recusals.read");
  const filter = reviewFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const year = filter.year ?? yearOf(today);
  const { rows, warnings, open } = await read(viewer, async (db) => ({
    rows: await listSheets(db, year, today),
    warnings: await listWarnings(db, today),
    open: filter.person
      ? {
          sheet: await findSheet(db, filter.person, year),
          lines: await listDeclarations(db, filter.person),
        }
      : null,
  }));
  const counts = sheetCounts(rows);
  const person = rows.find(({ observerId }) => observerId === filter.person);
  const shown = filter.state ? rows.filter(({ state }) => state === filter.state) : rows;
  const years = [...new Set([...openYears(today), year, yearOf(today) - 1])].sort();
  const t = await getTranslations("recusals");
  return (
    <>
      <PageHeader
        title={t("title.review")}
        subtitle={t("hint.review", {
          year: String(year),
          done: rows.length - counts.MISSING,
          all: rows.length,
        })}
        breadcrumbs={[{ label: t("nav.assignments"), href: "/assignments?view=recusals" }]}
        breadcrumbsLabel={t("nav.assignments")}
        actions={can(viewer, "recusals.remind") && openYears(today).includes(year) && <Remind year={year} />}
      />
      <TabLinks
        label={t("nav.years")}
        items={years.map((one) => ({
          href: reviewHref({ year: one }),
          label: t("nav.year", { year: String(one) }),
          isCurrent: one === year,
        }))}
      />
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${filter.saved}`)}
        </Notice>
      )}
      <div
        className={
          person && open ? "xl:grid xl:grid-cols-[minmax(0,1fr)_28rem] xl:items-start xl:gap-4" : undefined
        }
      >
        {person && open && (
          <ReviewPanel
            {...{ person, year, today, filter }}
            sheet={open.sheet}
            lines={open.lines}
            mayReview={can(viewer, "recusals.review") && person.observerId !== viewer.id}
          />
        )}
        <div className="flex min-w-0 flex-col gap-4">
          {warnings.length > 0 && (
            <Panel flush title={t("title.warnings")} note={t("hint.warnings")}>
              <WarningTable {...{ warnings, filter, year }} viewerId={viewer.id} />
            </Panel>
          )}
          <Panel flush title={t("title.sheets", { year: String(year) })}>
            <div className="px-4 pt-3">
              <TabLinks
                label={t("nav.states")}
                items={[
                  {
                    href: reviewHref({ year }),
                    label: t("nav.all", { count: rows.length }),
                    isCurrent: !filter.state,
                  },
                  ...STATES.map((state) => ({
                    href: reviewHref({ year, state }),
                    label: t("nav.state", { state: t(`status.sheet.${state}`), count: counts[state] }),
                    isCurrent: filter.state === state,
                  })),
                ]}
              />
            </div>
            <SheetTable rows={shown} {...{ year, filter }} />
          </Panel>
        </div>
      </div>
    </>
  );
}
