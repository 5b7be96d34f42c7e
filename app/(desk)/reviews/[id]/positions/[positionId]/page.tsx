import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { reviewWords } from "@/app/_shared/review-words";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Timeline } from "@/components/ui/timeline";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { NotFound } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { frontMonths, listPoolPeople } from "@/lib/reviews/pool/queries";
import { judgeAll, poolPage } from "@/lib/reviews/pool/rules";
import { listPositionChanges } from "@/lib/reviews/position/queries";
import { poolChanges } from "@/lib/reviews/position/rules";
import { getBatch, getPosition, listReviewEvents } from "@/lib/reviews/queries";
import { correctRefusal, nameRefusal } from "@/lib/reviews/rules";
import { poolFilter } from "@/lib/reviews/schema";
import { listEstablishment } from "@/lib/units/establishment/queries";
import { ReviewExports } from "../../../_components/exports";
import { ReviewMark } from "../../../_components/marks";
import { CandidateList } from "./_components/candidate-list";
import { PoolPanel } from "./_components/pool-panel";
import { ChangesPanel, RedrawPanel } from "./_components/position-changes";
import { PositionSteps } from "./_components/position-steps";
import { StandingPanel } from "./_components/standing";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("position") };
}

export default async function PositionPage({
  params,
  searchParams,
}: PageProps<{ id: string; positionId: string }>) {
  const viewer = await pageViewer("reviews.read");
  const { id, positionId } = await params;
  idOr404(id);
  idOr404(positionId);
  const filter = poolFilter.parse(await searchParams);
  const {
    position,
    closed,
    events,
    judged,
    pool: page,
    changes,
    redraw,
    standing,
  } = await orNotFound(
    read(viewer, async (db) => {
      const position = await getPosition(db, viewer.id, positionId);
      if (position.batchId !== id) throw new NotFound("position");
      const changes = await listPositionChanges(db, positionId);
      // several corrections that nobody has looked at are looked at as one
      const before = changes.findLast(({ needsRedraw, redrawnAt }) => needsRedraw && !redrawnAt)?.before;
      const people = await listPoolPeople(db, [
        position.requirements,
        ...(before ? [before.requirements] : []),
      ]);
      const judged = judgeAll(people, position.requirements, position);
      const pool = poolPage(judged, filter);
      return {
        position,
        closed: (await getBatch(db, viewer.id, id)).closed,
        events: await listReviewEvents(db, positionId),
        judged,
        pool: {
          ...pool,
          front: await frontMonths(
            db,
            pool.shown.map(({ person }) => person.id),
            position.requirements.countedOn,
          ),
        },
        changes,
        standing: (await listEstablishment(db, position.unitId, cityDay(new Date()))).find(
          ({ level }) => level === position.level,
        ),
        redraw: before && poolChanges(people, before, position),
      };
    }),
  );
  const t = await getTranslations("reviews");
  const m = await marks();
  const { rule } = await reviewWords();
  const isOpen = position.batchState === "OPEN";
  const mayPrepare = can(viewer, "reviews.prepare") && isOpen;
  const short = position.candidates.filter(({ stage }) => stage === "SHORT");
  const known = [
    "LISTING",
    "PREPARING",
    "DECIDED",
    "CANCELLED",
    "LONG",
    "SHORT",
    "DROPPED",
    "APPOINT",
    "NOT_NOW",
    "DEFER",
  ] as const;
  const word = (state: string) => {
    const found = known.find((one) => one === state);
    return found ? t(`status.${found}`) : state;
  };
  const isListing = position.state === "LISTING";
  // once the list is made, what became of the people comes before everybody who might have been on it
  const pool = (
    <PoolPanel
      position={position}
      judged={judged}
      page={page}
      filter={filter}
      mayPrepare={mayPrepare && !nameRefusal(position)}
    />
  );
  return (
    <>
      <PageHeader
        title={`${position.unitName} ${position.title}`}
        badges={<ReviewMark of={position.state} />}
        subtitle={t("hint.places", { places: position.places, level: position.level })}
        breadcrumbs={[
          { label: t("title.list"), href: "/reviews" },
          { label: position.batchTitle, href: `/reviews/${id}` },
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <>
            {short.length >= 2 && (
              <ButtonLink
                icon="scale"
                variant="primary"
                href={`/compare?cadres=${short
                  .slice(0, 5)
                  .map(({ cadreId }) => cadreId)
                  .join(",")}&position=${positionId}`}
              >
                {t("action.compare", { count: Math.min(5, short.length) })}
              </ButtonLink>
            )}
            {short.length > 0 && can(viewer, "reviews.export") && (
              <ReviewExports batchId={id} positionId={positionId} />
            )}
            {mayPrepare && !correctRefusal(position) && (
              <ButtonLink icon="pen" href={`/reviews/${id}/positions/${positionId}/edit`}>
                {t("action.editPosition")}
              </ButtonLink>
            )}
          </>
        }
      />
      {closed > 0 && (
        <Notice className="mb-4" kind="caution">
          {t("hint.closed", { count: closed })}
        </Notice>
      )}
      {mayPrepare && position.standsAside && <Notice className="mb-4">{t("hint.postAside")}</Notice>}
      <div className="flex flex-col gap-4">
        <Panel title={t("title.rule")}>
          <ul className="flex flex-wrap gap-2">
            {rule(position.requirements).map((one) => (
              <li key={one.key}>
                <Badge>{one.text}</Badge>
              </li>
            ))}
          </ul>
        </Panel>
        <StandingPanel position={position} standing={standing} />
        {redraw && (
          <RedrawPanel
            position={position}
            changes={redraw}
            mayPrepare={mayPrepare && !correctRefusal(position)}
          />
        )}
        {(["SHORT", "LONG", "DROPPED"] as const).map((stage) => (
          <CandidateList
            key={stage}
            position={position}
            judged={judged}
            stage={stage}
            mayPrepare={mayPrepare}
          />
        ))}
        {mayPrepare && <PositionSteps position={position} />}
        {isListing && pool}
        <ChangesPanel changes={changes} />
        <Panel title={t("title.history")}>
          <Timeline
            label={t("hint.table", { title: t("title.history") })}
            items={events.map((event, at) => ({
              key: `${event.at.toISOString()}${at}`,
              time: cityDay(event.at),
              dateTime: event.at.toISOString(),
              title: [event.cadreName, word(event.toState)].filter(Boolean).join(m.says),
              meta: event.actorName,
              children: event.reason,
            }))}
          />
        </Panel>
        {!isListing && pool}
      </div>
    </>
  );
}
