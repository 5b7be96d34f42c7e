import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { boardRange } from "@/lib/boards/rules";
import { type BoardFilter, SPANS } from "@/lib/boards/schema";
import { monthOf, monthsBetween } from "@/lib/coverage/rules";
import { addMonths, type Day } from "@/lib/platform/clock";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

const CHOICES = 18;
type Props = { filter: BoardFilter; today: Day; tasks: { id: string; name: string }[] };

export async function BoardFilters({ filter, today, tasks }: Props) {
  const t = await getTranslations("boards");
  const types = await getTranslations("units.status");
  const dates = await cityDates();
  const { month } = boardRange(filter, today);
  const months = monthsBetween(addMonths(today, 1 - CHOICES), today).reverse();
  if (!months.includes(month)) months.push(month);
  const choice = (name: string, value: string, choices: { value: string; label: string }[]) => (
    // the key makes the field follow a soft navigation
    <select key={value} id={`b-${name}`} name={name} defaultValue={value} className="control">
      {choices.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
  return (
    <FilterBar
      action="/boards"
      clearHref="/boards"
      isActive={Boolean(filter.type || filter.task || month !== monthOf(today) || filter.span !== "12")}
      labels={{ form: t("nav.filter"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.month")} htmlFor="b-month" width="10rem">
        {choice(
          "month",
          month,
          months.map((value) => ({ value, label: dates.month(value) })),
        )}
      </FilterField>
      <FilterField label={t("field.span")} htmlFor="b-span" width="8rem">
        {choice(
          "span",
          filter.span,
          SPANS.map((value) => ({ value, label: t(`status.span_${value}`) })),
        )}
      </FilterField>
      <FilterField label={t("field.type")} htmlFor="b-type" width="10rem">
        {choice("type", filter.type ?? "", [
          { value: "", label: t("status.allTypes") },
          ...UNIT_TYPES.map((value) => ({ value, label: types(unitTypeKey(value)) })),
        ])}
      </FilterField>
      <FilterField label={t("field.task")} htmlFor="b-task" width="12rem">
        {choice("task", filter.task ?? "", [
          { value: "", label: t("status.allTasks") },
          ...tasks.map((task) => ({ value: task.id, label: task.name })),
        ])}
      </FilterField>
    </FilterBar>
  );
}
