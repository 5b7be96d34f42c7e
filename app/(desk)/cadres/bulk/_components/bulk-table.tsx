import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { Day } from "@/lib/platform/clock";
import type { BulkCadre, BulkReason } from "@/lib/roster/bulk/rules";
import type { Deed } from "@/lib/roster/bulk/schema";

type Row = BulkCadre & { refused: BulkReason | null };
type Props = { rows: Row[]; deed?: Deed; day: Day; into?: string };

const WORDS = {
  "roster.reason.bulkNoPost": "reason.bulkNoPost",
  "roster.reason.bulkLaterPost": "reason.bulkLaterPost",
  "roster.reason.bulkBeforePost": "reason.bulkBeforePost",
  "roster.reason.bulkSameUnit": "reason.bulkSameUnit",
} as const satisfies Record<BulkReason, string>;

export async function BulkTable({ rows, deed, day, into }: Props) {
  const t = await getTranslations("roster");
  const cadres = await getTranslations("cadres.field");
  const columns: Column<Row>[] = [
    { key: "name", header: cadres("name"), nowrap: true, width: "7rem", cell: (row) => row.name },
    { key: "unit", header: cadres("unit"), nowrap: true, width: "10rem", cell: (row) => row.unitName ?? "—" },
    { key: "post", header: cadres("post"), minor: true, cell: (row) => row.title ?? "—" },
  ];
  if (deed) {
    columns.push(
      {
        key: "effect",
        header: t("field.effect"),
        cell: (row) =>
          row.refused
            ? "—"
            : deed === "MOVE"
              ? t("hint.bulkMove", { unit: into ?? "", day })
              : t("hint.bulkLeave", { day }),
      },
      {
        key: "check",
        header: t("field.check"),
        width: "13rem",
        nowrap: true,
        cell: (row) =>
          row.refused ? (
            <Badge tone="caution" icon>
              {t(WORDS[row.refused])}
            </Badge>
          ) : (
            <Badge tone="positive" icon>
              {t("status.bulkFine")}
            </Badge>
          ),
      },
    );
  }
  return (
    <DataTable
      flush
      caption={t("field.check")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/cadres/${row.id}`}
    />
  );
}
