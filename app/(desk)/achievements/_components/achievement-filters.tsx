import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import type { AchievementFilter } from "@/lib/achievements/schema";
import { AGES } from "@/lib/platform/ages";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

type Props = { filter: AchievementFilter; units: { id: string; shortName: string }[]; view?: string };

/** Words, unit and period; the states stand as tabs above. */
export async function AchievementFilters({ filter, units, view }: Props) {
  const t = await getTranslations("achievements");
  const types = await getTranslations("units.status");
  const { cursor: _, state, ...active } = filter;
  return (
    <FilterBar
      action="/achievements"
      clearHref={state ? `/achievements?state=${state}` : "/achievements"}
      isActive={Object.values(active).some((value) => value !== undefined)}
      keep={{ view, state, cadre: filter.cadre, task: filter.task, confirmed: filter.confirmed }}
      labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.q")} htmlFor="f-q" width="12rem">
        <input id="f-q" type="search" name="q" defaultValue={filter.q} className="control" />
      </FilterField>
      <FilterField label={t("field.unit")} htmlFor="f-unit" width="10rem">
        <select id="f-unit" name="unit" defaultValue={filter.unit ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {units.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.shortName}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.unitType")} htmlFor="f-type" width="9rem">
        <select id="f-type" name="type" defaultValue={filter.type ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {UNIT_TYPES.map((type) => (
            <option key={type} value={type}>
              {types(unitTypeKey(type))}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.age")} htmlFor="f-age" width="8rem">
        <select id="f-age" name="age" defaultValue={filter.age ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {AGES.map((age) => (
            <option key={age} value={age}>
              {t(`status.age_${age}`)}
            </option>
          ))}
        </select>
      </FilterField>
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
