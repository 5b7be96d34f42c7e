import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { Absence } from "@/lib/assignments/plans/absences/queries";

/** Running and coming ones; a unit without anybody is named, because it is a gap on the board. */
export async function AbsenceTable({ absences }: { absences: readonly Absence[] }) {
  const t = await getTranslations("plans");
  const dates = await cityDates();
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.absences") })}
      rows={absences}
      rowKey={({ id }) => id}
      empty={<EmptyState icon="calendar" title={t("empty.absences")} />}
      columns={[
        {
          key: "observer",
          header: t("field.observer"),
          width: "9rem",
          cell: ({ observerName }) => observerName,
        },
        {
          key: "days",
          header: t("field.days"),
          width: "14rem",
          cell: ({ startsOn, endsOn }) =>
            t("hint.fromTo", { from: dates.day(startsOn), until: dates.day(endsOn) }),
        },
        { key: "reason", header: t("field.reason"), minor: true, cell: ({ reason }) => reason },
        {
          key: "deputies",
          header: t("field.deputies"),
          cell: ({ deputies, uncovered }) => (
            <ul>
              {deputies.map(({ unitName, observerName }) => (
                <li key={unitName}>{t("hint.deputyIs", { unit: unitName, observer: observerName })}</li>
              ))}
              {uncovered.length > 0 && (
                <li className="text-attention">
                  {t("hint.uncovered", { names: uncovered.join(t("hint.list")) })}
                </li>
              )}
            </ul>
          ),
        },
      ]}
    />
  );
}
