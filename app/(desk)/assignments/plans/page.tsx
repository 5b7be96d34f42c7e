import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getBoard } from "@/lib/assignments/board/queries";
import { listAbsences } from "@/lib/assignments/plans/absences/queries";
import { listPlans, needsApproval } from "@/lib/assignments/plans/queries";
import { plansFilter } from "@/lib/assignments/plans/schema";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { AbsencePanel } from "./_components/absence-panel";
import { AbsenceTable } from "./_components/absence-table";
import { plansHref } from "./_components/address";
import { ApprovalPanel, NewPlanPanel } from "./_components/panels";
import { PlanTable } from "./_components/plan-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("plans.title");
  return { title: t("page") };
}

export default async function PlansPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("plans.read");
  const { open, saved, person, from: asked } = plansFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const from = asked && asked > today ? asked : today;
  const mayManage = can(viewer, "plans.manage");
  const { plans, isApprovalNeeded, absences, board } = await read(viewer, async (db) => ({
    plans: await listPlans(db),
    isApprovalNeeded: await needsApproval(db),
    absences: await listAbsences(db, today),
    board: open === "absence" && mayManage ? await getBoard(db, from) : null,
  }));
  const t = await getTranslations("plans");
  const mayRule = can(viewer, "plans.rule");
  const nextYear = String(Number(today.slice(0, 4)) + 1);
  const panel =
    open === "new" && mayManage ? (
      <NewPlanPanel
        today={today}
        startsOn={asked ? from : `${nextYear}-01-01`}
        name={asked ? t("hint.gapPlan", { day: from }) : t("hint.yearPlan", { year: nextYear })}
      />
    ) : open === "approval" && mayRule ? (
      <ApprovalPanel needsApproval={isApprovalNeeded} />
    ) : board ? (
      <AbsencePanel {...{ board, person, from, today }} viewerId={viewer.id} />
    ) : null;
  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={t("hint.page")}
        breadcrumbs={[{ label: t("nav.plans"), href: "/assignments" }]}
        breadcrumbsLabel={t("nav.crumbs")}
        actions={
          mayManage && (
            <>
              <ButtonLink icon="calendar" href={plansHref({ open: "absence" })}>
                {t("action.absence")}
              </ButtonLink>
              <ButtonLink variant="primary" icon="plus" href={plansHref({ open: "new" })}>
                {t("action.new")}
              </ButtonLink>
            </>
          )
        }
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
          <Panel flush title={t("title.list")}>
            <PlanTable plans={plans} />
          </Panel>
          <Notice
            actions={
              mayRule && (
                <ButtonLink size="sm" href={plansHref({ open: "approval" })}>
                  {t("action.approval")}
                </ButtonLink>
              )
            }
          >
            {t(isApprovalNeeded ? "hint.approvalYes" : "hint.approvalNo")}
          </Notice>
          <Panel flush title={t("title.absences")}>
            <AbsenceTable absences={absences} today={today} mayEnd={mayManage} />
          </Panel>
        </div>
      </div>
    </>
  );
}
