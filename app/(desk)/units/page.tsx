import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { coverage } from "@/lib/coverage/queries";
import { addMonths, cityDay, firstOfMonth } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnits } from "@/lib/units/queries";
import { rosterReach } from "@/lib/units/rules";
import { unitFilter } from "@/lib/units/schema";
import { UnitFilters } from "./_components/unit-filters";
import { UnitTable } from "./_components/unit-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("units.title");
  return { title: t("list") };
}

export default async function UnitsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("units.read");
  const filter = unitFilter.parse(await searchParams);
  const today = cityDay(new Date());
  // whole months: the same kept counts as the board, so that both say the same
  const recent = { from: firstOfMonth(addMonths(today, -2)), to: today };
  const t = await getTranslations("units");
  const { units, board } = await read(viewer, async (db) => ({
    units: await listUnits(db, viewer, filter, today),
    board: can(viewer, "coverage.read") ? await coverage(db, viewer, recent, today) : null,
  }));
  const shown = filter.type ? units.filter((unit) => unit.type === filter.type) : units;
  const reach = rosterReach(viewer).kind;
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t(filter.q || filter.type ? "hint.found" : "hint.total", { count: shown.length })}
        actions={
          <>
            {can(viewer, "assignments.assign") && (
              <ButtonLink href="/assignments" icon="link">
                {t("action.assign")}
              </ButtonLink>
            )}
            {board && (
              <ButtonLink href="/coverage" icon="map">
                {t("action.openCoverage")}
              </ButtonLink>
            )}
          </>
        }
      />
      {reach !== "own" && <UnitFilters filter={filter} units={units} hasSilence={board !== null} />}
      <UnitTable
        units={shown}
        board={board}
        sort={filter.sort}
        recent={recent}
        empty={
          <EmptyState icon="search" title={t(reach === "own" ? "empty.ownUnit" : "empty.list")}>
            {reach !== "own" && t("empty.listHint")}
          </EmptyState>
        }
      />
      <p className="mt-2 text-sm text-ink-soft">
        {board && `${t("hint.recentSince", { day: recent.from })}。`}
        {reach === "observed" && t("hint.outOfReach")}
      </p>
    </>
  );
}
