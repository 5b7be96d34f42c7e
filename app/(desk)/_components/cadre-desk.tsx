import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { DeskProps } from "./desk-list";

export async function CadreDesk({ viewer, level }: DeskProps) {
  const t = await getTranslations("home");
  if (!viewer.cadreId) {
    return (
      <EmptyState icon="person" title={t("empty.ownFile")}>
        {t("empty.ownFileNext")}
      </EmptyState>
    );
  }
  return (
    <Panel level={level} title={t("title.ownFile")} className="max-w-3xl">
      <p className="mb-3">{t("hint.ownFile")}</p>
      <ButtonLink variant="primary" icon="file" href={`/cadres/${viewer.cadreId}`}>
        {t("action.ownFile")}
      </ButtonLink>
    </Panel>
  );
}
