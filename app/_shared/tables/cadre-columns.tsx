import { getTranslations } from "next-intl/server";
import { monthText } from "@/components/cadre/days";
import type { CadreRow } from "@/lib/cadres/queries";
import { ageOn, type EnoughEvidence, strengthVerdict } from "@/lib/cadres/rules";
import type { Day } from "@/lib/platform/clock";
import { unitTypeKey } from "@/lib/units/rules";
import { type ListColumn, plainCell } from "./list-column";

/** `showsRecords`: of whoever may read records; the last two columns tell of them. */
export async function cadreColumns(
  recentFrom: Day,
  today: Day,
  showsRecords: boolean,
  enough: EnoughEvidence,
): Promise<ListColumn<CadreRow>[]> {
  const t = await getTranslations("cadres");
  const type = await getTranslations("units.status");
  const nowrap = true;
  const minor = true;
  const strength = ({ strength: one }: CadreRow): { text: string; thin: boolean } => {
    const verdict = one && strengthVerdict(one, enough);
    if (!one || !verdict) return { text: "", thin: false };
    if (verdict.kind === "none") return { text: t("status.none"), thin: false };
    return { text: t("hint.shortStrength", one), thin: verdict.kind === "thin" };
  };
  const columns: ListColumn<CadreRow>[] = [
    plainCell({ key: "name", header: t("field.name"), width: "7rem", nowrap, text: (row) => row.name }),
    plainCell({
      key: "gender",
      header: t("field.gender"),
      minor,
      width: "3.5rem",
      nowrap,
      text: (row) => t(row.gender === "男" ? "status.male" : "status.female"),
    }),
    plainCell({
      key: "age",
      header: t("field.age"),
      minor,
      width: "3.5rem",
      align: "end",
      nowrap,
      text: (row) => String(ageOn(row.bornOn, today)),
    }),
    {
      key: "unit",
      header: t("field.unit"),
      width: "9rem",
      nowrap,
      text: (row) => row.unitName ?? "",
      cell: (row) => (row.unitId ? <a href={`/units/${row.unitId}`}>{row.unitName}</a> : "—"),
    },
    plainCell({
      key: "post",
      header: t("field.post"),
      nowrap,
      text: (row) => row.title ?? t("status.noPost"),
    }),
    plainCell({
      key: "level",
      header: t("field.level"),
      minor,
      width: "7.5rem",
      nowrap,
      text: (row) => row.level ?? "—",
    }),
    plainCell({
      key: "tier",
      header: t("field.tier"),
      minor,
      width: "6rem",
      nowrap,
      text: (row) => (row.tier ? t(`status.${row.tier.toLowerCase() as Lowercase<typeof row.tier>}`) : "—"),
    }),
    plainCell({
      key: "since",
      header: t("field.since"),
      minor,
      width: "6rem",
      nowrap,
      text: (row) => (row.since ? monthText(row.since) : "—"),
    }),
    plainCell({
      key: "unitType",
      header: t("field.type"),
      minor,
      width: "8rem",
      nowrap,
      text: (row) => (row.unitType ? type(unitTypeKey(row.unitType)) : "—"),
    }),
    plainCell({
      key: "bornOn",
      header: t("field.bornOn"),
      minor,
      width: "6rem",
      nowrap,
      text: (row) => monthText(row.bornOn),
    }),
  ];
  if (!showsRecords) return columns;
  return [
    ...columns,
    {
      key: "recent",
      header: t("field.recent"),
      width: "6.5rem",
      align: "end",
      nowrap,
      text: (row) => String(row.recentRecords ?? 0),
      cell: (row) => (
        <a href={`/observations?cadre=${row.id}&state=counted&from=${recentFrom}&to=${today}`}>
          {row.recentRecords ?? 0}
        </a>
      ),
    },
    {
      key: "strength",
      header: t("field.strength"),
      width: "12.5rem",
      nowrap,
      text: (row) => [strength(row).text, strength(row).thin && t("hint.thin")].filter(Boolean).join(" "),
      cell: (row) => (
        <>
          {row.strength?.records === 0 ? (
            <span className="text-ink-hint">{strength(row).text}</span>
          ) : (
            strength(row).text
          )}
          {strength(row).thin && <span className="ml-2 text-caution">{t("hint.thin")}</span>}
        </>
      ),
    },
  ];
}
