import { getTranslations } from "next-intl/server";
import { UnitFilter, UnitTypeFilter } from "@/app/_shared/unit-filters";
import { Button } from "@/components/ui/button";
import type { ExportScope } from "@/lib/roster/export/schema";
import type { UnitChoice } from "@/lib/units/queries";

/** One unit, the units of a type, or all. */
export async function ScopeForm({ scope, units }: { scope: ExportScope; units: UnitChoice[] }) {
  const t = await getTranslations("rosterExport");
  return (
    <form method="get" action="/roster/export" className="flex flex-wrap items-end gap-3">
      <UnitTypeFilter id="s-type" label={t("field.type")} width="11rem" value={scope.type} />
      <UnitFilter units={units} id="s-unit" label={t("field.unit")} width="13rem" value={scope.unit} />
      <Button type="submit">{t("action.apply")}</Button>
    </form>
  );
}
