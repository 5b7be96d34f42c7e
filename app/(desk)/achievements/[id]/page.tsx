import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { figuresText } from "@/components/achievement/figures";
import { AchievementMark, ContributionMark } from "@/components/achievement/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getAchievement, listSimilarClaims, listSourceCandidates } from "@/lib/achievements/queries";
import { mayRevise } from "@/lib/achievements/rules";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { AddSource } from "./_components/add-source";
import { ClaimHistory } from "./_components/claim-history";
import { Decide } from "./_components/decide";
import { SimilarClaims } from "./_components/similar-claims";
import { SourceList } from "./_components/source-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("claim") };
}

export default async function AchievementPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("achievements.read");
  const id = idOr404((await params).id);
  const { claim, candidates, similar, units } = await orNotFound(
    read(viewer, async (db) => ({
      claim: await getAchievement(db, id),
      candidates: await listSourceCandidates(db, id),
      similar: await listSimilarClaims(db, id),
      units: await listUnitChoices(db),
    })),
  );
  const t = await getTranslations("achievements");
  const mayAdd = can(viewer, "achievements.draft") && claim.state !== "REJECTED" && claim.state !== "MERGED";
  return (
    <>
      <PageHeader
        dossier
        title={claim.claim}
        badges={<AchievementMark state={claim.state} />}
        breadcrumbs={[
          { label: t("title.list"), href: "/achievements" },
          { label: claim.unitName, href: `/units/${claim.unitId}` },
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={
          can(viewer, "achievements.draft") &&
          mayRevise(
            { state: claim.state, isDrafter: claim.draftedById === viewer.id },
            { isReviewer: can(viewer, "achievements.decide") },
          ) && (
            <ButtonLink href={`/achievements/${claim.id}/edit`} icon="pen">
              {t("action.edit")}
            </ButtonLink>
          )
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_23rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("title.claim")}>
            <DescriptionList
              columns={2}
              items={[
                { term: t("field.period"), value: `${claim.startsOn} – ${claim.endsOn}` },
                { term: t("field.level"), value: t(`status.${claim.level.toLowerCase()}`) },
                {
                  term: t("field.indicator"),
                  value: figuresText(claim, { target: t("field.target") }) || undefined,
                },
                {
                  term: t("field.task"),
                  value: claim.taskName && (
                    <span className="flex flex-wrap items-center gap-2">
                      <a
                        href={`/central-tasks/${claim.taskId}`}
                        className="hover:text-accent hover:underline"
                      >
                        {claim.taskName}
                      </a>
                      {claim.isMainBattlefield && <Badge tone="info">{t("status.mainBattlefield")}</Badge>}
                    </span>
                  ),
                },
                { term: t("field.drafter"), value: claim.drafterName },
                {
                  term: t("field.confirmer"),
                  value: claim.confirmerName && (
                    <>
                      {claim.confirmerName}{" "}
                      <span className="text-ink-soft">
                        {t("hint.confidence", { level: t(`status.confidence${claim.confidence}`) })}
                      </span>
                    </>
                  ),
                },
              ]}
            />
            <ul className="mt-3 flex flex-col gap-1.5">
              {claim.cadres.map((line) => (
                <li key={line.cadreId} className="flex flex-wrap items-baseline gap-x-2">
                  <a href={`/cadres/${line.cadreId}`} className="font-medium text-accent">
                    {line.name}
                  </a>
                  <ContributionMark contribution={line.contribution} />
                  <span className="text-sm text-ink-soft">
                    {line.unitName} {line.postTitle}
                  </span>
                  {line.part && <span>{line.part}</span>}
                </li>
              ))}
            </ul>
          </Panel>
          <SourceList claim={claim} viewer={viewer} />
          {mayAdd && <AddSource claim={claim} candidates={candidates} units={units} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Decide claim={claim} viewer={viewer} />
          <SimilarClaims claims={similar} />
          <ClaimHistory claim={claim} />
        </div>
      </div>
    </>
  );
}
