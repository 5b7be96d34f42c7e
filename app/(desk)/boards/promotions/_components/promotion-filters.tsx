import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { PromotionFilter } from "@/lib/boards/promotions/schema";
import type { Day } from "@/lib/platform/clock";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

type Props = {
  filter: PromotionFilter;
  range: { from: Day; to: Day };
  tasks: { id: string; name: string }[];
};

export async function PromotionFilters({ filter, range, tasks }: Props) {
  const t = await getTranslations("boards");
  const types = await getTranslations("units.status");
  return (
    <FilterBar
      action="/boards/promotions"
      clearHref="/boards/promotions"
      isActive={Object.values(filter).some((value) => value !== undefined)}
      keep={{ part: filter.part }}
      labels={{ form: t("nav.filter"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <div className="flex gap-3">
        <FilterField label={t("field.from")} htmlFor="p-from" width="9rem">
          <input
            id="p-from"
            type="month"
            name="from"
            defaultValue={range.from.slice(0, 7)}
            className="control"
          />
        </FilterField>
        <FilterField label={t("field.to")} htmlFor="p-to" width="9rem">
          <input id="p-to" type="month" name="to" defaultValue={range.to.slice(0, 7)} className="control" />
        </FilterField>
      </div>
      <FilterSelect
        id="p-type"
        name="type"
        label={t("field.type")}
        width="10rem"
        value={filter.type}
        any={t("status.allTypes")}
        options={UNIT_TYPES.map((type) => ({ value: type, label: types(unitTypeKey(type)) }))}
      />
      <FilterSelect
        id="p-task"
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
