import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { fileComplaint } from "@/app/_actions/complaints";
import { formMessages } from "@/app/_shared/form-messages";
import { RadioGroup } from "@/components/form/choice-fields";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import type { AboutChoices } from "@/lib/complaints/queries";
import { ABOUT_UNIT, COMPLAINT_KINDS, LIMITS, NAMINGS } from "@/lib/complaints/schema";

/** Text alone: no photo, no number to leave, nothing that must be proven. */
export async function ComplaintForm({ choices, days }: { choices: AboutChoices; days: number }) {
  const t = await getTranslations("complaints");
  const options = [
    ...(choices.unit
      ? [{ value: ABOUT_UNIT, label: t("field.aboutUnit", { unit: choices.unit.shortName }) }]
      : []),
    ...choices.observers.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const messages = await formMessages("complaints");
  return (
    <CommandForm action={fileComplaint} messages={messages} successHref="/complaints?sent=1">
      <input type="hidden" name="id" value={randomUUID()} />
      <RadioGroup
        name="kind"
        label={t("field.kind")}
        options={COMPLAINT_KINDS.map((kind) => ({ value: kind, label: t(`status.${kind}`) }))}
        required
      />
      <TextArea
        name="body"
        label={t("field.body")}
        hint={t("hint.body")}
        limit={LIMITS.body}
        rows={6}
        required
      />
      {options.length > 0 && (
        <SelectField
          name="about"
          label={t("field.about")}
          hint={t("hint.about")}
          options={options}
          emptyLabel={t("empty.about")}
        />
      )}
      <RadioGroup
        name="naming"
        label={t("field.naming")}
        hint={t("hint.naming")}
        options={NAMINGS.map((naming) => ({ value: naming, label: t(`status.${naming}`) }))}
        required
      />
      <FormActions>
        <SubmitButton icon="sent">{t("action.send")}</SubmitButton>
        <p className="text-sm text-ink-soft">{t("hint.days", { count: days })}</p>
      </FormActions>
    </CommandForm>
  );
}
