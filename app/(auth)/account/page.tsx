import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { chooseKeys } from "@/app/_actions/self";
import { SessionList } from "@/app/_shared/session-list";
import { hasSingleKeys } from "@/app/_shared/single-keys";
import { Button, ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { readOwn } from "@/lib/accounts/account-command";
import { listSessions } from "@/lib/accounts/queries";
import { findSecondStep } from "@/lib/accounts/second-step/queries";
import { momentText } from "@/lib/platform/clock";
import { currentSession } from "@/lib/platform/request";
import { homeOf } from "@/lib/platform/routes";

/** 我的账号: password, second step, and from where one signed in lately. */
export default async function AccountPage() {
  const session = await currentSession();
  if (session.kind !== "live")
    redirect(session.kind === "ended" ? `/sign-in?ended=${session.reason}` : "/sign-in");
  const { viewer, duty } = session;
  if (duty === "password") redirect("/password");
  const { sessions, secondStep } = await readOwn(viewer, async (db) => ({
    sessions: await listSessions(db, viewer.id),
    secondStep: await findSecondStep(db, viewer.id),
  }));
  const keys = await hasSingleKeys();
  const t = await getTranslations("accounts");
  const step = await getTranslations("secondStep");
  const app = await getTranslations("app");
  return (
    <div className="flex flex-col gap-5">
      <h1 className="font-serif text-2xl font-bold">{t("title.account")}</h1>
      <DescriptionList
        items={[
          { term: t("field.name"), value: viewer.name },
          { term: t("field.account"), value: viewer.account },
          { term: t("field.department"), value: viewer.department },
          {
            term: t("field.roles"),
            value:
              viewer.roles.map((role) => app(`status.${role}`)).join(app("hint.listMark")) ||
              t("empty.roles"),
          },
          {
            term: t("field.secondStep"),
            value: secondStep
              ? step("status.since", {
                  since: momentText(secondStep.since),
                  count: secondStep.codesLeft,
                })
              : t("status.off"),
          },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <ButtonLink href="/password" variant="secondary" icon="lock">
          {t("title.password")}
        </ButtonLink>
        <ButtonLink href="/account/second-step" variant="secondary" icon="shield">
          {step(secondStep ? "nav.change" : "nav.setUp")}
        </ButtonLink>
      </div>
      <section aria-labelledby="keys" className="flex flex-col items-start gap-1">
        <h2 id="keys" className="font-semibold">
          {t("title.keys")}
        </h2>
        <p className="text-sm text-ink-soft">{t("hint.keys")}</p>
        <form action={chooseKeys} className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2">
          <input type="hidden" name="keys" value={keys ? "off" : "on"} />
          <span role="status">{t(keys ? "status.keysOn" : "status.keysOff")}</span>
          <Button type="submit">{t(keys ? "action.keysOff" : "action.keysOn")}</Button>
        </form>
      </section>
      <section aria-labelledby="sessions">
        <h2 id="sessions" className="mb-1 font-semibold">
          {t("title.sessions")}
        </h2>
        <p className="mb-1 text-sm text-ink-soft">{t("hint.ownSessions")}</p>
        <SessionList sessions={sessions} />
      </section>
      {!duty && (
        <p>
          <ButtonLink href={homeOf(viewer.roles)} variant="secondary" icon="return">
            {t("nav.back")}
          </ButtonLink>
        </p>
      )}
    </div>
  );
}
