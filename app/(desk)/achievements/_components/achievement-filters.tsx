import { getTranslations } from "next-intl/server";
import { UnitFilter, UnitTypeFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import type { AchievementFilter } from "@/lib/achievements/schema";
import { AGES } from "@/lib/platform/ages";

type Props = { filter: AchievementFilter; units: { id: string; shortName: string }[]; view?: string };

/** Words, unit and period; the states stand as tabs above. */
export async function AchievementFilters({ filter, units, view }: Props) {
  const t = await getTranslations("achievements");
  const { cursor: _, state, ...active } = filter;
  return (
    <FilterBar
      action="/achievements"
      clearHref={state ? `/achievements?state=${state}` : "/achievements"}
      isActive={Object.values(active).some((value) => value !== undefined)}
      keep={{
        view,
        state,
        cadre: filter.cadre,
        task: filter.task,
        confirmed: filter.confirmed,
        on: filter.on,
        doneFrom: filter.doneFrom,
        doneTo: filter.doneTo,
        upTo: filter.upTo?.toString(),
      }}
      labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.q")} htmlFor="f-q" width="12rem">
        <input id="f-q" type="search" name="q" defaultValue={filter.q} className="control" />
      </FilterField>
      <UnitFilter units={units} label={t("field.unit")} value={filter.unit} />
      <UnitTypeFilter label={t("field.unitType")} value={filter.type} />
      <FilterSelect
        id="f-age"
        name="age"
        label={t("field.age")}
        width="8rem"
        value={filter.age ?? ""}
        any={t("action.all")}
        options={AGES.map((age) => ({ value: age, label: t(`status.age_${age}`) }))}
      />
      <div className="flex gap-3">
        <FilterField label={t("field.from")} htmlFor="f-from">
          <input id="f-from" type="date" name="from" defaultValue={filter.from} className="control" />
        </FilterField>
        <FilterField label={t("field.to")} htmlFor="f-to">
          <input id="f-to" type="date" name="to" defaultValue={filter.to} className="control" />
        </FilterField>
      </div>
    </FilterBar>
  );
}
