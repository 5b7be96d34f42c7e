import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { loadDeadlines } from "@/lib/calendar/queries";
import { listAboutChoices, listOwnComplaints } from "@/lib/complaints/queries";
import { boxFilter } from "@/lib/complaints/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { ComplaintForm } from "./_components/complaint-form";
import { OwnComplaints } from "./_components/own-complaints";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("complaints.title");
  return { title: t("page") };
}

export default async function ComplaintsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("complaints.send");
  const { sent } = boxFilter.parse(await searchParams);
  const { own, choices, deadlines } = await read(viewer, async (db) => ({
    own: await listOwnComplaints(db, viewer.id),
    choices: await listAboutChoices(db, viewer.id),
    deadlines: await loadDeadlines(db),
  }));
  const t = await getTranslations("complaints");
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t("hint.page")}
        actions={
          can(viewer, "complaints.handle") && (
            <ButtonLink icon="mail" href="/complaints/handling">
              {t("action.handling")}
            </ButtonLink>
          )
        }
      />
      {sent && (
        <Notice kind="success" live="status" className="mb-3" title={t("status.sent")}>
          {t("hint.sent")}
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={t("title.write")}>
          {/* a sent form is a new one: its id is the complaint's */}
          <ComplaintForm key={own[0]?.id} choices={choices} days={deadlines.COMPLAINT_ANSWER} />
        </Panel>
        <OwnComplaints rows={own} today={cityDay(new Date())} />
      </div>
    </>
  );
}
