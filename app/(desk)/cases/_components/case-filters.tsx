import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
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
        <FilterSelect
          id="f-unit"
          name="unit"
          label={t("title.parties")}
          width="10rem"
          value={filter.unit ?? ""}
          any={t("action.all")}
          options={units.map((unit) => ({ value: unit.id, label: unit.shortName }))}
        />
      )}
      {units.length > 1 && (
        <FilterSelect
          id="f-type"
          name="type"
          label={t("field.unitType")}
          width="9rem"
          value={filter.type ?? ""}
          any={t("action.all")}
          options={UNIT_TYPES.map((type) => ({ value: type, label: types(unitTypeKey(type)) }))}
        />
      )}
    </FilterBar>
  );
}
