import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import type { ObservationRow } from "@/lib/observations/queries";
import { entryDelayDays } from "@/lib/observations/rules";
import { dayText } from "./days";
import { MethodName, PolarityMark, StateMark } from "./marks";

/** Records as rows, newest first; the first cell opens the record. */
export async function ObservationTable({ rows, empty }: { rows: ObservationRow[]; empty: ReactNode }) {
  const t = await getTranslations("observations");
  return (
    <DataTable
      caption={t("title.list")}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/observations/${row.id}`}
      empty={empty}
      columns={[
        {
          key: "day",
          header: t("field.day"),
          width: "7rem",
          nowrap: true,
          cell: (row) => dayText(row.startedAt),
        },
        { key: "unit", header: t("field.unit"), width: "8rem", nowrap: true, cell: (row) => row.unitName },
        {
          key: "method",
          header: t("field.method"),
          width: "8.5rem",
          nowrap: true,
          cell: (row) => (
            <MethodName name={row.methodName} nameEn={row.methodNameEn} isSample={row.isSample} />
          ),
        },
        { key: "fact", header: t("field.fact"), clip: true, cell: (row) => row.fact },
        {
          key: "cadres",
          header: t("field.cadres"),
          minor: true,
          width: "10rem",
          clip: true,
          cell: (row) => row.cadres.map((line) => line.name).join("、"),
        },
        {
          key: "polarity",
          header: t("field.polarity"),
          width: "6.5rem",
          nowrap: true,
          cell: (row) => <PolarityMark polarity={row.polarity} />,
        },
        {
          key: "delay",
          header: t("field.delay"),
          minor: true,
          width: "5.5rem",
          nowrap: true,
          cell: (row) =>
            row.enteredAt && t("hint.delayShort", { days: entryDelayDays(row.endedAt, row.enteredAt) }),
        },
        {
          key: "observer",
          header: t("field.observer"),
          minor: true,
          width: "5.5rem",
          nowrap: true,
          cell: (row) => row.observerName,
        },
        {
          key: "state",
          header: t("field.state"),
          width: "6.5rem",
          nowrap: true,
          cell: (row) => <StateMark state={row.state} />,
        },
      ]}
    />
  );
}
