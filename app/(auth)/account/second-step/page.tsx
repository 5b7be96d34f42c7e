import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { switchOffSecondStep } from "@/app/_actions/self";
import { formMessages } from "@/app/_shared/form-messages";
import { CommandForm, FormActions, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { readOwn } from "@/lib/accounts/account-command";
import { findSecondStep } from "@/lib/accounts/second-step/queries";
import { momentText } from "@/lib/platform/clock";
import { needsSecondStep } from "@/lib/platform/env";
import { currentSession } from "@/lib/platform/request";
import { homeOf } from "@/lib/platform/routes";
import { SetUp } from "./_components/set-up";

export default async function SecondStepPage() {
  const session = await currentSession();
  if (session.kind !== "live")
    redirect(session.kind === "ended" ? `/sign-in?ended=${session.reason}` : "/sign-in");
  const { viewer, duty } = session;
  if (duty === "password") redirect("/password");
  const state = await readOwn(viewer, (db) => findSecondStep(db, viewer.id));
  const isDemanded = needsSecondStep(viewer);
  const t = await getTranslations("secondStep");
  const accounts = await getTranslations("accounts");
  const messages = await formMessages("secondStep", undefined, "accounts");
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="font-serif text-2xl font-bold">{t("title.secondStep")}</h1>
        <p className="mt-1 text-ink-soft">{t("hint.secondStep")}</p>
      </div>
      {state && (
        <Notice kind={state.codesLeft < 3 ? "caution" : "info"}>
          {t("status.since", { since: momentText(state.since), count: state.codesLeft })}
        </Notice>
      )}
      <SetUp
        messages={messages}
        hasDevice={state !== null}
        duty={duty ? t("hint.demanded") : undefined}
        home={homeOf(viewer.roles)}
        words={{
          begin: t(state ? "action.change" : "action.begin"),
          password: accounts("field.current"),
          presentCode: t("field.presentCode"),
          presentHint: t("hint.presentCode"),
          scan: t("hint.scan"),
          key: t("field.key"),
          qr: t("field.qr"),
          open: t("nav.open"),
          code: t("field.code"),
          confirm: t("action.confirm"),
          codesTitle: t("title.codes"),
          codesHint: t("hint.codes"),
          on: t("status.on"),
          print: t("action.print"),
          home: t("nav.home"),
        }}
      />
      {state && !isDemanded && (
        <details className="border-t border-line pt-4">
          <summary className="min-h-11 cursor-pointer py-2 text-ink-soft">{t("action.switchOff")}</summary>
          <CommandForm
            action={switchOffSecondStep}
            messages={messages}
            successText={t("status.off")}
            aria-label={t("action.switchOff")}
          >
            <TextField
              name="password"
              type="password"
              label={accounts("field.current")}
              autoComplete="current-password"
              required
            />
            <TextField
              name="code"
              label={t("field.presentCode")}
              hint={t("hint.presentCode")}
              autoComplete="one-time-code"
              required
              maxLength={40}
            />
            <FormActions>
              <SubmitButton variant="danger">{t("action.switchOff")}</SubmitButton>
            </FormActions>
          </CommandForm>
        </details>
      )}
      {!duty && (
        <p>
          <ButtonLink href="/account" variant="secondary" icon="return">
            {accounts("title.account")}
          </ButtonLink>
        </p>
      )}
    </div>
  );
}
