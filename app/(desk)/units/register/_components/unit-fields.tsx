import { getTranslations } from "next-intl/server";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { TextField } from "@/components/form/text-field";
import type { RegisteredUnit } from "@/lib/units/register/queries";
import { LIMITS } from "@/lib/units/register/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES, type UnitType } from "@/lib/units/schema";

/** What every unit is called and which of the eight types it is. */
export async function UnitFields({
  unit,
  type,
}: {
  unit?: Pick<RegisteredUnit, "name" | "shortName" | "type">;
  /** offered first */
  type?: UnitType;
}) {
  const t = await getTranslations("units");
  return (
    <>
      <TextField
        name="name"
        label={t("field.fullName")}
        maxLength={LIMITS.name}
        defaultValue={unit?.name}
        required
      />
      <TextField
        name="shortName"
        label={t("field.shortName")}
        maxLength={LIMITS.shortName}
        defaultValue={unit?.shortName}
        required
      />
      <SelectField
        name="type"
        label={t("field.type")}
        emptyLabel={unit ? undefined : t("hint.choose")}
        options={UNIT_TYPES.map((type) => ({ value: type, label: t(`status.${unitTypeKey(type)}`) }))}
        defaultValue={unit?.type ?? type}
        required
      />
    </>
  );
}

export async function ReasonField() {
  const t = await getTranslations("units");
  return (
    <TextArea
      name="reason"
      label={t("field.reason")}
      hint={t("hint.reason")}
      limit={LIMITS.reason}
      rows={2}
      required
    />
  );
}
