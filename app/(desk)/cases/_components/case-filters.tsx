import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import type { CaseFilter } from "@/lib/cases/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

type Props = {
  action: "/cases" | "/cases/list";
  filter: CaseFilter;
  keep: Record<string, string | undefined>;
  units: { id: string; shortName: string }[];
};

/** Words and unit; views, tiers and ages stand as links. */
export async function CaseFilters({ action, filter, keep, units }: Props) {
  const t = await getTranslations("cases");
  const types = await getTranslations("units.status");
  return (
    <FilterBar
      action={action}
      clearHref={action}
      isActive={Boolean(filter.q || filter.unit || filter.type)}
      keep={keep}
      labels={{ form: t("nav.views"), submit: t("action.find"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.q")} htmlFor="f-q" width="12rem">
        <input id="f-q" type="search" name="q" defaultValue={filter.q} maxLength={40} className="control" />
      </FilterField>
      {units.length > 1 && (
        <FilterField label={t("title.parties")} htmlFor="f-unit" width="10rem">
          <select id="f-unit" name="unit" defaultValue={filter.unit ?? ""} className="control">
            <option value="">{t("action.all")}</option>
            {units.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {unit.shortName}
              </option>
            ))}
          </select>
        </FilterField>
      )}
      {units.length > 1 && (
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
      )}
    </FilterBar>
  );
}
