import { getTranslations } from "next-intl/server";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
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
      <FilterField label={period.label} htmlFor="coverage-period" width="13rem">
        <Select id="coverage-period" name={period.name} value={period.value} choices={period.choices} />
      </FilterField>
      {types.length > 1 && (
        <FilterField label={t("field.type")} htmlFor="coverage-type" width="11rem">
          <Select
            id="coverage-type"
            name="type"
            value={filter.type ?? ""}
            choices={[
              { value: "", label: t("field.allTypes") },
              ...types.map((type) => ({ value: type, label: words(unitTypeKey(type)) })),
            ]}
          />
        </FilterField>
      )}
    </FilterBar>
  );
}

function Select({
  id,
  name,
  value,
  choices,
}: {
  id: string;
  name: string;
  value: string;
  choices: Choice[];
}) {
  return (
    // the key makes the field follow a soft navigation
    <select key={value} id={id} name={name} defaultValue={value} className="control">
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** Types in the order of the board, and the units of the chosen one; an unknown type chooses none away. */
export function ofType<Unit extends { type: UnitType }>(units: Unit[], type: string | undefined) {
  const types = [...new Set(units.map((unit) => unit.type))];
  const chosen = types.find((known) => known === type);
  return { types, chosen, shown: chosen ? units.filter((unit) => unit.type === chosen) : units };
}
