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
import { isOwnList, reaches, rosterReach } from "@/lib/units/rules";
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
  const reach = rosterReach(viewer);
  const onlyOwn = isOwnList(reach, filter);
  const own = units.filter((unit) => reaches(reach, unit.id));
  const shown = onlyOwn ? own : units.filter((unit) => !filter.type || unit.type === filter.type);
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t(onlyOwn ? "hint.own" : filter.q || filter.type ? "hint.found" : "hint.total", {
          count: shown.length,
        })}
        actions={
          <>
            {can(viewer, "units.edit") && (
              <ButtonLink href="/units/register" icon="pen">
                {t("action.register")}
              </ButtonLink>
            )}
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
      {reach.kind !== "own" && (
        <UnitFilters
          filter={filter}
          units={units}
          own={reach.kind === "observed" ? { count: own.length, isCurrent: onlyOwn } : undefined}
          hasSilence={board !== null}
        />
      )}
      <UnitTable
        units={shown}
        board={board}
        sort={filter.sort}
        recent={recent}
        empty={
          <EmptyState icon="search" title={t(reach.kind === "own" ? "empty.ownUnit" : "empty.list")}>
            {reach.kind !== "own" && t("empty.listHint")}
          </EmptyState>
        }
      />
      <p className="mt-2 text-sm text-ink-soft">
        {board && t("hint.recentSince", { day: recent.from })}
        {reach.kind === "observed" && !onlyOwn && t("hint.outOfReach")}
      </p>
    </>
  );
}
