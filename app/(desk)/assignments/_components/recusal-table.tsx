import { Badge, type Tone } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { type Board, type BoardRecusal, recusalStanding } from "@/lib/assignments/board/rules";
import { isOverridable } from "@/lib/assignments/rules";
import type { BoardFilter } from "@/lib/assignments/schema";
import { boardHref } from "./address";
import { words } from "./words";

const TONES: Record<ReturnType<typeof recusalStanding>["kind"], Tone> = {
  conflict: "attention",
  overridden: "info",
  blocks: "caution",
  warns: "neutral",
  lapsed: "neutral",
};

type Props = { board: Board; filter: BoardFilter; mayOverride: boolean; isNarrow: boolean };

export async function RecusalTable({ board, filter, mayOverride, isNarrow }: Props) {
  const t = await words();
  const columns: Column<BoardRecusal>[] = [
    {
      key: "observer",
      header: t("field.observer"),
      cell: (row) => row.observerName,
      width: "7rem",
      nowrap: true,
    },
    { key: "unit", header: t("field.unit"), cell: (row) => row.unitName, nowrap: true },
    { key: "kind", header: t("field.kind"), cell: (row) => t(`status.${row.kind}`), nowrap: true },
    {
      key: "note",
      header: t("field.note"),
      cell: (row) => (
        <div className="min-w-48">
          {row.note}
          {row.workedUntil && (
            <span className="block text-sm text-ink-soft">
              {t("hint.workedUntil", { day: row.workedUntil })}
            </span>
          )}
        </div>
      ),
    },
    { key: "declaredOn", header: t("field.declaredOn"), cell: (row) => row.declaredOn, nowrap: true },
    {
      key: "standing",
      header: t("field.standing"),
      nowrap: true,
      cell: (row) => {
        const standing = recusalStanding(board, row);
        return (
          <Badge tone={TONES[standing.kind]} icon>
            {standing.kind === "overridden"
              ? t("status.overridden", { day: standing.until })
              : t(`status.${standing.kind}`)}
          </Badge>
        );
      },
    },
  ];
  if (mayOverride && !isNarrow) {
    columns.push({
      key: "actions",
      header: <span className="no-print">{t("field.actions")}</span>,
      nowrap: true,
      cell: (row) => {
        const { kind } = recusalStanding(board, row);
        if (kind === "warns" || kind === "lapsed" || !isOverridable(row)) return null;
        return (
          <a
            href={boardHref(filter, { override: row.id })}
            aria-label={t("action.overrideFor", { observer: row.observerName, unit: row.unitName })}
            className={buttonClass({ size: "sm" }, "no-print")}
          >
            {t("action.override")}
          </a>
        );
      },
    });
  }
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.recusals") })}
      columns={isNarrow ? columns.filter(({ key }) => key !== "declaredOn") : columns}
      rows={board.recusals}
      rowKey={(row) => row.id}
      isSelected={(row) => row.id === filter.override}
      empty={
        <EmptyState title={t("empty.recusals")} icon="shield">
          {t("empty.recusalsNext")}
        </EmptyState>
      }
    />
  );
}
