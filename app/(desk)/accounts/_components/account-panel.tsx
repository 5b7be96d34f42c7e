import { getFormatter, getTranslations } from "next-intl/server";
import { resetPassword, revokeSessions, setAccountState, unlockAccount } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { MOMENT } from "@/app/_shared/moment";
import { CommandForm, SubmitButton } from "@/components/form/command-form";
import { TextField } from "@/components/form/text-field";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { PanelClose } from "@/components/ui/panel-close";
import type { AccountRow } from "@/lib/accounts/queries";
import { AccountDeed } from "./account-deed";
import { AccountState } from "./account-state";

type Props = { account: AccountRow; isOwn: boolean; closeHref: string };

/** One account: what it is, and what the system administrator may do to it. */
export async function AccountPanel({ account, isOwn, closeHref }: Props) {
  const t = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  const format = await getFormatter();
  const messages = await formMessages("accounts");
  const { id, isActive, isLocked, hasSession } = account;
  return (
    <Panel
      key={id}
      title={account.name}
      note={account.account}
      actions={<PanelClose href={closeHref} label={t("nav.close")} />}
      flush
    >
      <div className="px-4 py-2">
        <DescriptionList
          items={[
            { term: t("field.department"), value: account.department },
            {
              term: t("field.roles"),
              value: account.roles.map((one) => role(one)).join("、") || t("empty.roles"),
            },
            { term: t("field.state"), value: <AccountState account={account} /> },
            {
              term: t("field.lastSignIn"),
              value: account.lastSignInAt ? format.dateTime(account.lastSignInAt, MOMENT) : t("status.never"),
            },
            { term: t("field.session"), value: t(hasSession ? "status.signedIn" : "status.signedOut") },
          ]}
        />
        {isOwn && <Notice className="my-2">{t("hint.own")}</Notice>}
      </div>
      {isLocked && (
        <AccountDeed action={unlockAccount} userId={id} hint={t("hint.unlock")} done={t("status.unlocked")}>
          {t("action.unlock")}
        </AccountDeed>
      )}
      {hasSession && !isOwn && (
        <AccountDeed action={revokeSessions} userId={id} hint={t("hint.revoke")} done={t("status.revoked")}>
          {t("action.revoke")}
        </AccountDeed>
      )}
      {!isOwn && (
        <>
          <section className="border-t border-line px-4 py-3">
            <CommandForm
              action={resetPassword}
              messages={messages}
              successText={t("status.passwordReset")}
              resetOnSuccess
              aria-label={t("action.reset")}
              className="flex flex-col gap-2.5"
            >
              <input type="hidden" name="userId" value={id} />
              <TextField
                name="password"
                label={t("field.newPassword")}
                hint={t("hint.reset")}
                required
                maxLength={200}
                spellCheck={false}
              />
              <div>
                <SubmitButton variant="secondary">{t("action.reset")}</SubmitButton>
              </div>
            </CommandForm>
          </section>
          <AccountDeed
            action={setAccountState}
            userId={id}
            fields={{ isActive: String(!isActive) }}
            hint={isActive ? t("hint.disable") : undefined}
            done={t("status.stateChanged")}
            danger={isActive}
          >
            {t(isActive ? "action.disable" : "action.enable")}
          </AccountDeed>
        </>
      )}
    </Panel>
  );
}
