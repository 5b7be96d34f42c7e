import { getTranslations } from "next-intl/server";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { NumberField, TextField } from "@/components/form/text-field";
import { EDUCATIONS, LIMITS, type PositionInput, TIERS } from "@/lib/reviews/schema";
import { unitTypeKey } from "@/lib/units/rules";
import { POST_LEVELS, UNIT_TYPES } from "@/lib/units/schema";

type Props = { units: { id: string; name: string }[]; now: Partial<PositionInput> };

/** The post and its rule: one field for each part, empty where nothing is asked. */
export async function PositionFields({ units, now }: Props) {
  const t = await getTranslations("reviews");
  const types = await getTranslations("units.status");
  const number = (value: number | null | undefined) => (value == null ? undefined : String(value));
  return (
    <>
      <SelectField
        name="unitId"
        label={t("field.unit")}
        required
        emptyLabel={now.unitId ? undefined : t("empty.choose")}
        defaultValue={now.unitId}
        options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
      />
      <TextField
        name="title"
        label={t("field.postTitle")}
        maxLength={LIMITS.title}
        defaultValue={now.title}
        required
      />
      <SelectField
        name="level"
        label={t("field.level")}
        required
        emptyLabel={now.level ? undefined : t("empty.choose")}
        defaultValue={now.level}
        options={POST_LEVELS.map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="tier"
        label={t("field.tier")}
        required
        emptyLabel={now.tier ? undefined : t("empty.choose")}
        defaultValue={now.tier}
        options={TIERS.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
      <NumberField name="places" label={t("field.places")} defaultValue={now.places ?? 1} required />
      <DateField
        name="countedOn"
        label={t("field.countedOn")}
        hint={t("hint.countedOn")}
        defaultValue={now.countedOn}
        required
      />
      <div className="sm:col-span-2">
        <CheckboxGroup
          name="levels"
          label={t("field.levels")}
          required
          defaultValue={now.levels}
          options={POST_LEVELS.map((value) => ({ value, label: value }))}
        />
      </div>
      <NumberField
        name="maxAge"
        label={t("field.maxAge")}
        hint={t("hint.maxAge")}
        defaultValue={number(now.maxAge)}
      />
      <SelectField
        name="education"
        label={t("field.education")}
        emptyLabel={t("empty.notAsked")}
        defaultValue={now.education ?? undefined}
        options={EDUCATIONS.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
      <NumberField name="workYears" label={t("field.workYears")} defaultValue={number(now.workYears)} />
      <NumberField
        name="levelYears"
        label={t("field.levelYears")}
        hint={t("hint.levelYears")}
        defaultValue={number(now.levelYears)}
      />
      <div className="sm:col-span-2">
        <NumberField
          name="battlefieldMonths"
          label={t("field.battlefieldMonths")}
          hint={t("hint.battlefieldMonths")}
          defaultValue={number(now.battlefieldMonths)}
        />
      </div>
      <SelectField
        name="unitType"
        label={t("field.unitType")}
        emptyLabel={t("empty.notAsked")}
        defaultValue={now.unitType ?? undefined}
        options={UNIT_TYPES.map((value) => ({ value, label: types(unitTypeKey(value)) }))}
      />
      <NumberField
        name="unitTypeMonths"
        label={t("field.unitTypeMonths")}
        defaultValue={number(now.unitTypeMonths)}
      />
      <SelectField
        name="heldTier"
        label={t("field.heldTier")}
        emptyLabel={t("empty.notAsked")}
        defaultValue={now.heldTier ?? undefined}
        options={TIERS.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
      <NumberField
        name="heldTierMonths"
        label={t("field.heldTierMonths")}
        defaultValue={number(now.heldTierMonths)}
      />
    </>
  );
}
