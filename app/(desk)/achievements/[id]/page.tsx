import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { figuresText } from "@/components/achievement/figures";
import { AchievementMark, ContributionMark } from "@/components/achievement/marks";
import { BoundCorrections } from "@/components/correction/bound-corrections";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import {
  findUndoBlocker,
  listMergeTargets,
  listRelatives,
  listSimilarClaims,
} from "@/lib/achievements/lineage/queries";
import { mayEnd } from "@/lib/achievements/lineage/rules";
import { getAchievement, listSourceCandidates } from "@/lib/achievements/queries";
import { listAskable, listRequests } from "@/lib/achievements/requests/queries";
import { isEnded, mayRevise } from "@/lib/achievements/rules";
import { loadRequestDue } from "@/lib/calendar/limits/queries";
import { listCorrectionsOf } from "@/lib/corrections/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { AddSource } from "./_components/add-source";
import { ClaimHistory } from "./_components/claim-history";
import { Decide } from "./_components/decide";
import { Fallen } from "./_components/fallen";
import { Relatives } from "./_components/relatives";
import { Requests } from "./_components/requests";
import { SimilarClaims } from "./_components/similar-claims";
import { SourceList } from "./_components/source-list";
import { Undo } from "./_components/undo";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("achievements.title");
  return { title: t("claim") };
}

export default async function AchievementPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("achievements.read");
  const id = idOr404((await params).id);
  const isReviewer = can(viewer, "achievements.decide");
  const today = cityDay(new Date());
  // all of it travels together
  const [
    claim,
    candidates,
    similar,
    targets,
    relatives,
    requests,
    askable,
    units,
    requestDueOn,
    corrections,
    blocker,
  ] = await orNotFound(
    read(viewer, (db) =>
      Promise.all([
        getAchievement(db, id),
        listSourceCandidates(db, id),
        listSimilarClaims(db, id),
        listMergeTargets(db, id, isReviewer ? null : viewer.id),
        listRelatives(db, id),
        listRequests(db, id),
        listAskable(db, id),
        listUnitChoices(db),
        loadRequestDue(db, today),
        can(viewer, "corrections.read") ? listCorrectionsOf(db, id) : [],
        findUndoBlocker(db, id),
      ]),
    ),
  );
  const t = await getTranslations("achievements");
  const m = await marks();
  const mayDraft = can(viewer, "achievements.draft");
  const about = { state: claim.state, isDrafter: claim.draftedById === viewer.id };
  const isOpen = !isEnded(claim.state);
  return (
    <>
      <PageHeader
        dossier
        title={claim.claim}
        written
        badges={<AchievementMark state={claim.state} />}
        breadcrumbs={[
          { label: t("title.list"), href: "/achievements" },
          { label: claim.unitName, href: `/units/${claim.unitId}` },
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <>
            <ButtonLink href={`/achievements/${claim.id}/trace`} icon="link">
              {t("action.trace")}
            </ButtonLink>
            {mayDraft && mayEnd(about, "SPLIT", { isReviewer }) && (
              <ButtonLink href={`/achievements/${claim.id}/split`} icon="swap">
                {t("action.split")}
              </ButtonLink>
            )}
            {mayDraft && mayRevise(about, { isReviewer }) && (
              <ButtonLink href={`/achievements/${claim.id}/edit`} icon="pen">
                {t("action.edit")}
              </ButtonLink>
            )}
          </>
        }
      />
      <Fallen claim={claim} />
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
                  value: figuresText(claim, { target: t("field.target"), marks: m }) || undefined,
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
          <BoundCorrections requests={corrections} today={today} />
          {mayDraft && isOpen && <AddSource claim={claim} candidates={candidates} units={units} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Decide claim={claim} viewer={viewer} />
          <Requests
            claim={claim}
            requests={requests}
            askable={askable}
            viewer={viewer}
            dueOn={requestDueOn}
            today={today}
          />
          <Relatives relatives={relatives} />
          {mayDraft && (
            <Undo claim={claim} blocker={blocker} viewer={{ isDrafter: about.isDrafter, isReviewer }} />
          )}
          {isOpen && (
            <SimilarClaims
              claim={claim}
              similar={similar}
              targets={targets}
              mayMerge={mayDraft && mayEnd(about, "MERGED", { isReviewer })}
            />
          )}
          <ClaimHistory claim={claim} />
        </div>
      </div>
    </>
  );
}
