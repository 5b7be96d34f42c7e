import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { PageProps } from "@/app/_shared/page-props";
import { Notice } from "@/components/ui/notice";
import { phonePath } from "@/lib/platform/address";
import { env } from "@/lib/platform/env";
import { currentSession, DUTY_PAGES } from "@/lib/platform/request";
import { homeOf } from "@/lib/platform/routes";
import demoAccounts from "@/prisma/seed/demo/accounts.json";
import { SignInForm } from "./_components/sign-in-form";

const ENDS = ["NEWER_SIGN_IN", "REVOKED", "PASSWORD_CHANGED", "IDLE", "EXPIRED", "SIGN_OUT"] as const;
const search = z.object({
  ended: z.enum(ENDS).optional().catch(undefined),
  /** a phone comes back to where it was; the box is asked for on this page */
  next: z
    .union([phonePath(), z.literal("/complaints")])
    .optional()
    .catch(undefined),
});

export default async function SignInPage({ searchParams }: PageProps) {
  const session = await currentSession();
  const { ended, next } = search.parse(await searchParams);
  if (session.kind === "live")
    redirect(session.duty ? DUTY_PAGES[session.duty] : (next ?? homeOf(session.viewer.roles)));
  const t = await getTranslations("accounts");
  const role = await getTranslations("app.status");
  return (
    <div className="flex flex-col gap-5">
      <h1 className="font-serif text-2xl font-bold">{t("title.signIn")}</h1>
      {ended && <Notice kind="info">{t(`status.ended.${ended}`)}</Notice>}
      {next === "/complaints" && <Notice kind="info">{t("hint.complaints")}</Notice>}
      <SignInForm
        next={next}
        labels={{
          account: t("field.account"),
          password: t("field.password"),
          code: t("field.code"),
          codeHint: t("hint.code"),
          submit: t("action.signIn"),
          demo: t("hint.demoAccounts"),
        }}
        reasons={{
          wrong: t("reason.wrong"),
          codeWrong: t("reason.codeWrong"),
          locked: t("reason.locked"),
          tooMany: t("reason.tooMany"),
          network: t("reason.network"),
          broken: t("reason.broken"),
        }}
        demo={
          env().DEMO
            ? demoAccounts.map((one) => ({
                account: one.account,
                password: one.password,
                label: `${role(one.role)} ${one.name}`,
              }))
            : []
        }
      />
    </div>
  );
}
