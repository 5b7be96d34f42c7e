import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { UnitTypeFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { boardRange } from "@/lib/boards/rules";
import { type BoardFilter, SPANS } from "@/lib/boards/schema";
import { monthOf, monthsBetween } from "@/lib/coverage/rules";
import { addMonths, type Day } from "@/lib/platform/clock";

const CHOICES = 18;
type Props = { filter: BoardFilter; today: Day; tasks: { id: string; name: string }[] };

export async function BoardFilters({ filter, today, tasks }: Props) {
  const t = await getTranslations("boards");
  const dates = await cityDates();
  const { month } = boardRange(filter, today);
  const months = monthsBetween(addMonths(today, 1 - CHOICES), today).reverse();
  if (!months.includes(month)) months.push(month);
  return (
    <FilterBar
      action="/boards"
      clearHref="/boards"
      isActive={Boolean(filter.type || filter.task || month !== monthOf(today) || filter.span !== "12")}
      labels={{ form: t("nav.filter"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterSelect
        id="b-month"
        name="month"
        label={t("field.month")}
        width="10rem"
        value={month}
        options={months.map((value) => ({ value, label: dates.month(value) }))}
      />
      <FilterSelect
        id="b-span"
        name="span"
        label={t("field.span")}
        width="8rem"
        value={filter.span}
        options={SPANS.map((value) => ({ value, label: t(`status.span_${value}`) }))}
      />
      <UnitTypeFilter
        id="b-type"
        label={t("field.type")}
        width="10rem"
        value={filter.type}
        any={t("status.allTypes")}
      />
      <FilterSelect
        id="b-task"
        name="task"
        label={t("field.task")}
        width="12rem"
        value={filter.task}
        any={t("status.allTasks")}
        options={tasks.map((task) => ({ value: task.id, label: task.name }))}
      />
    </FilterBar>
  );
}
