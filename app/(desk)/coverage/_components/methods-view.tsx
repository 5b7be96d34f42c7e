import { getLocale, getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { type HeatCell, HeatTable } from "@/components/chart/heat-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { type Minima, type MinimaUnit, minima } from "@/lib/coverage/queries";
import { minimumState, quarterEnd, quartersTo } from "@/lib/coverage/rules";
import { periodOf } from "@/lib/methods/rules";
import { read } from "@/lib/platform/db";
import { CoverageFilters, ofType } from "./coverage-filters";
import { coverageHref, fill, type ViewProps } from "./coverage-href";

const CHOICES = 6;
const PERIOD_KEYS = { quarter: "quarterSpan", half_year: "halfYearSpan", year: "yearSpan" } as const;

export async function MethodsView({ viewer, filter, today }: ViewProps) {
  const quarters = quartersTo(today, CHOICES);
  const quarter = quarters.find((each) => each === filter.quarter) ?? quarters[0] ?? today;
  const board = await read(viewer, (db) => minima(db, viewer, { asOf: quarterEnd(quarter, today) }));
  const t = await getTranslations("coverage");
  const locale = await getLocale();
  const { types, chosen, shown } = ofType(board.units, filter.type);
  const short = board.methods.findIndex((method) => method.id === filter.short && method.minimum !== null);
  const method = board.methods[short];
  const isShort = (unit: MinimaUnit, at: number) =>
    minimumState(unit.counts[at] ?? 0, board.methods[at]?.minimum ?? null).kind === "short";
  const units = method ? shown.filter((unit) => isShort(unit, short)) : shown;
  const nameOfQuarter = (month: string) =>
    t("field.quarterName", { year: month.slice(0, 4), quarter: (Number(month.slice(5)) + 2) / 3 });
  return (
    <>
      <CoverageFilters
        filter={filter}
        types={types}
        period={{
          name: "quarter",
          label: t("field.quarter"),
          value: quarter,
          choices: quarters.map((value, back) => ({
            value,
            label:
              back < 2
                ? t(back === 0 ? "field.thisQuarter" : "field.lastQuarter", { name: nameOfQuarter(value) })
                : nameOfQuarter(value),
          })),
        }}
      />
      {method && (
        <Notice
          className="mb-3"
          actions={
            <ButtonLink size="sm" href={coverageHref(filter, { short: undefined })}>
              {t("action.allUnits")}
            </ButtonLink>
          }
        >
          {t("hint.onlyShort", {
            method: locale === "en" ? method.nameEn : method.name,
            count: units.length,
          })}
        </Notice>
      )}
      {units.length === 0 ? (
        <EmptyState title={t(method ? "empty.short" : "empty.units")} icon={method ? "checkCircle" : "unit"}>
          {t(method ? "empty.shortNext" : "empty.unitsNext")}
        </EmptyState>
      ) : (
        <MethodsTable
          board={board}
          units={units}
          metOf={board.methods.map((_, at) => shown.filter((unit) => !isShort(unit, at)).length)}
          all={shown.length}
          shortHref={(id) => coverageHref({ ...filter, type: chosen }, { short: id })}
        />
      )}
    </>
  );
}

type TableProps = {
  board: Minima;
  units: MinimaUnit[];
  /** units that reached each method's minimum, of `all` */
  metOf: number[];
  all: number;
  shortHref: (methodId: string) => string;
};

async function MethodsTable({ board, units, metOf, all, shortHref }: TableProps) {
  const t = await getTranslations("coverage");
  const locale = await getLocale();
  const dates = await cityDates();
  const patterns: Record<"cell" | "cellMinimum" | "short", string> = {
    cell: t.raw("hint.cell"),
    cellMinimum: t.raw("hint.cellMinimum"),
    short: t.raw("status.short"),
  };
  const columns = board.methods.map((method) => {
    const name = locale === "en" ? method.nameEn : method.name;
    return {
      ...method,
      key: method.id,
      label: method.isSample ? `${name} *` : name,
      name,
      title: locale === "en" ? undefined : method.minimumText,
      span: t(`field.${PERIOD_KEYS[method.period]}`),
    };
  });
  const head = [
    { key: "minimum", label: t("field.minimum") },
    { key: "met", label: t("field.metUnits") },
  ];
  const headCell = (row: number, column: number): HeatCell | null => {
    const method = columns[column];
    if (!method) return null;
    const { minimum, span } = method;
    if (minimum === null) return { value: 0, isTotal: true, text: row === 0 ? t("status.countOnly") : "—" };
    if (row === 0) return { value: 0, isTotal: true, text: t("status.minimum", { span, minimum }) };
    const met = metOf[column] ?? 0;
    return {
      value: 0,
      isTotal: true,
      text: `${met}/${all}`,
      href: shortHref(method.id),
      title: t("hint.metUnits", { method: method.name, ratio: `${met}/${all}` }),
    };
  };
  const cell = (row: number, column: number): HeatCell | null => {
    if (row < head.length) return headCell(row, column);
    const unit = units[row - head.length];
    const method = columns[column];
    if (!unit || !method) return null;
    const count = unit.counts[column] ?? 0;
    const state = minimumState(count, method.minimum);
    const period = board.periods[method.period];
    const said = { unit: unit.shortName, span: `${method.name} · ${method.span}`, count };
    const href = recordsHref({ unit: unit.id, method: method.id, ...period, state: "counted" });
    if (state.kind === "countOnly")
      return { value: 0, href, text: String(count), title: fill(patterns.cell, said) };
    const ratio = `${count}/${method.minimum}`;
    // the spoken name holds what is written, so that both are found by the same words
    const written = state.kind === "met" ? `${ratio} ✓` : `${ratio} ${fill(patterns.short, state)}`;
    const title = fill(patterns.cellMinimum, { ...said, written });
    if (state.kind === "met") return { value: 2, href, text: written, title };
    const isOver = board.asOf >= periodOf(board.asOf, method.period).to;
    return { value: 0, isGap: isOver, isDue: !isOver, href, text: written, title };
  };
  return (
    <HeatTable
      caption={t("title.methods", { day: dates.day(board.asOf) })}
      unit={t("hint.unit")}
      note={t("hint.methodsNote")}
      corner={t("field.unit")}
      rows={[
        ...head,
        ...units.map((unit) => ({ key: unit.id, label: unit.shortName, href: `/units/${unit.id}` })),
      ]}
      columns={columns}
      cell={cell}
      steps={[1, 2, 3, 4, 5]}
      labels={{
        legend: t("field.legend"),
        steps: [t("field.countOnly"), null, t("field.met"), null, null, null],
        due: t("field.due"),
        gap: t("field.short"),
      }}
    />
  );
}
