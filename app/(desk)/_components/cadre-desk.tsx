import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { DeskProps } from "./desk-list";

export async function CadreDesk({ viewer, level }: DeskProps) {
  const t = await getTranslations("home");
  const corrections = await getTranslations("corrections");
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
      <p className="flex flex-wrap gap-2">
        <ButtonLink variant="primary" icon="file" href={`/cadres/${viewer.cadreId}`}>
          {t("action.ownFile")}
        </ButtonLink>
        <ButtonLink icon="pen" href="/corrections">
          {corrections("action.own")}
        </ButtonLink>
      </p>
    </Panel>
  );
}
