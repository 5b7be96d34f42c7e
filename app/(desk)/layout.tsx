import { marks } from "@/components/punctuation/marks";
import "../globals.css";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { quickWords } from "@/app/_shared/found";
import { LanguageSwitch } from "@/app/_shared/language-switch";
import { type NavCounts, navigationFor } from "@/app/_shared/nav";
import { NoticeBell } from "@/app/_shared/notice-bell";
import { PersonalMark } from "@/app/_shared/personal-mark";
import { signOutWords } from "@/app/_shared/sign-out-words";
import { hasSingleKeys } from "@/app/_shared/single-keys";
import { DeskShell, TopSearch } from "@/components/layout/desk-shell";
import { PageGuard } from "@/components/layout/page-guard";
import { SignOutButton } from "@/components/observation/form/sign-out-button";
import { QuickSearch } from "@/components/search/quick-search";
import { Icon } from "@/components/ui/icon";
import { countWaitingExceptions } from "@/lib/accounts/exceptions/queries";
import { countWaitingPlans } from "@/lib/assignments/plans/queries";
import { countOpenComplaints, countUnseenAnswers } from "@/lib/complaints/queries";
import { countWaitingHandovers } from "@/lib/handovers/queries";
import { read } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { currentSession } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { homeOf } from "@/lib/platform/routes";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app.title");
  return { title: { default: t("product"), template: `%s · ${t("product")}` } };
}

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const m = await marks();
  const session = await currentSession();
  if (session.kind !== "live")
    redirect(session.kind === "ended" ? `/sign-in?ended=${session.reason}` : "/sign-in");
  const { viewer } = session;
  const t = await getTranslations("app");
  const s = await getTranslations("search");
  const { counts, answers } = await read(
    viewer,
    async (db): Promise<{ counts: NavCounts; answers: number }> => ({
      counts: {
        "/handovers": can(viewer, "handovers.read") ? await countWaitingHandovers(db) : 0,
        "/accounts/exceptions": can(viewer, "exceptions.decide")
          ? await countWaitingExceptions(db, viewer.id)
          : 0,
        "/assignments/plans": can(viewer, "plans.approve")
          ? await countWaitingPlans(db, viewer.id, can(viewer, "plans.manage"))
          : 0,
        "/complaints/handling": can(viewer, "complaints.handle") ? (await countOpenComplaints(db)).open : 0,
      },
      answers: can(viewer, "complaints.send") ? await countUnseenAnswers(db, viewer.id) : 0,
    }),
  );
  return (
    <html lang={await getLocale()} data-keys={(await hasSingleKeys()) ? undefined : "off"}>
      <body>
        <DeskShell
          brand={{ name: t("title.product"), href: homeOf(viewer.roles) }}
          banner={env().DEMO ? `${t("hint.banner")}${m.gap}${t("hint.demo")}` : t("hint.banner")}
          sections={await navigationFor(viewer, counts)}
          search={
            can(viewer, "search.use") && (
              <TopSearch
                action="/search"
                label={s("field.q")}
                placeholder={s("hint.placeholder")}
                shortcut="Ctrl K"
              />
            )
          }
          tools={
            <>
              {can(viewer, "search.use") && <QuickSearch viewerId={viewer.id} words={quickWords(s)} />}
              {can(viewer, "notices.read") && <NoticeBell viewer={viewer} />}
              <LanguageSwitch />
            </>
          }
          person={{
            name: viewer.name,
            role: viewer.roles.map((role) => t(`status.${role}`)).join(t("hint.listMark")),
            href: "/account",
          }}
          signOut={
            <SignOutButton
              viewerId={viewer.id}
              words={await signOutWords(viewer.locale)}
              title={t("action.signOut")}
              className="flex min-h-9 items-center gap-1 rounded-md px-2 text-sm text-ink-soft hover:bg-paper-deep hover:text-ink"
            >
              <Icon name="signOut" className="size-4.5" />
              <span className="max-sm:sr-only">{t("action.signOut")}</span>
            </SignOutButton>
          }
          footer={
            can(viewer, "complaints.send") && (
              <Link
                prefetch={false}
                href="/complaints"
                className="flex min-h-6 items-center gap-1 text-accent hover:underline pointer-coarse:min-h-11"
              >
                <Icon name="mail" className="size-4" />
                {answers > 0 ? t("nav.complaintNews", { count: answers }) : t("nav.complaints")}
              </Link>
            )
          }
          labels={{ skip: t("nav.skip"), nav: t("nav.main"), menu: t("nav.menu") }}
        >
          <PageGuard
            words={{
              title: t("title.broken"),
              hint: t("hint.broken"),
              number: t.raw("hint.traceNumber"),
              retry: t("action.retry"),
            }}
          >
            {children}
          </PageGuard>
        </DeskShell>
        <PersonalMark viewer={viewer} />
      </body>
    </html>
  );
}
