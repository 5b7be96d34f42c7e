import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { PastList } from "@/app/_shared/past-list";
import { CaseLines } from "@/components/case/case-lines";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { loadCalendar } from "@/lib/calendar/queries";
import { countCases, dayShown, listCases, PAGE_SIZE } from "@/lib/cases/queries";
import { CASE_TIERS, CASE_VIEWS, caseFilter } from "@/lib/cases/schema";
import { AGES } from "@/lib/platform/ages";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { CaseFilters } from "./_components/case-filters";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cases.title");
  return { title: t("list") };
}

/** The board: four tiers beside each other, in each the nearest deadline first. */
export default async function CasesPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("cases.read");
  const filter = caseFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { rows, counts, units, calendar } = await read(viewer, async (db) => ({
    rows: await listCases(db, filter, today),
    counts: await countCases(db, filter, today),
    units: await listUnitChoices(db),
    calendar: await loadCalendar(db),
  }));
  const asOf = dayShown(filter, today);
  const t = await getTranslations("cases");
  const { view = "open", page: _, ...kept } = filter;
  const href = (more: Record<string, string | undefined>) =>
    addressOf("/cases", { ...kept, view: filter.view }, more);
  const tiers = CASE_TIERS.filter((tier) => !filter.tier || filter.tier === tier);
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t("hint.page")}
        actions={
          <>
            <ButtonLink href="/cases/list" icon="list">
              {t("action.list")}
            </ButtonLink>
            {can(viewer, "cases.open") && (
              <ButtonLink href="/cases/new" variant="primary" icon="pen">
                {t("action.new")}
              </ButtonLink>
            )}
          </>
        }
      />
      <TabLinks
        label={t("nav.views")}
        items={CASE_VIEWS.map((one) => ({
          href: addressOf("/cases", kept, { view: one === "open" ? undefined : one }),
          label: t(`status.${one}`),
          count: counts[one],
          isCurrent: view === one,
        }))}
      />
      {asOf < today && <PastList on={asOf} href={href({ on: undefined })} />}
      <CaseFilters
        action="/cases"
        filter={filter}
        keep={{ view: filter.view, tier: filter.tier, age: filter.age, on: filter.on }}
        units={units}
      />
      <nav
        aria-label={t("nav.ages")}
        className="no-print mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm"
      >
        <span className="text-ink-soft">{t("field.age")}</span>
        <a
          href={href({ age: undefined })}
          aria-current={filter.age ? undefined : "true"}
          className="flex min-h-7 items-center text-accent aria-[current]:font-semibold pointer-coarse:min-h-11"
        >
          {t("action.all")}
        </a>
        {AGES.map((age) => (
          <a
            key={age}
            href={href({ age })}
            aria-current={filter.age === age ? "true" : undefined}
            className="flex min-h-7 items-center gap-1 text-accent aria-[current]:font-semibold pointer-coarse:min-h-11"
          >
            {t(`status.${age}`)} <span className="text-ink-soft">{counts.ages[age]}</span>
          </a>
        ))}
      </nav>
      <div className="grid items-start gap-4 md:grid-cols-2 2xl:grid-cols-4">
        {tiers.map((tier) => (
          <Panel
            key={tier}
            flush
            title={t(`status.${tier}`)}
            actions={
              <a
                href={href({ tier: filter.tier ? undefined : tier })}
                className="flex min-h-7 items-center text-accent pointer-coarse:min-h-11"
                aria-label={`${t(`status.${tier}`)} ${filter.tier ? t("action.all") : counts.tiers[tier]}`}
              >
                {filter.tier ? t("action.all") : counts.tiers[tier]}
              </a>
            }
          >
            <CaseLines
              cases={rows.filter((one) => one.tier === tier)}
              today={asOf}
              calendar={calendar}
              empty={t("empty.column")}
              showsTier={false}
            />
          </Panel>
        ))}
      </div>
      {rows.length === PAGE_SIZE && (
        <p className="mt-3 text-ink-soft">{t("hint.more", { count: PAGE_SIZE })}</p>
      )}
    </>
  );
}
