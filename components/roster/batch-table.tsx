import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { momentText } from "@/lib/platform/clock";
import type { BatchRow } from "@/lib/roster/queries";
import { BatchMark } from "./marks";

type Props = {
  rows: readonly BatchRow[];
  hrefOf: (row: BatchRow) => string;
  caption: string;
  empty: { title: string; next: string };
  /** what a confirmed one brought */
  outcome: (row: BatchRow) => string;
  showsRows?: boolean;
};

/** Files that were read in, newest first. */
export async function BatchTable({ rows, hrefOf, caption, empty, outcome, showsRows }: Props) {
  const t = await getTranslations("roster");
  return (
    <DataTable
      flush
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={hrefOf}
      empty={
        <EmptyState icon="upload" title={empty.title}>
          {empty.next}
        </EmptyState>
      }
      columns={[
        { key: "file", header: t("field.fileName"), cell: ({ fileName }) => fileName },
        {
          key: "at",
          header: t("field.uploadedAt"),
          nowrap: true,
          width: "11rem",
          cell: ({ uploadedAt }) => momentText(uploadedAt),
        },
        {
          key: "by",
          header: t("field.uploader"),
          minor: true,
          width: "8rem",
          cell: (row) => row.uploaderName,
        },
        ...(showsRows
          ? [
              {
                key: "rows",
                header: t("field.rows"),
                align: "end" as const,
                minor: true,
                width: "6rem",
                cell: (row: BatchRow) => row.rows,
              },
            ]
          : []),
        {
          key: "state",
          header: t("field.state"),
          nowrap: true,
          width: "8rem",
          cell: ({ state }) => <BatchMark state={state} />,
        },
        {
          key: "outcome",
          header: t("field.outcome"),
          minor: true,
          width: "18rem",
          cell: (row) => (row.state === "CONFIRMED" ? outcome(row) : ""),
        },
      ]}
    />
  );
}
