import { getTranslations } from "next-intl/server";
import { addressOf } from "@/components/ui/address";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { Exposure } from "@/lib/cadres/file/exposure/queries";
import { perTenVisits } from "@/lib/cadres/file/rules";
import { monthText } from "./days";

/** How often the cadre could have been seen and was, unit by unit: raw counts first, the rate beside them. */
export async function ExposurePanel({ cadreId, exposure }: { cadreId: string; exposure: Exposure[] }) {
  const t = await getTranslations("cadres");
  const opens = (row: Exposure, over: { cadre?: string; polarity?: string }) =>
    addressOf("/observations", { unit: row.unitId, from: row.from, to: row.to, state: "counted" }, over);
  const count = (row: Exposure, value: number, over: { cadre?: string; polarity?: string }) => (
    <a href={opens(row, over)} className="text-accent hover:underline">
      {value}
    </a>
  );
  const mine = { cadre: cadreId };
  return (
    <Panel title={t("title.exposure")} flush footer={t("hint.exposure")}>
      <DataTable
        caption={t("hint.table", { title: t("title.exposure") })}
        flush
        rows={exposure}
        rowKey={(row) => `${row.unitId} ${row.from}`}
        empty={<p className="px-4 py-3.5 text-ink-hint">{t("hint.exposureNone")}</p>}
        columns={[
          { key: "unit", header: t("field.unit"), cell: (row) => row.unitName },
          {
            key: "period",
            header: t("field.period"),
            width: "9.5rem",
            nowrap: true,
            minor: true,
            cell: (row) => `${monthText(row.from)} – ${monthText(row.to)}`,
          },
          {
            key: "visits",
            header: t("field.visits"),
            width: "6rem",
            align: "end",
            cell: (row) => count(row, row.visits, {}),
          },
          {
            key: "seen",
            header: t("field.seen"),
            width: "6rem",
            align: "end",
            cell: (row) => count(row, row.seen, mine),
          },
          {
            key: "perTen",
            header: t("field.perTen"),
            width: "7.5rem",
            align: "end",
            minor: true,
            cell: (row) => perTenVisits(row) ?? "—",
          },
          {
            key: "positive",
            header: t("field.positive"),
            width: "6.5rem",
            align: "end",
            minor: true,
            cell: (row) => count(row, row.positive, { ...mine, polarity: "positive" }),
          },
          {
            key: "attention",
            header: t("field.attention"),
            width: "7.5rem",
            align: "end",
            minor: true,
            cell: (row) => count(row, row.attention, { ...mine, polarity: "attention" }),
          },
        ]}
      />
    </Panel>
  );
}
