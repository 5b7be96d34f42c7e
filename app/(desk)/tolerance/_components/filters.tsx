import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
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
      <FilterField label={t("field.kind")} htmlFor="f-kind" width="8rem">
        <select id="f-kind" name="kind" defaultValue={filter.kind ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {TOLERANCE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`status.${kind}`)}
            </option>
          ))}
        </select>
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
    </FilterBar>
  );
}
