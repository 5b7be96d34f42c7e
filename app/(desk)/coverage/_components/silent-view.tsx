import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { askHref, logHref, recordsHref } from "@/app/_shared/records-href";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { coverage, listUnitObservers } from "@/lib/coverage/queries";
import { monthOf, monthsBetween, twelveMonthsTo } from "@/lib/coverage/rules";
import { seesAllUnits } from "@/lib/coverage/tallies/queries";
import { addMonths } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { can } from "@/lib/platform/rights";
import { unitTypeKey } from "@/lib/units/rules";
import { CoverageFilters, ofType } from "./coverage-filters";
import type { ViewProps } from "./coverage-href";

const CHOICES = 18;

/** Where nobody has been for as long as the office has set: a fact about the unit's calendar, no judgement on anybody. */
export async function SilentView({ viewer, filter, today }: ViewProps) {
  const month = filter.month && filter.month <= monthOf(today) ? filter.month : monthOf(today);
  const { board, observers } = await read(viewer, async (db) => {
    const board = await coverage(db, viewer, twelveMonthsTo(month), today);
    const unitIds = board.silent.map(({ unitId }) => unitId);
    return { board, observers: await listUnitObservers(db, unitIds, today) };
  });
  const t = await getTranslations("coverage");
  const m = await marks();
  const words = await getTranslations("units.status");
  const dates = await cityDates();
  const { types, shown } = ofType(board.units, filter.type);
  const byId = new Map(shown.map((unit) => [unit.id, unit]));
  const silent = board.silent.flatMap(({ unitId }) => byId.get(unitId) ?? []);
  const choices = monthsBetween(addMonths(today, 1 - CHOICES), today).reverse();
  if (!choices.includes(month)) choices.push(month);
  const columns: Column<(typeof silent)[number]>[] = [
    { key: "unit", header: t("field.unit"), nowrap: true, cell: (unit) => unit.shortName },
    {
      key: "type",
      minor: true,
      header: t("field.type"),
      width: "9rem",
      nowrap: true,
      cell: (unit) => words(unitTypeKey(unit.type)),
    },
    {
      key: "last",
      header: t("field.lastRecord"),
      width: "11rem",
      nowrap: true,
      cell: (unit) =>
        unit.lastId && unit.lastOn ? (
          <a href={`/observations/${unit.lastId}`}>{dates.day(unit.lastOn)}</a>
        ) : (
          t("status.never")
        ),
    },
    {
      key: "days",
      header: t("field.silentFor"),
      width: "9rem",
      nowrap: true,
      cell: (unit) => (
        <Badge tone="caution" icon="clock">
          {unit.silentDays === null ? t("status.never") : t("hint.days", { days: unit.silentDays })}
        </Badge>
      ),
    },
    {
      key: "observers",
      header: t("field.observers"),
      cell: (unit) =>
        observers.get(unit.id)?.join(m.list) || (
          <span className="text-attention">{t("status.noObserver")}</span>
        ),
    },
    {
      key: "action",
      header: t("field.next"),
      width: "9rem",
      cell: (unit) =>
        can(viewer, "observations.log") && viewer.unitIds.includes(unit.id) ? (
          <ButtonLink size="sm" icon="pen" href={logHref(unit.id)}>
            {t("action.log")}
          </ButtonLink>
        ) : can(viewer, "followUps.ask") && observers.has(unit.id) ? (
          <ButtonLink size="sm" icon="flag" href={askHref(unit.id)}>
            {t("action.ask")}
          </ButtonLink>
        ) : (
          <a href={recordsHref({ unit: unit.id, state: "counted" })}>{t("action.allRecords")}</a>
        ),
    },
  ];
  return (
    <>
      <CoverageFilters
        filter={filter}
        types={types}
        period={{
          name: "month",
          label: t("field.asOfMonth"),
          value: month,
          choices: choices.map((value) => ({ value, label: dates.month(value) })),
        }}
      />
      <p className="mb-2 text-ink-soft">
        {t("hint.silentCount", {
          day: dates.day(board.asOf),
          count: silent.length,
          units: shown.length,
          days: board.silentAfter,
        })}
      </p>
      <DataTable
        caption={t("title.silent", { day: dates.day(board.asOf), days: board.silentAfter })}
        columns={columns}
        rows={silent}
        rowKey={(unit) => unit.id}
        rowHref={(unit) => `/units/${unit.id}`}
        empty={
          <EmptyState icon="checkCircle" title={t("empty.silent")}>
            {t("empty.silentNext", { days: board.silentAfter })}
          </EmptyState>
        }
      />
      {seesAllUnits(viewer) && (
        <p className="mt-2 text-sm text-ink-hint">{t("hint.source", { day: dates.day(board.asOf) })}</p>
      )}
    </>
  );
}
