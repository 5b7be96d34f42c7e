import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { listMeetings, listPastMeetings, listProjects } from "@/lib/liaison/queries";
import { planFilter } from "@/lib/liaison/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { planHref } from "./_components/address";
import { MeetingPanel, ProjectPanel, UploadPanel } from "./_components/plan-panel";
import { MeetingTable, ProjectTable } from "./_components/plan-tables";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("liaison.title");
  return { title: t("page") };
}

export default async function PlanPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("plan.enter");
  const { view, id, open, saved } = planFilter.parse(await searchParams);
  const t = await getTranslations("liaison");
  const { ownUnitId } = viewer;
  if (!ownUnitId) {
    const home = await getTranslations("home.empty");
    return (
      <EmptyState isPage icon="unit" title={home("ownUnit")}>
        {home("ownUnitNext")}
      </EmptyState>
    );
  }
  const today = cityDay(new Date());
  const { meetings, past, projects } = await read(viewer, async (db) => ({
    meetings: await listMeetings(db, ownUnitId, today),
    past: await listPastMeetings(db, ownUnitId, today),
    projects: await listProjects(db, ownUnitId),
  }));
  const meeting = [...meetings, ...past].find((one) => one.id === id);
  const project = projects.find((one) => one.id === id);
  const isMeetings = view === "meetings";
  const panel =
    open === "upload" ? (
      <UploadPanel view={view} />
    ) : isMeetings && (meeting || open === "new") ? (
      <MeetingPanel meeting={meeting} />
    ) : !isMeetings && (project || open === "new") ? (
      <ProjectPanel project={project} />
    ) : null;
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t("hint.page")}
        actions={
          <>
            <ButtonLink icon="upload" href={planHref(view, { open: "upload" })}>
              {t("action.upload")}
            </ButtonLink>
            <ButtonLink variant="primary" icon="plus" href={planHref(view, { open: "new" })}>
              {t(isMeetings ? "action.newMeeting" : "action.newProject")}
            </ButtonLink>
          </>
        }
      />
      <TabLinks
        label={t("nav.views")}
        items={(["meetings", "projects"] as const).map((one) => ({
          href: planHref(one),
          label: t(`title.${one}`),
          count: { meetings: meetings.length, projects: projects.length }[one],
          isCurrent: one === view,
        }))}
      />
      {saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved.${saved}`)}
        </Notice>
      )}
      <div
        className={panel ? "xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start xl:gap-4" : undefined}
      >
        {panel}
        <div className="flex min-w-0 flex-col gap-4">
          <Panel flush title={t(`title.${view}`)}>
            {isMeetings ? (
              <MeetingTable title={t("title.meetings")} rows={meetings} openId={id} />
            ) : (
              <ProjectTable rows={projects} openId={id} />
            )}
          </Panel>
          {isMeetings && past.length > 0 && (
            <Panel flush title={t("title.past")}>
              <MeetingTable title={t("title.past")} rows={past} openId={id} />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
