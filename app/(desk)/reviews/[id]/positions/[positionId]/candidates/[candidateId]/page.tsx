import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { counted } from "@/components/punctuation/counted";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listFileConcerns } from "@/lib/concerns/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { NotFound } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { findDecision, getCandidate, listAttendees, listParticipants } from "@/lib/reviews/queries";
import { isMeeting, opinionRefusal } from "@/lib/reviews/rules";
import { snapshotOfCadre } from "@/lib/reviews/snapshot/queries";
import { changesSince } from "@/lib/reviews/snapshot/rules";
import { snapshotSchema } from "@/lib/reviews/snapshot/schema";
import { ReviewMark } from "../../../../../_components/marks";
import { DecisionFacts, DecisionForm } from "./_components/decision";
import { EvidenceView } from "./_components/evidence";
import { OpinionForm, RecusalForms } from "./_components/forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("candidate") };
}

type Params = { id: string; positionId: string; candidateId: string };

export default async function CandidatePage({ params }: PageProps<Params>) {
  const viewer = await pageViewer("reviews.read");
  const { id, positionId, candidateId } = await params;
  for (const one of [id, positionId, candidateId]) idOr404(one);
  const today = cityDay(new Date());
  const { candidate, position, decision, present, people, evidence, concerns } = await orNotFound(
    read(viewer, async (db) => {
      const { candidate, position } = await getCandidate(db, viewer.id, candidateId);
      if (position.batchId !== id || position.id !== positionId) throw new NotFound("candidate");
      return {
        candidate,
        position,
        decision: await findDecision(db, candidateId),
        present: await listAttendees(db, id),
        people: await listParticipants(db),
        evidence: await snapshotOfCadre(db, viewer, candidate.cadreId, today),
        concerns: await listFileConcerns(db, candidate.cadreId, today),
      };
    }),
  );
  const t = await getTranslations("reviews");
  const m = await marks();
  const taken = decision?.evidence ? snapshotSchema.parse(decision.evidence) : null;
  const changes = taken ? changesSince(taken, evidence.snapshot) : [];
  const isOpen = position.batchState === "OPEN";
  const mayGive = !opinionRefusal({
    ...position,
    ...candidate,
    state: position.state,
    isDecided: decision !== null,
  });
  const mayDecide =
    can(viewer, "reviews.decide") &&
    isOpen &&
    position.state === "PREPARING" &&
    candidate.stage === "SHORT" &&
    !position.isOwnPost &&
    !decision;
  return (
    <>
      <PageHeader
        dossier
        title={candidate.name}
        subtitle={`${candidate.unitName ?? ""} ${candidate.postTitle ?? ""}`}
        badges={decision ? <ReviewMark of={decision.decision} /> : <ReviewMark of={candidate.stage} />}
        breadcrumbs={[
          { label: t("title.list"), href: "/reviews" },
          { label: position.batchTitle, href: `/reviews/${id}` },
          { label: `${position.unitName} ${position.title}`, href: `/reviews/${id}/positions/${positionId}` },
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <ButtonLink href={`/cadres/${candidate.cadreId}`} icon="file">
            {t("action.openFile")}
          </ButtonLink>
        }
      />
      {decision && !taken && (
        <Notice className="mb-4" kind="caution">
          {t("hint.snapshotClosed")}
        </Notice>
      )}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          {taken && (
            <Panel title={t("title.changed")} note={await counted("changes", changes.length)}>
              {changes.length === 0 ? (
                <p>{t("empty.changed")}</p>
              ) : (
                <ul className="list-disc pl-5" data-changes>
                  {changes.map((change) => (
                    <li key={`${change.section} ${change.kind} ${change.text}`}>
                      {t(`nav.${change.section}`)}
                      {m.says}
                      {t(`status.${change.kind}`)} {change.text}
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
          )}
          <EvidenceView
            snapshot={taken ?? evidence.snapshot}
            concerns={concerns}
            title={taken ? t("title.snapshot", { day: decision?.asOf ?? "" }) : t("title.evidence")}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {decision && <DecisionFacts decision={decision} />}
          {mayGive && <OpinionForm candidateId={candidateId} />}
          <Panel title={t("title.opinions")}>
            {candidate.opinions.length === 0 && <p className="text-ink-hint">{t("empty.opinions")}</p>}
            {!candidate.hasOwn && mayGive && (
              <p className="text-sm text-ink-soft">{t("hint.opinionsHidden")}</p>
            )}
            <ul className="divide-y divide-line">
              {candidate.opinions.map((one) => (
                <li key={one.userId} data-opinion className="py-1.5">
                  {one.name} <ReviewMark of={one.mark} />
                  {one.reason && <p className="text-sm text-ink-soft">{one.reason}</p>}
                </li>
              ))}
            </ul>
          </Panel>
          {mayDecide && candidate.isPreparer && <Notice>{t("reason.ownPreparation")}</Notice>}
          {mayDecide && !candidate.isPreparer && (
            <DecisionForm
              candidateId={candidateId}
              digest={evidence.digest}
              today={today}
              position={position}
              isReady={isMeeting(present)}
            />
          )}
          <Panel title={t("title.recusals")}>
            {candidate.recusals.length === 0 ? (
              <p className="text-ink-hint">{t("empty.recusals")}</p>
            ) : (
              <ul>
                {candidate.recusals.map((one) => (
                  <li key={one.id}>
                    {one.name} <Badge>{t(`status.${one.kind}`)}</Badge>{" "}
                    <span className="text-sm text-ink-soft">{one.reason}</span>
                  </li>
                ))}
              </ul>
            )}
            {isOpen && (
              <RecusalForms
                candidate={candidate}
                viewer={viewer}
                people={people}
                batchId={id}
                positionId={positionId}
              />
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}
