import { getTranslations } from "next-intl/server";
import type { FormMessages } from "@/components/form/messages";
import { VerdictMark } from "@/components/roster/marks";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Batch, FoundPerson, PreviewRow, SameFault } from "@/lib/roster/queries";
import type { PreviewFilter } from "@/lib/roster/schema";
import { CONFIRM_FORM } from "./batch-state";
import { RowStory } from "./row-story";

type Props = {
  batch: Batch;
  filter: PreviewFilter;
  rows: readonly PreviewRow[];
  same: readonly SameFault[];
  found: readonly FoundPerson[];
  messages: FormMessages;
};

/** Rows of the file with what each would do; what wants a person can be done in its row. */
export async function RowTable({ batch, filter, rows, same, found, messages }: Props) {
  const t = await getTranslations("roster");
  const isOpen = batch.state === "PREVIEWED" && !filter.job;
  return (
    <DataTable
      flush
      caption={t("title.rows")}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="list" title={t("empty.rows")} />}
      columns={[
        {
          key: "name",
          header: t("field.roster.name"),
          width: "9rem",
          cell: (row) => (
            <span className="flex items-center gap-1.5">
              {isOpen && (row.verdict === "NEW" || row.verdict === "CHANGED") && (
                <input
                  type="checkbox"
                  form={CONFIRM_FORM}
                  name="rowIds[]"
                  value={row.id}
                  aria-label={t("action.choose", { name: nameOf(row) || String(row.rowNo) })}
                  className="size-4 accent-accent"
                />
              )}
              {nameOf(row) || (batch.kind === "LRMX" && row.raw[0]) || t("empty.name")}
            </span>
          ),
        },
        {
          key: "row",
          header: t("field.rowNo"),
          align: "end",
          minor: true,
          width: "4.5rem",
          cell: (row) => row.rowNo,
        },
        {
          key: "unit",
          header: t("field.roster.unit"),
          minor: true,
          width: "9rem",
          cell: (row) => row.unitName ?? row.typed.unit ?? "",
        },
        {
          key: "title",
          header: t("field.roster.title"),
          minor: true,
          width: "11rem",
          cell: (row) => row.taken.title ?? row.typed.title ?? "",
        },
        {
          key: "verdict",
          header: t("field.verdict"),
          nowrap: true,
          width: "7rem",
          cell: ({ verdict }) => <VerdictMark verdict={verdict} />,
        },
        {
          key: "story",
          header: t("field.story"),
          cell: (row) => <RowStory {...{ batch, filter, row, same, found, messages, isOpen }} />,
        },
      ]}
    />
  );
}

const nameOf = ({ taken, typed }: PreviewRow): string => taken.name ?? typed.name ?? "";
