import { getTranslations } from "next-intl/server";
import { UnitFilter } from "@/app/_shared/unit-filters";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { TOLERANCE_KINDS, type ToleranceFilter } from "@/lib/tolerance/schema";

type Props = { filter: ToleranceFilter; units: { id: string; shortName: string }[] };

/** Words, kind and unit; the views stand as tabs, outcomes and factors below. */
export async function ToleranceFilters({ filter, units }: Props) {
  const t = await getTranslations("tolerance");
  const { view, ...active } = filter;
  return (
    <FilterBar
      action="/tolerance"
      clearHref="/tolerance"
      isActive={Object.values(active).some((value) => value !== undefined)}
      keep={{ view, outcome: filter.outcome, factor: filter.factor, finding: filter.finding }}
      labels={{ form: t("nav.views"), submit: t("action.find"), clear: t("action.clear") }}
    >
      <FilterField label={t("field.q")} htmlFor="f-q" width="12rem">
        <input id="f-q" type="search" name="q" defaultValue={filter.q} maxLength={40} className="control" />
      </FilterField>
      <FilterSelect
        id="f-kind"
        name="kind"
        label={t("field.kind")}
        width="8rem"
        value={filter.kind ?? ""}
        any={t("action.all")}
        options={TOLERANCE_KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
      />
      <UnitFilter units={units} label={t("field.unit")} value={filter.unit} />
    </FilterBar>
  );
}
