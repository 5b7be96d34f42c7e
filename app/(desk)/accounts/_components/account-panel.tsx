import { getTranslations } from "next-intl/server";
import { resetPassword, revokeSessions, setAccountState, unlockAccount } from "@/app/_actions/accounts";
import { formMessages } from "@/app/_shared/form-messages";
import { SessionList } from "@/app/_shared/session-list";
import { slipWords } from "@/app/_shared/slips";
import { AccountState } from "@/components/accounts/account-state";
import { SlipForm } from "@/components/accounts/slip-form";
import { SubmitButton } from "@/components/form/command-form";
import { marks } from "@/components/punctuation/marks";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { PanelClose } from "@/components/ui/panel-close";
import type { AccountRow, SessionRow } from "@/lib/accounts/queries";
import { momentText } from "@/lib/platform/clock";
import { AccountDeed } from "./account-deed";
import { Links } from "./links";

type Props = { account: AccountRow; sessions: SessionRow[]; isOwn: boolean; closeHref: string };

/** One account: what it is, and what the system administrator may do to it. */
export async function AccountPanel({ account, sessions, isOwn, closeHref }: Props) {
  const t = await getTranslations("accounts");
  const m = await marks();
  const role = await getTranslations("app.status");
  const messages = await formMessages("accounts");
  const { id, isActive, isLocked, hasSession, hasPassword, slipExpiresAt } = account;
  const slip = slipExpiresAt
    ? t("status.slipUntil", { until: momentText(slipExpiresAt) })
    : t("status.noSlip");
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
              value: account.roles.map((one) => role(one)).join(m.list) || t("empty.roles"),
            },
            { term: t("field.state"), value: <AccountState account={account} /> },
            {
              term: t("field.lastSignIn"),
              value: account.lastSignInAt ? momentText(account.lastSignInAt) : t("status.never"),
            },
            { term: t("field.session"), value: t(hasSession ? "status.signedIn" : "status.signedOut") },
            { term: t("field.secondStep"), value: t(account.hasSecondStep ? "status.on" : "status.off") },
            {
              term: t("field.validUntil"),
              value: (
                <span className="flex flex-wrap items-center gap-x-3">
                  {account.validUntil ?? t("status.noEnd")}
                  {!isOwn && (
                    <a href={addressOf("/accounts/many", { accounts: id, deed: "VALIDITY" })}>
                      {t("action.setValidity")}
                    </a>
                  )}
                </span>
              ),
            },
            ...(hasPassword ? [] : [{ term: t("field.slip"), value: slip }]),
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
            <SlipForm
              action={resetPassword}
              messages={messages}
              words={await slipWords()}
              label={t("action.reset")}
              className="flex flex-col gap-2"
            >
              <input type="hidden" name="userId" value={id} />
              <div className="flex items-center justify-between gap-3">
                <span className="text-sm text-ink-soft">
                  {t(hasPassword ? "hint.reset" : "hint.slipAgain")}
                </span>
                <SubmitButton variant="secondary">
                  {t(hasPassword ? "action.reset" : "action.slipAgain")}
                </SubmitButton>
              </div>
            </SlipForm>
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
      <Links account={account} isOwn={isOwn} />
      <section className="border-t border-line px-4 py-3">
        <h3 className="mb-1 text-sm font-semibold text-ink-soft">{t("title.sessions")}</h3>
        <SessionList sessions={sessions} />
      </section>
      <p className="border-t border-line px-4 py-3">
        <ButtonLink href={`/accounts/sight/${id}`} variant="secondary" icon="eye">
          {t("nav.sight")}
        </ButtonLink>
      </p>
    </Panel>
  );
}
