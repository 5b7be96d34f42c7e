import { getTranslations } from "next-intl/server";
import { dayText } from "@/components/observation/days";
import { MethodName, PolarityMark, StateMark } from "@/components/observation/marks";
import { marks } from "@/components/punctuation/marks";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { ObservationRow } from "@/lib/observations/queries";

/** The unit's latest records; the unit itself stands in the title, so it has no column. */
export async function RecordTable({ rows }: { rows: ObservationRow[] }) {
  const t = await getTranslations("units");
  const m = await marks();
  const words = await getTranslations("observations.field");
  return (
    <DataTable
      flush
      caption={t("hint.latest", { count: rows.length })}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/observations/${row.id}`}
      empty={<EmptyState title={t("empty.records")}>{t("empty.recordsHint")}</EmptyState>}
      columns={[
        {
          key: "day",
          header: words("day"),
          width: "6.5rem",
          nowrap: true,
          cell: (row) => dayText(row.startedAt),
        },
        {
          key: "method",
          header: words("method"),
          width: "9rem",
          nowrap: true,
          cell: (row) => (
            <MethodName name={row.methodName} nameEn={row.methodNameEn} isSample={row.isSample} />
          ),
        },
        { key: "fact", header: words("fact"), clip: true, written: true, cell: (row) => row.fact },
        {
          key: "cadres",
          header: words("cadres"),
          width: "11rem",
          clip: true,
          cell: (row) => row.cadres.map((line) => line.name).join(m.list),
        },
        {
          key: "polarity",
          header: words("polarity"),
          width: "6rem",
          nowrap: true,
          cell: (row) => <PolarityMark polarity={row.polarity} />,
        },
        {
          key: "state",
          header: words("state"),
          width: "6rem",
          nowrap: true,
          cell: (row) => <StateMark state={row.state} />,
        },
        {
          key: "observer",
          header: words("observer"),
          width: "5.5rem",
          nowrap: true,
          cell: (row) => row.observerName,
        },
      ]}
    />
  );
}
