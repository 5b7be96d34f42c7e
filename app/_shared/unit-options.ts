import { getTranslations } from "next-intl/server";
import type { UnitChoice } from "@/lib/units/queries";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";

/** Units of a filter's select, by their types. */
export async function unitGroups(units: readonly UnitChoice[]) {
  const types = await getTranslations("units.status");
  return UNIT_TYPES.map((type) => ({
    label: types(unitTypeKey(type)),
    options: units
      .filter((unit) => unit.type === type)
      .map((unit) => ({ value: unit.id, label: unit.shortName })),
  }));
}
