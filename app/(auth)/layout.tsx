import "../globals.css";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageSwitch } from "@/app/_shared/language-switch";
import { AuthShell } from "@/components/layout/auth-shell";
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
          footer={env().DEMO ? t("hint.demo") : undefined}
        >
          {children}
        </AuthShell>
      </body>
    </html>
  );
}
