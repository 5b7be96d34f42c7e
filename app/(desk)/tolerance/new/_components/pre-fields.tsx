import { getTranslations } from "next-intl/server";
import { CheckboxGroup } from "@/components/form/choice-fields";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { LIMITS } from "@/lib/tolerance/schema";

/** What a 事前报备 names (product.md): gap, purpose, no private gain, collective decision, risks, stop conditions, witness. */
export async function PreFields({ observers }: { observers: { id: string; name: string }[] }) {
  const t = await getTranslations("tolerance");
  return (
    <>
      <TextArea name="ruleGap" label={t("field.ruleGap")} limit={LIMITS.text} rows={2} required />
      <TextArea name="publicPurpose" label={t("field.publicPurpose")} limit={LIMITS.text} rows={2} required />
      <CheckboxGroup
        name="isWithoutGain"
        label={t("field.isWithoutGain")}
        required
        options={[{ value: "on", label: t("hint.isWithoutGain") }]}
      />
      <TextArea
        name="collectiveDecision"
        label={t("field.collectiveDecision")}
        hint={t("hint.collectiveDecision")}
        limit={LIMITS.text}
        rows={2}
        required
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextArea
          name="risks"
          label={t("field.risks")}
          hint={t("hint.lines")}
          limit={LIMITS.text}
          rows={4}
          required
        />
        <TextArea
          name="stops"
          label={t("field.stops")}
          hint={t("hint.lines")}
          limit={LIMITS.text}
          rows={4}
          required
        />
      </div>
      <SelectField
        name="witnessId"
        label={t("field.witness")}
        hint={observers.length === 0 ? t("hint.noWitness") : undefined}
        emptyLabel={t("empty.choose")}
        required
        options={observers.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}
