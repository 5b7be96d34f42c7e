import { getTranslations } from "next-intl/server";
import { addressOf } from "@/components/ui/address";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { CADRE_SORTS, type CadreFilter, TIERS } from "@/lib/cadres/schema";
import type { UnitChoice } from "@/lib/units/queries";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

type Props = {
  filter: CadreFilter;
  units: UnitChoice[];
  view?: string;
  /** who is ticked for a comparison */
  picked?: string;
};

export async function CadreFilters({ filter, units, view, picked }: Props) {
  const t = await getTranslations("cadres");
  const types = await getTranslations("units.status");
  return (
    <FilterBar
      action="/cadres"
      clearHref={addressOf("/cadres", { picked })}
      keep={{ view, picked }}
      isActive={Boolean(filter.q || filter.unit || filter.type || filter.tier)}
      labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.q")} htmlFor="f-q" width="11rem">
        <input id="f-q" type="search" name="q" defaultValue={filter.q} className="control" />
      </FilterField>
      <FilterField label={t("field.unit")} htmlFor="f-unit" width="11rem">
        <select id="f-unit" name="unit" defaultValue={filter.unit ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {UNIT_TYPES.map((type) => (
            <optgroup key={type} label={types(unitTypeKey(type))}>
              {units
                .filter((unit) => unit.type === type)
                .map((unit) => (
                  <option key={unit.id} value={unit.id}>
                    {unit.shortName}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </FilterField>
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
      <FilterField label={t("field.tier")} htmlFor="f-tier" width="7.5rem">
        <select id="f-tier" name="tier" defaultValue={filter.tier ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {TIERS.map((tier) => tier.toLowerCase() as Lowercase<typeof tier>).map((tier) => (
            <option key={tier} value={tier}>
              {t(`status.${tier}`)}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.sort")} htmlFor="f-sort" width="10.5rem">
        <select id="f-sort" name="sort" defaultValue={filter.sort} className="control">
          {CADRE_SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`status.${sort}`)}
            </option>
          ))}
        </select>
      </FilterField>
    </FilterBar>
  );
}
