import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { followUpFilter, openFollowUp } from "@/lib/observations/follow-ups/schema";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { layoutParams } from "@/lib/tables/schema";
import { FollowUpTable } from "./_components/follow-up-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("observations.title");
  return { title: t("openFollowUps") };
}

/** An observer's own, to be closed; for those who oversee, everybody's as far as they may see them. */
export default async function FollowUpsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("followUps.read");
  const params = await searchParams;
  const filter = followUpFilter.parse(params);
  const t = await getTranslations("observations");
  const isOverseer = can(viewer, "followUps.oversee");
  const scopes = [
    ...(isOverseer ? (["all"] as const) : []),
    ...(can(viewer, "observations.review") ? (["asked"] as const) : []),
    ...(can(viewer, "observations.log") ? (["mine"] as const) : []),
  ];
  const scope = scopes.find((one) => one === filter.scope) ?? scopes[0] ?? "mine";
  return (
    <>
      <PageHeader
        title={t("title.openFollowUps")}
        subtitle={t(scope === "mine" ? "hint.followUpsHint" : "hint.followUpsOfAll")}
      />
      {scopes.length > 1 && (
        <TabLinks
          label={t("nav.followUpScopes")}
          items={scopes.map((one) => ({
            href: `/observations/follow-ups?scope=${one}`,
            label: t(`nav.followUps_${one}`),
            isCurrent: one === scope,
          }))}
        />
      )}
      <FollowUpTable
        viewer={viewer}
        filter={{ ...filter, scope }}
        open={openFollowUp.parse(params).open}
        layoutParams={layoutParams.parse(params)}
      />
    </>
  );
}
