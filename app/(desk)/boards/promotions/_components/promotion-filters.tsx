import { getTranslations } from "next-intl/server";
import { UnitTypeFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { PromotionFilter } from "@/lib/boards/promotions/schema";
import type { Day } from "@/lib/platform/clock";

type Props = {
  filter: PromotionFilter;
  range: { from: Day; to: Day };
  tasks: { id: string; name: string }[];
};

export async function PromotionFilters({ filter, range, tasks }: Props) {
  const t = await getTranslations("boards");
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
      <UnitTypeFilter
        id="p-type"
        label={t("field.type")}
        width="10rem"
        value={filter.type}
        any={t("status.allTypes")}
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
