import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
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
      <FilterField label={t("field.type")} htmlFor="f-type" width="9.5rem">
        <select id="f-type" name="type" defaultValue={filter.type ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {UNIT_TYPES.map((type) => (
            <option key={type} value={type}>
              {types(unitTypeKey(type))}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.unit")} htmlFor="f-unit" width="11rem">
        <select id="f-unit" name="unit" defaultValue={filter.unit ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {units.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.shortName}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.task")} htmlFor="f-task" width="14rem">
        <select id="f-task" name="task" defaultValue={filter.task ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {tasks.map((task) => (
            <option key={task.id} value={task.id}>
              {task.name}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.on")} htmlFor="f-on" width="9.5rem">
        <input id="f-on" type="date" name="on" max={today} defaultValue={asOf} className="control" />
      </FilterField>
    </FilterBar>
  );
}
