import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { type HeatCell, HeatTable } from "@/components/chart/heat-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat, StatRow } from "@/components/ui/stat";
import { type Coverage, type CoverageUnit, coverage } from "@/lib/coverage/queries";
import { firstDayOf, lastDayOf, monthOf, monthsBetween, twelveMonthsTo } from "@/lib/coverage/rules";
import { seesAllUnits } from "@/lib/coverage/tallies/queries";
import { addMonths } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { CoverageFilters, ofType } from "./coverage-filters";
import { coverageHref, fill, type ViewProps } from "./coverage-href";

/** Lower bounds of the ramp; the legend names them. */
const STEPS = [1, 2, 4, 5, 7] as const;
const CHOICES = 18;

export async function MonthsView({ viewer, filter, today }: ViewProps) {
  const month = filter.month && filter.month <= monthOf(today) ? filter.month : monthOf(today);
  const board = await read(viewer, (db) => coverage(db, viewer, twelveMonthsTo(month), today));
  const t = await getTranslations("coverage");
  const dates = await cityDates();
  const { types, chosen, shown } = ofType(board.units, filter.type);
  const choices = monthsBetween(addMonths(today, 1 - CHOICES), today).reverse();
  if (!choices.includes(month)) choices.push(month);
  // sums over all units open a list without a unit; a single type has no such list
  const withSums = seesAllUnits(viewer) && !chosen;
  return (
    <>
      {withSums && (
        <StatRow>
          <Stat
            label={t("field.records")}
            value={board.totals.records.toLocaleString("en")}
            unit={t("field.recordUnit", { count: board.totals.records })}
            href={recordsHref({ from: board.from, to: board.to, state: "counted" })}
            note={t("hint.twelveMonths")}
          />
          <Stat
            label={t("field.silent")}
            value={board.silent.length}
            unit={t("field.unitUnit", { count: board.silent.length })}
            href={coverageHref(filter, { tab: "silent" })}
            tone={board.silent.length > 0 ? "caution" : "neutral"}
            note={t("hint.silentNote", { days: board.silentAfter })}
          />
        </StatRow>
      )}
      <CoverageFilters
        filter={filter}
        types={types}
        period={{
          name: "month",
          label: t("field.lastMonth"),
          value: month,
          choices: choices.map((value) => ({ value, label: dates.month(value) })),
        }}
      />
      {shown.length === 0 ? (
        <EmptyState title={t("empty.units")}>{t("empty.unitsNext")}</EmptyState>
      ) : (
        <MonthsTable board={board} units={shown} withSums={withSums} />
      )}
    </>
  );
}

async function MonthsTable({
  board,
  units,
  withSums,
}: {
  board: Coverage;
  units: CoverageUnit[];
  withSums: boolean;
}) {
  const t = await getTranslations("coverage");
  const dates = await cityDates();
  const pattern: string = t.raw("hint.cell");
  const months = board.months.map((month, index) => ({
    key: month,
    label: dates.monthOnAxis(month, index),
    title: dates.month(month),
    from: firstDayOf(month),
    to: lastDayOf(month),
  }));
  const total = {
    key: "total",
    label: t("field.total"),
    title: t("hint.twelveMonths"),
    from: board.from,
    to: board.to,
  };
  const columns = [...months, total];
  const sums = {
    id: undefined,
    shortName: t("field.allUnits"),
    months: board.totals.months,
    records: board.totals.records,
  };
  const rows = withSums ? [sums, ...units] : units;
  const cell = (row: number, column: number): HeatCell | null => {
    const unit = rows[row];
    const span = columns[column];
    if (!unit || !span) return null;
    const value = unit.months[column] ?? unit.records;
    return {
      value,
      href: recordsHref({ unit: unit.id, from: span.from, to: span.to, state: "counted" }),
      title: fill(pattern, { unit: unit.shortName, span: span.title, count: value }),
      isTotal: unit.id === undefined || span.key === "total",
    };
  };
  return (
    <HeatTable
      caption={t("title.months", {
        from: dates.month(monthOf(board.from)),
        to: dates.month(monthOf(board.to)),
      })}
      unit={t("hint.unit")}
      note={t("hint.source", { day: dates.day(board.asOf) })}
      corner={t("field.unit")}
      rows={rows.map((unit) => ({
        key: unit.id ?? "total",
        label: unit.shortName,
        href: unit.id ? `/units/${unit.id}` : undefined,
      }))}
      columns={columns}
      cell={cell}
      steps={STEPS}
      labels={{ legend: t("field.legend"), steps: ["0", "1", "2–3", "4", "5–6", "≥ 7"] }}
    />
  );
}
