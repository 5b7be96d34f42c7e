import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { MeetingLines } from "@/components/meeting/meeting-lines";
import { counted } from "@/components/punctuation/counted";
import { addressOf } from "@/components/ui/address";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { countMeetings, listMeetings } from "@/lib/meetings/queries";
import { MEETING_VIEWS, meetingFilter } from "@/lib/meetings/schema";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("meetings.title");
  return { title: t("list") };
}

export default async function MeetingsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("meetings.read");
  const filter = meetingFilter.parse(await searchParams);
  const { view, ...of } = filter;
  const { rows, counts } = await read(viewer, async (db) => ({
    rows: await listMeetings(db, viewer, filter),
    counts: await countMeetings(db, of),
  }));
  const t = await getTranslations("meetings");
  const isConvener = can(viewer, "meetings.convene");
  const href = (to?: string) => addressOf("/meetings", { view: to, ...of });
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t(isConvener ? "hint.page" : "hint.pageLiaison")}
        actions={
          <>
            {can(viewer, "meetings.request") && (
              <ButtonLink icon="plus" variant="primary" href="/meetings/request">
                {t("action.request")}
              </ButtonLink>
            )}
            {isConvener && (
              <ButtonLink
                icon="plus"
                variant="primary"
                href={of.case ? `/meetings/new?case=${of.case}` : "/meetings/new"}
              >
                {t("action.new")}
              </ButtonLink>
            )}
          </>
        }
      />
      <TabLinks
        label={t("nav.views")}
        items={[
          {
            href: href(),
            label: t("action.all"),
            count: Object.values(counts).reduce((sum, count) => sum + count, 0),
            isCurrent: !view,
          },
          ...MEETING_VIEWS.map((one) => ({
            href: href(one),
            label: t(`status.view.${one}`),
            count: counts[one],
            isCurrent: view === one,
          })),
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={t("empty.list")} icon="people">
          {t(isConvener ? "empty.listHint" : "empty.listLiaison")}
        </EmptyState>
      ) : (
        <Panel flush title={t("title.list")} note={await counted("meetings", rows.length)}>
          <MeetingLines meetings={rows} />
        </Panel>
      )}
    </>
  );
}
