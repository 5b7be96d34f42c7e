import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { monthText } from "@/components/cadre/days";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { CadreList, CadreRow } from "@/lib/cadres/queries";
import { ageOn, strengthVerdict } from "@/lib/cadres/rules";
import type { Day } from "@/lib/platform/clock";

export async function CadreTable({ list, today, empty }: { list: CadreList; today: Day; empty: ReactNode }) {
  const t = await getTranslations("cadres");
  const recentHref = (id: string) =>
    `/observations?cadre=${id}&state=counted&from=${list.recentFrom}&to=${today}`;
  const columns: Column<CadreRow>[] = [
    { key: "name", header: t("field.name"), width: "5.5rem", nowrap: true, cell: (row) => row.name },
    {
      key: "gender",
      header: t("field.gender"),
      minor: true,
      width: "3.5rem",
      nowrap: true,
      cell: (row) => t(row.gender === "男" ? "status.male" : "status.female"),
    },
    {
      key: "age",
      header: t("field.age"),
      minor: true,
      width: "3.5rem",
      align: "end",
      nowrap: true,
      cell: (row) => ageOn(row.bornOn, today),
    },
    {
      key: "unit",
      header: t("field.unit"),
      width: "9rem",
      nowrap: true,
      cell: (row) => (row.unitId ? <a href={`/units/${row.unitId}`}>{row.unitName}</a> : "—"),
    },
    { key: "post", header: t("field.post"), nowrap: true, cell: (row) => row.title ?? t("status.noPost") },
    {
      key: "level",
      header: t("field.level"),
      minor: true,
      width: "7.5rem",
      nowrap: true,
      cell: (row) => row.level ?? "—",
    },
    {
      key: "tier",
      header: t("field.tier"),
      minor: true,
      width: "6rem",
      nowrap: true,
      cell: (row) => (row.tier ? t(`status.${row.tier.toLowerCase() as Lowercase<typeof row.tier>}`) : "—"),
    },
    {
      key: "since",
      header: t("field.since"),
      minor: true,
      width: "6rem",
      nowrap: true,
      cell: (row) => (row.since ? monthText(row.since) : "—"),
    },
  ];
  if (list.items.some((row) => row.strength)) {
    columns.push(
      {
        key: "recent",
        header: t("field.recent"),
        width: "6.5rem",
        align: "end",
        nowrap: true,
        cell: (row) => <a href={recentHref(row.id)}>{row.recentRecords ?? 0}</a>,
      },
      {
        key: "strength",
        header: t("field.strength"),
        width: "12.5rem",
        nowrap: true,
        cell: (row) => strengthText(row),
      },
    );
  }
  function strengthText({ strength }: CadreRow): ReactNode {
    if (!strength) return null;
    const verdict = strengthVerdict(strength);
    if (verdict.kind === "none") return <span className="text-ink-hint">{t("status.none")}</span>;
    return (
      <>
        {t("hint.shortStrength", strength)}
        {verdict.kind === "thin" && <span className="ml-2 text-caution">{t("hint.thin")}</span>}
      </>
    );
  }
  return (
    <DataTable
      caption={t("title.list")}
      columns={columns}
      rows={list.items}
      rowKey={(row) => row.id}
      rowHref={(row) => `/cadres/${row.id}`}
      empty={empty}
    />
  );
}
