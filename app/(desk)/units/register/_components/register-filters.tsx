import { getTranslations } from "next-intl/server";
import { UnitTypeFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { REGISTER_STATES, type RegisterFilter } from "@/lib/units/register/schema";

export async function RegisterFilters({ filter, view }: { filter: RegisterFilter; view?: string }) {
  const t = await getTranslations("units");
  return (
    <FilterBar
      action="/units/register"
      clearHref="/units/register"
      isActive={Boolean(filter.q || filter.type || filter.state)}
      keep={{ view }}
      labels={{ form: t("nav.register"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.q")} htmlFor="r-q" width="11rem">
        <input id="r-q" type="search" name="q" defaultValue={filter.q ?? ""} className="control" />
      </FilterField>
      <UnitTypeFilter id="r-type" label={t("field.type")} width="10rem" value={filter.type} />
      <FilterSelect
        id="r-state"
        name="state"
        label={t("field.state")}
        width="8rem"
        value={filter.state ?? ""}
        any={t("action.all")}
        options={REGISTER_STATES.map((state) => ({ value: state, label: t(`status.register.${state}`) }))}
      />
    </FilterBar>
  );
}
