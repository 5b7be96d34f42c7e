import { getTranslations } from "next-intl/server";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import type { CoverageFilter } from "@/lib/coverage/schema";
import { unitTypeKey } from "@/lib/units/rules";
import type { UnitType } from "@/lib/units/schema";
import { coverageHref } from "./coverage-href";

type Choice = { value: string; label: string };
type Props = {
  filter: CoverageFilter;
  /** the period's own field: a month or a quarter */
  period: { name: "month" | "quarter"; label: string; value: string; choices: Choice[] };
  types: UnitType[];
};

export async function CoverageFilters({ filter, period, types }: Props) {
  const t = await getTranslations("coverage");
  const words = await getTranslations("units.status");
  return (
    <FilterBar
      action="/coverage"
      clearHref={coverageHref({ tab: filter.tab }, {})}
      isActive={Boolean(filter.type || filter[period.name] || filter.short)}
      keep={{
        tab: filter.tab,
        short: filter.short,
        ...(period.name === "month" ? {} : { month: filter.month }),
      }}
      labels={{ form: t("nav.filter"), submit: t("action.filter"), clear: t("action.clear") }}
    >
      <FilterSelect
        id="coverage-period"
        name={period.name}
        label={period.label}
        width="13rem"
        value={period.value}
        options={period.choices}
      />
      {types.length > 1 && (
        <FilterSelect
          id="coverage-type"
          name="type"
          label={t("field.type")}
          width="11rem"
          value={filter.type}
          any={t("field.allTypes")}
          options={types.map((type) => ({ value: type, label: words(unitTypeKey(type)) }))}
        />
      )}
    </FilterBar>
  );
}

/** Types in the order of the board, and the units of the chosen one; an unknown type chooses none away. */
export function ofType<Unit extends { type: UnitType }>(units: Unit[], type: string | undefined) {
  const types = [...new Set(units.map((unit) => unit.type))];
  const chosen = types.find((known) => known === type);
  return { types, chosen, shown: chosen ? units.filter((unit) => unit.type === chosen) : units };
}
