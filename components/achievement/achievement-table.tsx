import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import type { AchievementRow } from "@/lib/achievements/queries";
import { figuresText } from "./figures";
import { AchievementMark, MissingText } from "./marks";

/** Claims as rows, last changed first; the first cell opens the claim. */
export async function AchievementTable({ rows, empty }: { rows: AchievementRow[]; empty: ReactNode }) {
  const t = await getTranslations("achievements");
  return (
    <DataTable
      caption={t("title.list")}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/achievements/${row.id}`}
      empty={empty}
      columns={[
        { key: "claim", header: t("field.claim"), width: "15rem", clip: true, cell: (row) => row.claim },
        { key: "unit", header: t("field.unit"), width: "8rem", nowrap: true, cell: (row) => row.unitName },
        {
          key: "cadres",
          header: t("field.cadres"),
          width: "12rem",
          clip: true,
          cell: (row) => row.cadres.map((line) => line.name).join("、"),
        },
        {
          key: "period",
          header: t("field.period"),
          width: "11.5rem",
          nowrap: true,
          minor: true,
          cell: (row) => `${row.startsOn} – ${row.endsOn}`,
        },
        {
          key: "figures",
          header: t("field.indicator"),
          width: "12rem",
          clip: true,
          minor: true,
          cell: (row) => figuresText(row, { target: t("field.target") }),
        },
        {
          key: "missing",
          header: t("field.missing"),
          width: "11rem",
          nowrap: true,
          cell: (row) => (row.state === "WAITING" ? <MissingText sources={row.sources} /> : ""),
        },
        {
          key: "state",
          header: t("field.state"),
          width: "6.5rem",
          nowrap: true,
          cell: (row) => <AchievementMark state={row.state} />,
        },
      ]}
    />
  );
}
