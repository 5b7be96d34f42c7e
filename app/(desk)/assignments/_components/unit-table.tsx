import { getTranslations } from "next-intl/server";
import { TickForm, ticksOf } from "@/app/(desk)/_components/many/many-parts";
import { marks } from "@/components/punctuation/marks";
import { buttonClass } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { UnitRow } from "@/lib/assignments/board/rules";
import type { BoardFilter } from "@/lib/assignments/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { boardHref } from "./address";
import { monthsText, WarningList, words } from "./words";

type Props = { rows: UnitRow[]; filter: BoardFilter; on: string; mayAssign: boolean; isNarrow: boolean };

/** 95 units in their order; with a panel beside it the table keeps what the panel does not say. */
export async function UnitTable({ rows, filter, on, mayAssign, isNarrow }: Props) {
  const m = await marks();
  const t = await words();
  const types = await getTranslations("units.status");
  const lines = (row: UnitRow, line: (assignment: UnitRow["assignments"][number]) => React.ReactNode) => (
    <div className="flex flex-col gap-0.5">
      {row.assignments.map((assignment) => (
        <span key={assignment.id}>{line(assignment)}</span>
      ))}
    </div>
  );
  const columns: (Column<UnitRow> & { isWide?: boolean })[] = [
    { key: "unit", header: t("field.unit"), cell: (row) => row.shortName, width: "9rem", nowrap: true },
    {
      key: "type",
      header: t("field.type"),
      cell: (row) => types(unitTypeKey(row.type)),
      nowrap: true,
      minor: true,
      isWide: true,
    },
    {
      key: "observer",
      header: t("field.observers"),
      width: "8rem",
      nowrap: true,
      cell: (row) => (
        <>
          {lines(row, ({ observerId, observerName, endsOn }) => (
            <>
              <a href={boardHref(filter, { person: observerId })}>{observerName}</a>
              {endsOn && (
                <span className="text-sm text-ink-soft">
                  {m.gap}
                  {t("hint.until", { day: endsOn })}
                </span>
              )}
            </>
          ))}
          {row.planned.map((next) => (
            <span key={next.id} className="block text-sm text-ink-soft">
              {t("hint.planned", { day: next.startsOn, observer: next.observerName })}
            </span>
          ))}
        </>
      ),
    },
    {
      key: "since",
      header: t("field.since"),
      minor: true,
      nowrap: true,
      isWide: true,
      cell: (row) => lines(row, ({ since }) => since),
    },
    {
      key: "months",
      header: t("field.months"),
      nowrap: true,
      isWide: true,
      cell: (row) => lines(row, ({ since }) => monthsText(t, since, on)),
    },
    {
      key: "warnings",
      header: t("field.warnings"),
      cell: (row) => row.warnings.length > 0 && <WarningList t={t} warnings={row.warnings} />,
    },
  ];
  if (mayAssign) {
    columns.push({
      key: "actions",
      header: <span className="no-print">{t("field.actions")}</span>,
      nowrap: true,
      cell: (row) =>
        row.assignments.length === 0 ? (
          <a
            href={boardHref(filter, { assign: row.id })}
            aria-label={t("action.assignFor", { unit: row.shortName })}
            className={buttonClass({ variant: "primary", size: "sm" }, "no-print")}
          >
            {t("action.assign")}
          </a>
        ) : (
          lines(row, ({ id, observerName }) => (
            <span className="no-print flex gap-1">
              <a
                href={boardHref(filter, { reassign: id })}
                aria-label={t("action.reassignFor", { unit: row.shortName, observer: observerName })}
                className={buttonClass({ variant: "quiet", size: "sm" })}
              >
                {t("action.reassign")}
              </a>
              <a
                href={boardHref(filter, { end: id })}
                aria-label={t("action.endFor", { unit: row.shortName, observer: observerName })}
                className={buttonClass({ variant: "quiet", size: "sm" })}
              >
                {t("action.end")}
              </a>
            </span>
          ))
        ),
    });
  }
  const table = (
    <DataTable
      flush
      keys
      tick={mayAssign ? await ticksOf<UnitRow>("units", (row) => row.shortName) : undefined}
      caption={t("hint.table", { title: t("title.units") })}
      columns={columns.filter((column) => !(isNarrow && column.isWide))}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => boardHref(filter, { unit: row.id })}
      isSelected={(row) =>
        row.id === (filter.assign ?? filter.unit) ||
        row.assignments.some(({ id }) => id === (filter.reassign ?? filter.end))
      }
      empty={
        <EmptyState title={t("empty.units")} icon="unit">
          {t("empty.unitsNext")}
        </EmptyState>
      }
    />
  );
  if (!mayAssign) return table;
  const { type, observer, warning } = filter;
  return (
    <TickForm
      action="/assignments/bulk"
      name="units"
      filter={Object.fromEntries(
        Object.entries({ type, observer, warning, from: observer }).flatMap(([name, value]) =>
          value ? [[name, value]] : [],
        ),
      )}
      total={rows.length}
      hasRows={rows.length > 0}
    >
      {table}
    </TickForm>
  );
}
