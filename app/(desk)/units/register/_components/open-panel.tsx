import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { openUnit } from "@/app/_actions/units";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SidePanel } from "@/components/ui/side-panel";
import type { Day } from "@/lib/platform/clock";
import { ReasonField, UnitFields } from "./unit-fields";

/** A new unit, also one that is split off: its people follow by the roster. */
export async function OpenPanel({ today }: { today: Day }) {
  const t = await getTranslations("units");
  return (
    <SidePanel title={t("title.open")} closeHref="/units/register" closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t("hint.open")}</p>
      <CommandForm
        action={openUnit}
        messages={await formMessages("units")}
        successHref="/units/register?unit={id}&saved=opened"
      >
        <input type="hidden" name="id" value={randomUUID()} />
        <UnitFields />
        <DateField name="startsOn" label={t("field.opensOn")} defaultValue={today} required />
        <ReasonField />
        <FormActions>
          <SubmitButton>{t("action.saveOpen")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
