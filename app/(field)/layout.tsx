import "../globals.css";
import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PersonalMark } from "@/app/_shared/personal-mark";
import { isTextLarge } from "@/app/_shared/text-size";
import { FieldStart } from "@/components/field/field-start";
import { currentSession } from "@/lib/platform/request";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app.title");
  return {
    title: { default: t("product"), template: `%s · ${t("product")}` },
    icons: { icon: "/icon.svg", apple: "/icons/apple.png" },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: "#0e3835",
};

/** The phone's own root: no script and no style of the desk's widgets. Pages bring their frame with their title. */
export default async function FieldLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  return (
    <html lang={await getLocale()} data-text={(await isTextLarge()) ? "large" : undefined}>
      <body>
        {children}
        {session.kind === "live" && (
          <>
            <PersonalMark viewer={session.viewer} />
            <FieldStart />
          </>
        )}
      </body>
    </html>
  );
}
