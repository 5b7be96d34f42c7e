import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { CalendarDay } from "@/lib/calendar/queries";
import type { Day } from "@/lib/platform/clock";

type Arranged = { name: string; off: Day[]; work: Day[]; isProvisional: boolean };

/** A holiday in one line, with the days that are made up for it. */
function byName(days: readonly CalendarDay[]): Arranged[] {
  const found = new Map<string, Arranged>();
  for (const { name, day, kind, isProvisional } of days) {
    const one = found.get(name) ?? { name, off: [], work: [], isProvisional: false };
    found.set(name, one);
    one[kind === "OFF" ? "off" : "work"].push(day);
    one.isProvisional ||= isProvisional;
  }
  return [...found.values()].sort((a, b) =>
    (a.off[0] ?? a.work[0] ?? "") < (b.off[0] ?? b.work[0] ?? "") ? -1 : 1,
  );
}

export async function ArrangedTable({ days }: { days: readonly CalendarDay[] }) {
  const t = await getTranslations("calendar");
  const dates = await cityDates();
  return (
    <DataTable
      flush
      caption={t("hint.table", { title: t("title.arranged") })}
      rows={byName(days)}
      rowKey={({ name }) => name}
      empty={
        <EmptyState icon="calendar" title={t("empty.days")}>
          {t("empty.daysNext")}
        </EmptyState>
      }
      columns={[
        {
          key: "name",
          header: t("field.name"),
          cell: ({ name, isProvisional }) => (
            <span className="flex flex-wrap items-center gap-1.5">
              {name}
              {isProvisional && <Badge tone="caution">{t("status.provisional")}</Badge>}
            </span>
          ),
        },
        {
          key: "off",
          header: t("field.off"),
          cell: ({ off: [first, ...rest] }) => {
            const last = rest.at(-1);
            if (!first) return t("hint.none");
            return last
              ? t("hint.range", {
                  from: dates.dayOfYear(first),
                  until: dates.dayOfYear(last),
                  count: rest.length + 1,
                })
              : dates.dayOfYear(first);
          },
        },
        {
          key: "work",
          header: t("field.work"),
          cell: ({ work }) =>
            work.length ? work.map((day) => dates.dayOfYear(day)).join(t("hint.listMark")) : t("hint.none"),
        },
      ]}
    />
  );
}
