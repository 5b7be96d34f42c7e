import { getTranslations } from "next-intl/server";
import { UnitFilter, UnitTypeFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import type { CaseFilter } from "@/lib/cases/schema";

type Props = {
  action: "/cases" | "/cases/list";
  filter: CaseFilter;
  keep: Record<string, string | undefined>;
  units: { id: string; shortName: string }[];
};

/** Words and unit; views, tiers and ages stand as links. */
export async function CaseFilters({ action, filter, keep, units }: Props) {
  const t = await getTranslations("cases");
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
      {units.length > 1 && <UnitFilter units={units} label={t("title.parties")} value={filter.unit} />}
      {units.length > 1 && <UnitTypeFilter label={t("field.unitType")} value={filter.type} />}
    </FilterBar>
  );
}
