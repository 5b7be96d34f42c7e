import "../globals.css";
import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations({ locale: "zh-CN", namespace: "app.title" });
  return { title: t("product"), icons: { icon: "/icon.svg", apple: "/icons/apple.png" } };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: "#0e3835",
};

/** The root of the page that a phone keeps: it asks for nobody, so that nothing of anybody can stand in it. */
export default function ShellLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="zh-CN">
      <body>{children}</body>
    </html>
  );
}
