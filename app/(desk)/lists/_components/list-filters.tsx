import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { ListFilter } from "@/lib/lists/schema";
import type { Day } from "@/lib/platform/clock";
import type { UnitChoice } from "@/lib/units/queries";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

type Props = {
  filter: ListFilter;
  units: UnitChoice[];
  tasks: { id: string; name: string }[];
  asOf: Day;
  today: Day;
};

export async function ListFilters({ filter, units, tasks, asOf, today }: Props) {
  const t = await getTranslations("lists");
  const types = await getTranslations("units.status");
  const view = filter.view === "outstanding" ? undefined : filter.view;
  return (
    <FilterBar
      action="/lists"
      clearHref={view ? `/lists?view=${view}` : "/lists"}
      isActive={Boolean(filter.type || filter.unit || filter.task || asOf !== today)}
      keep={{ view }}
      labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterSelect
        id="f-type"
        name="type"
        label={t("field.type")}
        width="9.5rem"
        value={filter.type ?? ""}
        any={t("action.all")}
        options={UNIT_TYPES.map((type) => ({ value: type, label: types(unitTypeKey(type)) }))}
      />
      <FilterSelect
        id="f-unit"
        name="unit"
        label={t("field.unit")}
        width="11rem"
        value={filter.unit ?? ""}
        any={t("action.all")}
        options={units.map((unit) => ({ value: unit.id, label: unit.shortName }))}
      />
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
