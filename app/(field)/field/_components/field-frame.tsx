import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FieldShell } from "@/components/layout/field-shell";
import { Icon } from "@/components/ui/icon";
import { env } from "@/lib/platform/env";

type Props = {
  title: ReactNode;
  back?: string;
  /** which tab is lit; a form has its button there instead */
  tab?: "units" | "drafts";
  action?: ReactNode;
  /** drafts of this person on the server */
  draftCount?: number;
  children: ReactNode;
};

/** The phone's frame with its three tabs. */
export async function FieldFrame({ title, back, tab, action, draftCount, children }: Props) {
  const t = await getTranslations("app");
  const own = await getTranslations("observations");
  return (
    <FieldShell
      title={title}
      back={back ? { href: back, label: t("action.back") } : undefined}
      action={action}
      banner={env().DEMO ? `${t("hint.banner")}　${t("hint.demo")}` : t("hint.banner")}
      labels={{ tabs: own("nav.fieldTabs"), skip: t("nav.skip") }}
      tabs={
        tab && [
          {
            href: "/field",
            label: own("title.myUnits"),
            icon: <Icon name="unit" className="size-5" />,
            isCurrent: tab === "units",
          },
          {
            href: "/field/drafts",
            label: t("nav.drafts"),
            icon: <Icon name="file" className="size-5" />,
            isCurrent: tab === "drafts",
            count: draftCount ? draftCount : undefined,
          },
          { href: "/", label: t("nav.desk"), icon: <Icon name="home" className="size-5" /> },
        ]
      }
    >
      {children}
    </FieldShell>
  );
}
