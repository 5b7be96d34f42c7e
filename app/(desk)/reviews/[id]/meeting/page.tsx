import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { marks } from "@/components/punctuation/marks";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { getBatch, listCandidates } from "@/lib/reviews/queries";
import { isDisputed, isMeeting } from "@/lib/reviews/rules";
import { ReviewExports } from "../../_components/exports";
import { ReviewMark } from "../../_components/marks";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reviews.title"))("meeting") };
}

/** What the meeting has before it, the disputed first; then in the order of posts and of naming, never by merit. */
export default async function MeetingPage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("reviews.read");
  const id = idOr404((await params).id);
  const { batch, lines } = await orNotFound(
    read(viewer, async (db) => {
      const batch = await getBatch(db, viewer.id, id);
      const lines = [];
      for (const position of batch.positions)
        if (position.state === "PREPARING" || position.state === "DECIDED")
          for (const candidate of await listCandidates(db, viewer.id, position.id))
            if (candidate.stage === "SHORT") lines.push({ position, candidate });
      return { batch, lines };
    }),
  );
  const t = await getTranslations("reviews");
  const m = await marks();
  const groups = [
    {
      key: "disputed",
      lines: lines.filter(({ candidate }) => !candidate.decision && isDisputed(candidate.opinions)),
    },
    {
      key: "others",
      lines: lines.filter(({ candidate }) => !candidate.decision && !isDisputed(candidate.opinions)),
    },
    { key: "decided", lines: lines.filter(({ candidate }) => candidate.decision) },
  ] as const;
  const waiting = lines.filter(({ candidate }) => !candidate.hasOwn && !candidate.decision).length;
  return (
    <>
      <PageHeader
        title={t("title.meeting")}
        subtitle={batch.meetingOn ? t("hint.meetingDay", { day: batch.meetingOn }) : t("empty.meetingOn")}
        breadcrumbs={[
          { label: t("title.list"), href: "/reviews" },
          { label: batch.title, href: `/reviews/${id}` },
        ]}
        breadcrumbsLabel={t("title.list")}
        actions={lines.length > 0 && can(viewer, "reviews.export") && <ReviewExports batchId={id} />}
      />
      {batch.closed > 0 && (
        <Notice className="mb-4" kind="caution">
          {t("hint.closed", { count: batch.closed })}
        </Notice>
      )}
      {waiting > 0 && <Notice className="mb-4">{t("hint.ownFirst", { count: waiting })}</Notice>}
      {batch.state === "OPEN" && !isMeeting(batch.attendees) && (
        <Notice className="mb-4">{t("hint.notReady")}</Notice>
      )}
      {lines.length === 0 && (
        <EmptyState title={t("empty.meeting")} icon="people">
          {t("empty.meetingNext")}
        </EmptyState>
      )}
      <div className="flex flex-col gap-4">
        {groups.map(
          (group) =>
            group.lines.length > 0 && (
              <Panel
                key={group.key}
                title={t(`title.${group.key}`)}
                note={t("hint.people", { count: group.lines.length })}
              >
                <ul className="divide-y divide-line" data-group={group.key}>
                  {group.lines.map(({ position, candidate }) => (
                    <li key={candidate.id} className="py-2.5 first:pt-0 last:pb-0">
                      <p className="flex flex-wrap items-center gap-2">
                        <a
                          href={`/reviews/${id}/positions/${position.id}/candidates/${candidate.id}`}
                          className="font-medium text-accent"
                        >
                          {candidate.name}
                        </a>
                        <span className="text-sm text-ink-soft">
                          {t("hint.forPost", { post: `${position.unitName} ${position.title}` })}
                        </span>
                        {candidate.decision && <ReviewMark of={candidate.decision.decision} />}
                        {candidate.recusals.length > 0 && (
                          <Badge>
                            {t("hint.recusedNames", {
                              names: candidate.recusals.map(({ name }) => name).join(m.list),
                            })}
                          </Badge>
                        )}
                      </p>
                      {candidate.opinions
                        .filter(({ mark }) => mark === "QUESTION" || !candidate.decision)
                        .map((one) => (
                          <p key={one.userId} className="text-sm text-ink-soft">
                            {one.name} <ReviewMark of={one.mark} /> {one.reason}
                          </p>
                        ))}
                    </li>
                  ))}
                </ul>
              </Panel>
            ),
        )}
      </div>
    </>
  );
}
