import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { MonthBars } from "@/components/chart/month-bars";
import { Panel } from "@/components/ui/panel";
import { addDays, addMonths, type Day } from "@/lib/platform/clock";

/** Records that cite the item, by month; each bar opens its records. */
export async function UseChart({
  itemId,
  from,
  use,
}: {
  itemId: string;
  from: Day;
  use: { month: Day; records: number }[];
}) {
  const t = await getTranslations("conduct");
  const dates = await cityDates();
  const bars = Array.from({ length: 12 }, (_, at) => {
    const month = addMonths(from, at);
    const value = use.find((one) => one.month === month)?.records ?? 0;
    const key = month.slice(0, 7);
    return {
      key,
      label: dates.shortMonth(key),
      value,
      href: recordsHref({
        item: itemId,
        from: month,
        to: addDays(addMonths(month, 1), -1),
        state: "counted",
      }),
      title: t("hint.monthBar", { month: dates.month(key), count: value }),
    };
  });
  return (
    <Panel title={t("title.use")}>
      <MonthBars
        caption={t("title.use")}
        hideCaption
        unit={t("hint.unit")}
        bars={bars}
        description={t("hint.useDescription", { count: bars.reduce((sum, bar) => sum + bar.value, 0) })}
        labels={{ table: t("title.use"), month: t("field.month"), value: t("field.count") }}
      />
    </Panel>
  );
}
