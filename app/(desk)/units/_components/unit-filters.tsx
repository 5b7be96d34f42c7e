import { getTranslations } from "next-intl/server";
import { addressOf } from "@/components/ui/address";
import { FilterBar, FilterField, FilterSelect } from "@/components/ui/filter-bar";
import { TabLinks } from "@/components/ui/tab-links";
import type { UnitRow } from "@/lib/units/queries";
import { countByType, unitTypeKey } from "@/lib/units/rules";
import { UNIT_SORTS, UNIT_TYPES, type UnitFilter, type UnitType } from "@/lib/units/schema";

/** Types as tabs with their numbers, a search box, and the order. */
export async function UnitFilters({
  filter,
  units,
  own,
  hasSilence,
}: {
  filter: UnitFilter;
  units: UnitRow[];
  /** An observer's own units come first. */
  own?: { count: number; isCurrent: boolean };
  /** Silence is told by records, which not everyone may count. */
  hasSilence: boolean;
}) {
  const t = await getTranslations("units");
  const counts = countByType(units);
  const href = (type?: UnitType) =>
    addressOf("/units", {
      scope: own && !type ? "all" : undefined,
      type,
      q: filter.q,
      sort: filter.sort === "position" ? undefined : filter.sort,
    });
  return (
    <>
      <TabLinks
        label={t("nav.types")}
        items={[
          ...(own
            ? [{ href: "/units", label: t("nav.own"), count: own.count, isCurrent: own.isCurrent }]
            : []),
          {
            href: href(),
            label: t("nav.all"),
            count: units.length,
            isCurrent: !filter.type && !own?.isCurrent,
          },
          ...UNIT_TYPES.map((type) => ({
            href: href(type),
            label: t(`status.${unitTypeKey(type)}`),
            count: counts.get(type) ?? 0,
            isCurrent: filter.type === type,
          })),
        ]}
      />
      <FilterBar
        action="/units"
        clearHref="/units"
        isActive={filter.q !== ""}
        keep={{ type: filter.type, scope: filter.scope }}
        labels={{ form: t("nav.filters"), submit: t("action.filter"), clear: t("action.clear") }}
      >
        <FilterField label={t("field.q")} htmlFor="f-q" width="14rem">
          <input id="f-q" type="search" name="q" defaultValue={filter.q} className="control" />
        </FilterField>
        {hasSilence && (
          <FilterSelect
            id="f-sort"
            name="sort"
            label={t("field.sort")}
            width="10rem"
            value={filter.sort}
            options={UNIT_SORTS.map((sort) => ({ value: sort, label: t(`status.${sort}`) }))}
          />
        )}
      </FilterBar>
    </>
  );
}
