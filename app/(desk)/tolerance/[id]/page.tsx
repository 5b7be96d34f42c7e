import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { ToleranceDue, ToleranceMark } from "@/components/tolerance/marks";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { loadCalendar } from "@/lib/calendar/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { getTolerance, listToleranceCandidates } from "@/lib/tolerance/queries";
import { isWatched } from "@/lib/tolerance/rules";
import { Application } from "./_components/application";
import { Decision } from "./_components/decision";
import { Evidence } from "./_components/evidence";
import { Factors } from "./_components/factors";
import { ToleranceHistory } from "./_components/history";
import { Procedures } from "./_components/procedures";
import { Risks } from "./_components/risks";
import { ToleranceSteps } from "./_components/steps";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tolerance.title");
  return { title: t("one") };
}

export default async function ToleranceCasePage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("tolerance.read");
  const id = idOr404((await params).id);
  const { one, calendar, candidates } = await orNotFound(
    read(viewer, async (db) => ({
      one: await getTolerance(db, id),
      calendar: await loadCalendar(db),
      candidates: can(viewer, "tolerance.verify") ? await listToleranceCandidates(db, id) : [],
    })),
  );
  const t = await getTranslations("tolerance");
  const today = cityDay(new Date());
  const isDepartment = viewer.roles.includes("REVIEWER") || viewer.roles.includes("LEADER");
  const stopped = one.risks.find((risk) => risk.metOn !== null);
  return (
    <>
      <PageHeader
        dossier
        title={one.title}
        written
        subtitle={one.number}
        badges={
          <>
            <Badge>{t(`status.${one.kind}`)}</Badge>
            <ToleranceMark state={one.state} />
            {one.outcome && <Badge>{t(`status.${one.outcome}`)}</Badge>}
            <ToleranceDue one={one} today={today} calendar={calendar} />
          </>
        }
        breadcrumbs={[{ label: t("title.list"), href: "/tolerance" }]}
        breadcrumbsLabel={t("title.list")}
        actions={
          one.outcome && (
            <ButtonLink href={`/api/v1/tolerance/${one.id}/document`} icon="download" download>
              {t("action.document")}
            </ButtonLink>
          )
        }
      />
      {one.kind === "PRE" && <Notice className="mb-4">{t("hint.pre")}</Notice>}
      {isWatched(one) && <Notice className="mb-4">{t("hint.watched")}</Notice>}
      {one.state === "STOPPED" && stopped && (
        <Notice kind="error" className="mb-4">
          {t("hint.stopped", { reason: stopped.text })}
        </Notice>
      )}
      {one.isConverted && <Notice className="mb-4">{t("hint.converted")}</Notice>}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_24rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          <Application one={one} />
          {one.risks.length > 0 && <Risks one={one} />}
          <Procedures one={one} />
          {isDepartment && one.kind === "POST" && <Factors one={one} viewer={viewer} today={today} />}
          {isDepartment && <Evidence one={one} viewer={viewer} candidates={candidates} />}
          <Decision one={one} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ToleranceSteps one={one} viewer={viewer} today={today} />
          <ToleranceHistory one={one} />
        </div>
      </div>
    </>
  );
}
