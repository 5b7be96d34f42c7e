import { getTranslations } from "next-intl/server";
import { unitGroups } from "@/app/_shared/unit-options";
import { Button } from "@/components/ui/button";
import { FilterSelect } from "@/components/ui/filter-bar";
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
      <FilterSelect
        id="s-type"
        name="type"
        label={t("field.type")}
        width="11rem"
        value={scope.type ?? ""}
        any={t("action.all")}
        options={UNIT_TYPES.map((type) => ({ value: type, label: types(unitTypeKey(type)) }))}
      />
      <FilterSelect
        id="s-unit"
        name="unit"
        label={t("field.unit")}
        width="13rem"
        value={scope.unit}
        any={t("action.all")}
        options={await unitGroups(units)}
      />
      <Button type="submit">{t("action.apply")}</Button>
    </form>
  );
}
