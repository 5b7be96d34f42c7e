import { getTranslations } from "next-intl/server";
import { UnitFilter, UnitTypeFilter } from "@/app/_shared/unit-filters";
import { addressOf } from "@/components/ui/address";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { CADRE_SORTS, type CadreFilter, TIERS } from "@/lib/cadres/schema";
import type { UnitChoice } from "@/lib/units/queries";

type Props = {
  filter: CadreFilter;
  units: UnitChoice[];
  view?: string;
  /** who is ticked for a comparison */
  picked?: string;
};

export async function CadreFilters({ filter, units, view, picked }: Props) {
  const t = await getTranslations("cadres");
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
      <UnitFilter units={units} label={t("field.unit")} width="11rem" value={filter.unit} />
      <UnitTypeFilter label={t("field.type")} width="9.5rem" value={filter.type} />
      <FilterSelect
        id="f-tier"
        name="tier"
        label={t("field.tier")}
        width="7.5rem"
        value={filter.tier ?? ""}
        any={t("action.all")}
        options={TIERS.map((tier) => tier.toLowerCase() as Lowercase<typeof tier>).map((tier) => ({
          value: tier,
          label: t(`status.${tier}`),
        }))}
      />
      <FilterSelect
        id="f-sort"
        name="sort"
        label={t("field.sort")}
        width="10.5rem"
        value={filter.sort}
        options={CADRE_SORTS.map((sort) => ({ value: sort, label: t(`status.${sort}`) }))}
      />
    </FilterBar>
  );
}
