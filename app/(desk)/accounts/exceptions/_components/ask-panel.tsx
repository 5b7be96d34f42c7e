import { getTranslations } from "next-intl/server";
import { askException } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { DateField } from "@/components/form/date-field";
import { SelectField } from "@/components/form/select-field";
import { TextArea } from "@/components/form/text-area";
import { marks } from "@/components/punctuation/marks";
import { Panel } from "@/components/ui/panel";
import type { Administrator } from "@/lib/accounts/exceptions/queries";
import type { Day } from "@/lib/platform/clock";
import { ADMINISTRATOR_ROLES } from "@/lib/platform/rights";

type Props = { administrators: Administrator[]; today: Day; latest: Day };

export async function AskPanel({ administrators, today, latest }: Props) {
  const t = await getTranslations("exceptions");
  const m = await marks();
  const role = await getTranslations("app.status");
  return (
    <Panel title={t("title.ask")} footer={t("hint.ask")}>
      <CommandForm
        action={askException}
        messages={await formMessages("exceptions")}
        successText={t("status.asked")}
        resetOnSuccess
        aria-label={t("title.ask")}
      >
        <SelectField
          name="userId"
          label={t("field.person")}
          required
          emptyLabel={t("field.choose")}
          options={administrators.map((one) => ({
            value: one.id,
            label: `${one.name} ${one.account}${m.open}${role(one.role)}${m.close}`,
          }))}
        />
        <SelectField
          name="addedRole"
          label={t("field.addedRole")}
          required
          emptyLabel={t("field.choose")}
          options={ADMINISTRATOR_ROLES.map((one) => ({ value: one, label: role(one) }))}
        />
        <DateField
          name="endsOn"
          label={t("field.endsOn")}
          hint={t("hint.endsOn")}
          required
          min={today}
          max={latest}
        />
        <TextArea
          name="reason"
          label={t("field.reason")}
          hint={t("hint.reason")}
          required
          limit={300}
          rows={3}
        />
        <FormActions>
          <SubmitButton>{t("action.ask")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </Panel>
  );
}
