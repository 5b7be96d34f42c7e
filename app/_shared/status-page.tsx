import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { currentSession } from "@/lib/platform/request";
import { homeOf } from "@/lib/platform/routes";

/** What happened, and the way on; for 403 and 404. */
export async function StatusPage({ kind }: { kind: "forbidden" | "notFound" }) {
  const t = await getTranslations("app");
  const session = await currentSession();
  const home = session.kind === "live" ? homeOf(session.viewer.roles) : "/sign-in";
  return (
    <EmptyState
      isPage
      title={t(`title.${kind}`)}
      actions={<ButtonLink href={home}>{t("action.home")}</ButtonLink>}
    >
      {t(`hint.${kind}`)}
    </EmptyState>
  );
}
