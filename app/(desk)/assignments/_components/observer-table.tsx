import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Board, ObserverRow } from "@/lib/assignments/board/rules";
import type { BoardFilter } from "@/lib/assignments/schema";
import { boardHref } from "./address";
import { LOAD_TONES, words } from "./words";

type Props = { rows: ObserverRow[]; board: Board; filter: BoardFilter };

export async function ObserverTable({ rows, board, filter }: Props) {
  const t = await words();
  const unitOf = new Map(board.units.map((unit) => [unit.id, unit]));
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.observers") })}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => boardHref(filter, { person: row.id })}
      isSelected={(row) => row.id === filter.person}
      columns={[
        { key: "name", header: t("field.observer"), cell: (row) => row.name, width: "7rem", nowrap: true },
        {
          key: "department",
          minor: true,
          header: t("field.department"),
          cell: (row) => row.department,
          nowrap: true,
          width: "8rem",
        },
        {
          key: "units",
          header: t("field.units"),
          cell: (row) => (
            <ul className="flex min-w-40 flex-wrap gap-1.5 py-0.5">
              {row.unitIds.map((id) => (
                <li key={id}>
                  <a
                    href={boardHref(filter, { unit: id })}
                    className="inline-flex min-h-6 items-center rounded-sm border border-line-strong bg-surface px-1.5 hover:border-accent hover:bg-accent-soft pointer-coarse:min-h-9"
                  >
                    {unitOf.get(id)?.shortName}
                  </a>
                </li>
              ))}
              {row.unitIds.length === 0 && <li className="text-ink-hint">{t("empty.none")}</li>}
            </ul>
          ),
        },
        {
          key: "load",
          header: t("field.load"),
          width: "9rem",
          nowrap: true,
          cell: (row) => (
            <span className="flex items-center gap-2">
              {t("hint.unitCount", { count: row.unitIds.length })}
              {(row.load === "below" || row.load === "over") && (
                <Badge tone={LOAD_TONES[row.load]} icon>
                  {t(`status.${row.load}`)}
                </Badge>
              )}
            </span>
          ),
        },
      ]}
      empty={
        <EmptyState title={t("empty.observers")} icon="people">
          {t("empty.observersNext")}
        </EmptyState>
      }
    />
  );
}
