import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { REGISTER_STATES, type RegisterFilter } from "@/lib/units/register/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

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
      <FilterField label={t("field.type")} htmlFor="r-type" width="10rem">
        <select id="r-type" name="type" defaultValue={filter.type ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {UNIT_TYPES.map((type) => (
            <option key={type} value={type}>
              {t(`status.${unitTypeKey(type)}`)}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.state")} htmlFor="r-state" width="8rem">
        <select id="r-state" name="state" defaultValue={filter.state ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {REGISTER_STATES.map((state) => (
            <option key={state} value={state}>
              {t(`status.register.${state}`)}
            </option>
          ))}
        </select>
      </FilterField>
    </FilterBar>
  );
}
