import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orNotFound, type PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getClaimScope, listRelatedRecords } from "@/lib/achievements/form/queries";
import { claimScopeFilter } from "@/lib/achievements/form/schema";
import { listClaimsOfCadres } from "@/lib/achievements/lineage/queries";
import { listConductItems } from "@/lib/conduct/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { ClaimForm } from "../_components/claim-form";
import { KnownClaims } from "../_components/known-claims";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("new") };
}

export default async function NewAchievementPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("achievements.draft");
  const asked = claimScopeFilter.parse(await searchParams);
  const t = await getTranslations("achievements");
  const today = cityDay(new Date());
  const head = (
    <PageHeader
      title={t("title.new")}
      subtitle={t("hint.new")}
      breadcrumbs={[{ label: t("title.list"), href: "/achievements" }]}
      breadcrumbsLabel={t("title.list")}
    />
  );
  if (!asked.from && !asked.unit) {
    const all = await read(viewer, listUnitChoices);
    const units = can(viewer, "achievements.decide")
      ? all
      : all.filter((one) => viewer.unitIds.includes(one.id));
    return (
      <>
        {head}
        <Panel title={t("title.chooseUnit")}>
          {units.length === 0 ? (
            <EmptyState title={t("empty.units")} icon="unit" />
          ) : (
            <ul className="flex flex-wrap gap-2">
              {units.map((unit) => (
                <li key={unit.id}>
                  <ButtonLink href={`/achievements/new?unit=${unit.id}`}>{unit.shortName}</ButtonLink>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </>
    );
  }
  const { scope, known, related, items } = await orNotFound(
    read(viewer, async (db) => {
      const found = await getClaimScope(db, { observationId: asked.from, unitId: asked.unit, today });
      const cadres = found.cadres.filter((cadre) => cadre.isInRecord).map((cadre) => cadre.id);
      const on = found.record?.on ?? today;
      return {
        scope: found,
        known: cadres.length > 0 ? await listClaimsOfCadres(db, cadres, on) : [],
        related: found.record ? await listRelatedRecords(db, found.record.id) : [],
        items: await listConductItems(db, on),
      };
    }),
  );
  return (
    <>
      {head}
      <KnownClaims claims={known} />
      <ClaimForm {...{ scope, related, items, today }} />
    </>
  );
}
