import type { Column } from "@/components/ui/data-table";

/** A column of a big list: the same content as a page shows it and as a file holds it. */
export type ListColumn<Row> = Column<Row> & { header: string; text: (row: Row) => string };

/** Where page and file say the same. */
export const plainCell = <Row>(column: Omit<ListColumn<Row>, "cell">): ListColumn<Row> => ({
  ...column,
  cell: column.text,
});
