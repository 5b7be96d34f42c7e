import { getTranslations } from "next-intl/server";
import { UnitFilter, UnitTypeFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { ListFilter } from "@/lib/lists/schema";
import type { Day } from "@/lib/platform/clock";
import type { UnitChoice } from "@/lib/units/queries";

type Props = {
  filter: ListFilter;
  units: UnitChoice[];
  tasks: { id: string; name: string }[];
  asOf: Day;
  today: Day;
};

export async function ListFilters({ filter, units, tasks, asOf, today }: Props) {
  const t = await getTranslations("lists");
  const view = filter.view === "outstanding" ? undefined : filter.view;
  return (
    <FilterBar
      action="/lists"
      clearHref={view ? `/lists?view=${view}` : "/lists"}
      isActive={Boolean(filter.type || filter.unit || filter.task || asOf !== today)}
      keep={{ view }}
      labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <UnitTypeFilter label={t("field.type")} width="9.5rem" value={filter.type} />
      <UnitFilter units={units} label={t("field.unit")} width="11rem" value={filter.unit} />
      <FilterSelect
        id="f-task"
        name="task"
        label={t("field.task")}
        width="14rem"
        value={filter.task ?? ""}
        any={t("action.all")}
        options={tasks.map((task) => ({ value: task.id, label: task.name }))}
      />
      <FilterField label={t("field.on")} htmlFor="f-on" width="9.5rem">
        <input id="f-on" type="date" name="on" max={today} defaultValue={asOf} className="control" />
      </FilterField>
    </FilterBar>
  );
}
