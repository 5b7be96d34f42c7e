import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { savePassword } from "@/app/_actions/self";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { Notice } from "@/components/ui/notice";
import { currentSession } from "@/lib/platform/request";
import { homeOf } from "@/lib/platform/routes";

export default async function PasswordPage() {
  const session = await currentSession();
  if (session.kind !== "live")
    redirect(session.kind === "ended" ? `/sign-in?ended=${session.reason}` : "/sign-in");
  const t = await getTranslations("accounts");
  return (
    <div className="flex flex-col gap-5">
      <h1 className="font-serif text-2xl font-bold">{t("title.password")}</h1>
      {session.mustChangePassword && <Notice kind="info">{t("hint.mustChange")}</Notice>}
      <CommandForm
        action={savePassword}
        messages={await formMessages("accounts")}
        successHref={homeOf(session.viewer.roles)}
        successText={t("status.changed")}
      >
        <TextField
          name="current"
          type="password"
          label={t("field.current")}
          autoComplete="current-password"
          required
        />
        <TextField
          name="next"
          type="password"
          label={t("field.next")}
          hint={t("hint.password")}
          autoComplete="new-password"
          required
        />
        <TextField
          name="repeated"
          type="password"
          label={t("field.repeated")}
          autoComplete="new-password"
          required
        />
        <FormActions>
          <SubmitButton>{t("action.change")}</SubmitButton>
        </FormActions>
      </CommandForm>
    </div>
  );
}
