/** The two filters that most lists share: a unit, and a type of units. */
import { getTranslations } from "next-intl/server";
import { FilterSelect } from "@/components/ui/filter-bar";
import type { UnitChoice } from "@/lib/units/queries";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES } from "@/lib/units/schema";
import { unitGroups } from "./unit-options";

type Props = { id?: string; label: string; width?: string; value: string | undefined; any?: string };
type Unit = Omit<UnitChoice, "type"> & Partial<Pick<UnitChoice, "type">>;

/** A handful is read at a glance; more are found by their type. */
const GROUPED_FROM = 12;
const isTyped = (units: readonly Unit[]): units is UnitChoice[] => units.every(({ type }) => type);

export async function UnitFilter({
  units,
  id = "f-unit",
  width = "10rem",
  any,
  ...field
}: Props & { units: readonly Unit[] }) {
  const t = await getTranslations("units.action");
  const isLong = units.length >= GROUPED_FROM && isTyped(units);
  return (
    <FilterSelect
      {...{ id, width, ...field }}
      name="unit"
      any={any ?? t("all")}
      options={
        isLong ? await unitGroups(units) : units.map((unit) => ({ value: unit.id, label: unit.shortName }))
      }
    />
  );
}

export async function UnitTypeFilter({ id = "f-type", width = "9rem", any, ...field }: Props) {
  const t = await getTranslations("units");
  return (
    <FilterSelect
      {...{ id, width, ...field }}
      name="type"
      any={any ?? t("action.all")}
      options={UNIT_TYPES.map((type) => ({ value: type, label: t(`status.${unitTypeKey(type)}`) }))}
    />
  );
}
