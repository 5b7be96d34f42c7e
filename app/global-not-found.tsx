import "./globals.css";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { StatusPage } from "./_shared/status-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app.title");
  return { title: `${t("notFound")} · ${t("product")}` };
}

/** An address that belongs to no part of the product. */
export default async function GlobalNotFound() {
  return (
    <html lang={await getLocale()}>
      <body className="grid min-h-dvh place-items-center p-6">
        <main>
          <StatusPage kind="notFound" />
        </main>
      </body>
    </html>
  );
}
