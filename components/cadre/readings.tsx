import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import type { Reading } from "@/lib/cadres/file/read-log/queries";
import { momentText } from "@/lib/platform/clock";

/** Who opened the file, when. */
export async function ReadingTable({ readings }: { readings: Reading[] }) {
  const t = await getTranslations("cadres");
  return (
    <DataTable
      caption={t("hint.table", { title: t("title.readings") })}
      flush
      rows={readings}
      rowKey={(row) => row.id}
      empty={<p className="px-4 py-3.5 text-ink-hint">{t("empty.readings")}</p>}
      columns={[
        { key: "reader", header: t("field.reader"), cell: (row) => row.readerName },
        { key: "department", header: t("field.department"), width: "14rem", cell: (row) => row.department },
        {
          key: "at",
          header: t("field.readAt"),
          width: "11rem",
          nowrap: true,
          cell: (row) => momentText(row.at),
        },
      ]}
    />
  );
}
