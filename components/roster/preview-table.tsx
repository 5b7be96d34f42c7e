import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { PreviewRow } from "@/lib/roster/queries";
import { VerdictMark } from "./marks";

type Previewed = Pick<PreviewRow, "id" | "rowNo" | "verdict" | "unitName"> & {
  typed: { name?: string; unit?: string };
  taken: { name?: string };
};

type Props<Row extends Previewed> = {
  rows: readonly Row[];
  caption: string;
  empty: string;
  /** headings of the file's own columns */
  name: string;
  unit: string;
  /** whom a row without a readable name is shown as */
  nameless?: (row: Row) => string | undefined;
  /** what the file says beside person and unit */
  columns: Column<Row>[];
  /** the form that confirms the rows chosen here, while they can be */
  confirmForm: string | null;
  story: (row: Row) => ReactNode;
};

/** Rows of a file with what each would do; what wants a person can be done in its row. */
export async function PreviewTable<Row extends Previewed>(props: Props<Row>) {
  const { rows, caption, empty, name, unit, nameless, columns, confirmForm, story } = props;
  const t = await getTranslations("roster");
  return (
    <DataTable
      flush
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="list" title={empty} />}
      columns={[
        {
          key: "name",
          header: name,
          width: "9rem",
          cell: (row) => (
            <span className="flex items-center gap-1.5">
              {confirmForm && (row.verdict === "NEW" || row.verdict === "CHANGED") && (
                <input
                  type="checkbox"
                  form={confirmForm}
                  name="rowIds[]"
                  value={row.id}
                  aria-label={t("action.choose", { name: nameIn(row) || String(row.rowNo) })}
                  className="size-4 accent-accent"
                />
              )}
              {nameIn(row) || nameless?.(row) || t("empty.name")}
            </span>
          ),
        },
        {
          key: "row",
          header: t("field.rowNo"),
          align: "end",
          minor: true,
          width: "4.5rem",
          cell: ({ rowNo }) => rowNo,
        },
        {
          key: "unit",
          header: unit,
          minor: true,
          width: "9rem",
          cell: (row) => row.unitName ?? row.typed.unit ?? "",
        },
        ...columns,
        {
          key: "verdict",
          header: t("field.verdict"),
          nowrap: true,
          width: "7rem",
          cell: ({ verdict }) => <VerdictMark verdict={verdict} />,
        },
        { key: "story", header: t("field.story"), cell: story },
      ]}
    />
  );
}

/** As it is taken, or else as it stands in the file. */
export const nameIn = ({ taken, typed }: Pick<Previewed, "taken" | "typed">): string =>
  taken.name ?? typed.name ?? "";
