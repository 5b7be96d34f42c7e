import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import { openUnit } from "@/app/_actions/units";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SidePanel } from "@/components/ui/side-panel";
import type { Day } from "@/lib/platform/clock";
import type { RegisteredUnit } from "@/lib/units/register/queries";
import { ReasonField, UnitFields } from "./unit-fields";

/** A new unit, also one that is split off another; its people are chosen in the next step. */
export async function OpenPanel({ today, from }: { today: Day; from?: RegisteredUnit }) {
  const t = await getTranslations("units");
  const title = from ? t("title.split", { unit: from.shortName }) : t("title.open");
  return (
    <SidePanel title={title} closeHref="/units/register" closeLabel={t("action.close")}>
      <p className="text-ink-soft">{t(from ? "hint.split" : "hint.open")}</p>
      <CommandForm
        action={openUnit}
        messages={await formMessages("units")}
        successHref="/units/register?unit={id}&saved=opened"
        aria-label={title}
      >
        <input type="hidden" name="id" value={randomUUID()} />
        {from && <input type="hidden" name="fromId" value={from.id} />}
        <UnitFields type={from?.type} />
        <DateField name="startsOn" label={t("field.opensOn")} defaultValue={today} required />
        <ReasonField />
        <FormActions>
          <SubmitButton>{t("action.saveOpen")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </SidePanel>
  );
}
