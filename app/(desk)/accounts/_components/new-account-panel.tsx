import { getTranslations } from "next-intl/server";
import { createAccount } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { slipWords } from "@/app/_shared/slips";
import { SlipForm } from "@/components/accounts/slip-form";
import { FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { Panel } from "@/components/ui/panel";
import { PanelClose } from "@/components/ui/panel-close";

export async function NewAccountPanel({ closeHref }: { closeHref: string }) {
  const t = await getTranslations("accounts");
  return (
    <Panel
      title={t("title.newAccount")}
      actions={<PanelClose href={closeHref} label={t("nav.close")} />}
      footer={t("hint.noRoles")}
    >
      <SlipForm
        action={createAccount}
        messages={await formMessages("accounts")}
        words={await slipWords()}
        label={t("title.newAccount")}
      >
        <TextField name="name" label={t("field.name")} required maxLength={40} />
        <TextField
          name="account"
          label={t("field.account")}
          hint={t("reason.accountForm")}
          required
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField name="department" label={t("field.department")} required maxLength={60} />
        <TextField name="unit" label={t("field.unit")} hint={t("hint.unit")} maxLength={60} />
        <FormActions>
          <SubmitButton>{t("action.create")}</SubmitButton>
        </FormActions>
      </SlipForm>
    </Panel>
  );
}
