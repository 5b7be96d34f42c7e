import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { FilterField } from "@/components/ui/filter-bar";
import type { ExportScope } from "@/lib/roster/export/schema";
import type { UnitChoice } from "@/lib/units/queries";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

/** One unit, the units of a type, or all. */
export async function ScopeForm({ scope, units }: { scope: ExportScope; units: UnitChoice[] }) {
  const t = await getTranslations("rosterExport");
  const types = await getTranslations("units.status");
  return (
    <form method="get" action="/roster/export" className="flex flex-wrap items-end gap-3">
      <FilterField label={t("field.type")} htmlFor="s-type" width="11rem">
        <select id="s-type" name="type" defaultValue={scope.type ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {UNIT_TYPES.map((type) => (
            <option key={type} value={type}>
              {types(unitTypeKey(type))}
            </option>
          ))}
        </select>
      </FilterField>
      <FilterField label={t("field.unit")} htmlFor="s-unit" width="13rem">
        <select id="s-unit" name="unit" defaultValue={scope.unit ?? ""} className="control">
          <option value="">{t("action.all")}</option>
          {UNIT_TYPES.map((type) => (
            <optgroup key={type} label={types(unitTypeKey(type))}>
              {units
                .filter((unit) => unit.type === type)
                .map((unit) => (
                  <option key={unit.id} value={unit.id}>
                    {unit.shortName}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </FilterField>
      <Button type="submit">{t("action.apply")}</Button>
    </form>
  );
}
