import { getTranslations } from "next-intl/server";
import type { Column } from "@/components/ui/data-table";
import type { CadreRow } from "@/lib/cadres/queries";

/** A box for each row: its form is the bar below the list. */
export async function pickColumn(picks: readonly string[]): Promise<Column<CadreRow>> {
  const t = await getTranslations("comparison");
  return {
    key: "pick",
    header: t("action.pick"),
    width: "3.5rem",
    align: "center",
    cell: (row) => (
      <label className="inline-flex items-center justify-center p-1 pointer-coarse:min-h-11 pointer-coarse:min-w-11">
        <input
          type="checkbox"
          form="pick"
          name="picked"
          value={row.id}
          data-name={row.name}
          defaultChecked={picks.includes(row.id)}
          aria-label={t("action.add", { name: row.name })}
          className="size-4"
        />
      </label>
    ),
  };
}

/** After the first column, which stays in view. */
export const withPicks = <Row,>(columns: Column<Row>[], pick: Column<Row> | null): Column<Row>[] =>
  pick ? [...columns.slice(0, 1), pick, ...columns.slice(1)] : columns;
