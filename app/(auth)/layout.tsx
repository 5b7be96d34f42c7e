import "../globals.css";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageSwitch } from "@/app/_shared/language-switch";
import { AuthShell } from "@/components/layout/auth-shell";
import { Icon } from "@/components/ui/icon";
import { env } from "@/lib/platform/env";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app.title");
  return { title: t("product") };
}

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("app");
  return (
    <html lang={await getLocale()}>
      <body>
        <AuthShell
          name={t("title.product")}
          sentence={t("title.sentence")}
          banner={t("hint.banner")}
          tools={<LanguageSwitch />}
          footer={
            <>
              <a
                href="/sign-in?next=/complaints"
                className="inline-flex min-h-11 items-center gap-1 px-2 text-accent hover:underline"
              >
                <Icon name="mail" className="size-4" />
                {t("nav.complaints")}
              </a>
              {env().DEMO && <p>{t("hint.demo")}</p>}
            </>
          }
        >
          {children}
        </AuthShell>
      </body>
    </html>
  );
}
