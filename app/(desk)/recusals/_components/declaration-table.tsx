import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Day } from "@/lib/platform/clock";
import type { DeclarationLine } from "@/lib/recusals/queries";
import { isStanding } from "@/lib/recusals/rules";
import { LineText } from "./line-text";

/** The own declarations (with a way to say that one holds no more), or those of a sheet that is looked at. */
export async function DeclarationTable({
  lines,
  year,
  today,
}: {
  lines: readonly DeclarationLine[];
  /** of the own sheet; without one the table is for reading */
  year?: number;
  today: Day;
}) {
  const t = await getTranslations("recusals");
  const columns: Column<DeclarationLine>[] = [
    { key: "unit", header: t("field.unitId"), cell: (row) => row.unitName, nowrap: true },
    { key: "what", header: t("field.kind"), cell: (row) => <LineText line={row} /> },
    {
      key: "declaredOn",
      header: t("field.declaredOn"),
      cell: (row) => row.declaredOn,
      nowrap: true,
      minor: true,
    },
    {
      key: "standing",
      header: t("field.standing"),
      cell: (row) => <Standing line={row} today={today} />,
    },
  ];
  if (year !== undefined) {
    columns.push({
      key: "actions",
      header: <span className="sr-only">{t("field.actions")}</span>,
      nowrap: true,
      cell: (row) =>
        isStanding(row, today) &&
        row.endAskedWhy === null && (
          <a
            href={`/recusals?year=${year}&end=${row.id}`}
            aria-label={t("action.endFor", { unit: row.unitName, kind: t(`status.${row.kind}`) })}
            className={buttonClass({ size: "sm", variant: "quiet" })}
          >
            {t("action.end")}
          </a>
        ),
    });
  }
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.lines") })}
      columns={columns}
      rows={lines}
      rowKey={(row) => row.id}
      empty={
        <EmptyState title={t("empty.lines")} icon="shield">
          {t("empty.linesNext")}
        </EmptyState>
      }
    />
  );
}

async function Standing({ line, today }: { line: DeclarationLine; today: Day }) {
  const t = await getTranslations("recusals");
  if (!isStanding(line, today)) return <Badge tone="neutral">{t("status.past")}</Badge>;
  return (
    <span className="flex flex-col items-start gap-1">
      {line.kind === "NATIVE_TOWN" ? (
        <Badge tone="neutral">{t("status.warns")}</Badge>
      ) : (
        <Badge tone={line.isAssigned ? "attention" : "caution"} icon>
          {t(line.isAssigned ? "status.conflict" : "status.blocks")}
        </Badge>
      )}
      {line.endAskedWhy && (
        <span className="text-sm text-ink-soft">{t("hint.endAsked", { why: line.endAskedWhy })}</span>
      )}
    </span>
  );
}
