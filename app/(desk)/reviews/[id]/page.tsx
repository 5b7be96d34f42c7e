import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { marks } from "@/components/punctuation/marks";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { loadCalendar } from "@/lib/calendar/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { getBatch, listParticipants, type PositionRow } from "@/lib/reviews/queries";
import { earliestNoticeEnd } from "@/lib/reviews/rules";
import { ReviewExports } from "../_components/exports";
import { ReviewMark } from "../_components/marks";
import { Appointees } from "./_components/appointees";
import { Attendees } from "./_components/attendees";
import { BatchSteps } from "./_components/batch-steps";
import { Notices } from "./_components/notices";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("batch") };
}

export default async function BatchPage({ params }: PageProps<{ id: string }>) {
  const m = await marks();
  const viewer = await pageViewer("reviews.read");
  const id = idOr404((await params).id);
  const today = cityDay(new Date());
  const { batch, people, noticeEnd } = await orNotFound(
    read(viewer, async (db) => ({
      batch: await getBatch(db, viewer.id, id),
      people: await listParticipants(db),
      noticeEnd: earliestNoticeEnd(today, await loadCalendar(db)),
    })),
  );
  const t = await getTranslations("reviews");
  const isOpen = batch.state === "OPEN";
  const mayPrepare = can(viewer, "reviews.prepare") && isOpen;
  const columns: Column<PositionRow>[] = [
    { key: "post", header: t("field.position"), cell: (row) => `${row.unitName} ${row.title}`, clip: true },
    { key: "state", header: t("field.state"), cell: (row) => <ReviewMark of={row.state} />, nowrap: true },
    { key: "places", header: t("field.places"), cell: (row) => row.places, nowrap: true, minor: true },
    { key: "long", header: t("field.longList"), cell: (row) => row.longListed, nowrap: true, minor: true },
    { key: "short", header: t("field.shortList"), cell: (row) => row.shortListed, nowrap: true },
    { key: "decided", header: t("field.decided"), cell: (row) => row.decided, nowrap: true, minor: true },
  ];
  return (
    <>
      <PageHeader
        title={batch.title}
        written
        badges={<ReviewMark of={batch.state} />}
        subtitle={[
          t("hint.openedBy", { name: batch.openerName ?? "", day: batch.openedOn }),
          batch.meetingOn ? t("hint.meetingDay", { day: batch.meetingOn }) : t("empty.meetingOn"),
        ].join(m.gap)}
        breadcrumbs={[{ label: t("title.list"), href: "/reviews" }]}
        breadcrumbsLabel={t("title.list")}
        actions={
          <>
            <ButtonLink href={`/reviews/${id}/meeting`} icon="people" variant="primary">
              {t("title.meeting")}
            </ButtonLink>
            {batch.positions.length > 0 && can(viewer, "reviews.export") && <ReviewExports batchId={id} />}
            {mayPrepare && (
              <ButtonLink href={`/reviews/${id}/positions/new`} icon="plus">
                {t("title.newPosition")}
              </ButtonLink>
            )}
          </>
        }
      />
      {batch.closed > 0 && (
        <Notice className="mb-4" kind="caution">
          {t("hint.closed", { count: batch.closed })}
        </Notice>
      )}
      {batch.stateReason && (
        <Notice className="mb-4">{t("hint.stateReason", { reason: batch.stateReason })}</Notice>
      )}
      <div className="flex flex-col gap-4">
        <Panel flush title={t("title.positions")}>
          <DataTable
            flush
            caption={t("hint.table", { title: t("title.positions") })}
            columns={columns}
            rows={batch.positions}
            rowKey={(row) => row.id}
            rowHref={(row) => `/reviews/${id}/positions/${row.id}`}
            empty={
              <EmptyState title={t("empty.positions")} icon="scale">
                {t("empty.positionsNext")}
              </EmptyState>
            }
          />
        </Panel>
        <Attendees batch={batch} people={people} isOpen={isOpen} />
        <Notices batch={batch} viewer={viewer} mayPrepare={mayPrepare} today={today} noticeEnd={noticeEnd} />
        <Appointees batch={batch} mayPrepare={mayPrepare} today={today} />
        {isOpen && <BatchSteps batch={batch} isLeader={viewer.roles.includes("LEADER")} />}
      </div>
    </>
  );
}
