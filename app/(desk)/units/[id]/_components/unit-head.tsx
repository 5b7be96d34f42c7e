import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { askHref } from "@/app/_shared/records-href";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/platform/rights";
import type { Viewer } from "@/lib/platform/viewer";
import type { UnitPage } from "@/lib/units/queries";
import { unitTypeKey } from "@/lib/units/rules";

/** Name, type, and who observes it now since when; for a liaison these are the people to speak to. */
export async function UnitHead({
  unit,
  viewer,
  lastOn,
  hasRecords,
}: {
  unit: UnitPage;
  viewer: Viewer;
  lastOn: string | null;
  hasRecords: boolean;
}) {
  const t = await getTranslations("units");
  return (
    <>
      <PageHeader
        dossier
        title={unit.shortName}
        breadcrumbsLabel={t("title.list")}
        breadcrumbs={[{ label: t("title.list"), href: "/units" }]}
        badges={
          <>
            <Badge>{t(`status.${unitTypeKey(unit.type)}`)}</Badge>
            {!unit.isVerified && (
              <Badge tone="caution" icon={true}>
                {t("hint.unverified")}
              </Badge>
            )}
          </>
        }
        subtitle={`${unit.code} · ${unit.name}`}
        actions={
          <>
            {can(viewer, "followUps.ask") && (
              <ButtonLink href={askHref(unit.id)} icon="flag">
                {await askWord()}
              </ButtonLink>
            )}
            {can(viewer, "teams.read") && (
              <ButtonLink href={`/units/${unit.id}/team`} icon="people">
                {t("action.teamAnalysis")}
              </ButtonLink>
            )}
            {viewer.unitIds.includes(unit.id) && can(viewer, "observations.log") && (
              <ButtonLink href={`/observations/new?unit=${unit.id}`} variant="primary" icon="pen">
                {t("action.log")}
              </ButtonLink>
            )}
          </>
        }
      />
      {(unit.isInReach || hasRecords) && (
        <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-1.5">
          {unit.isInReach && (
            <Fact term={t(hasRecords ? "title.observers" : "title.contact")}>
              {unit.observers.length === 0 ? (
                <Badge tone="attention" icon={true}>
                  {t("empty.observers")}
                </Badge>
              ) : (
                unit.observers.map((one) => (
                  <span key={one.id} className="mr-3 whitespace-nowrap">
                    <span className="font-medium">{one.name}</span>{" "}
                    <span className="text-sm text-ink-soft">
                      {one.department} · {t("hint.since", { day: one.since })}
                    </span>
                  </span>
                ))
              )}
            </Fact>
          )}
          {hasRecords && <Fact term={t("field.lastOn")}>{lastOn ?? t("status.never")}</Fact>}
        </dl>
      )}
      {viewer.roles.length === 1 && viewer.roles[0] === "LIAISON" && (
        <p className="mb-4 text-ink-soft">{t("hint.liaison")}</p>
      )}
    </>
  );
}

const askWord = async (): Promise<string> => (await getTranslations("coverage"))("action.ask");

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-3">
      <dt className="text-ink-soft">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
