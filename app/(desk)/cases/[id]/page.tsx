import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { CaseDue, CaseMark, TierMark } from "@/components/case/marks";
import { CaseMeetings } from "@/components/meeting/case-meetings";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Written } from "@/components/ui/written";
import { loadCalendar } from "@/lib/calendar/queries";
import { getCase, listCaseCadreChoices, listCaseCandidates, listCaseOwners } from "@/lib/cases/page/queries";
import { stepRefusal } from "@/lib/cases/rules";
import { listMeetings } from "@/lib/meetings/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { CaseCadres } from "./_components/cadres";
import { CaseDocuments } from "./_components/documents";
import { CaseEvents } from "./_components/events";
import { CaseFollowUps } from "./_components/follow-ups";
import { CaseParties } from "./_components/parties";
import { CaseRecords } from "./_components/records";
import { CaseSteps } from "./_components/steps";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("cases.title");
  return { title: t("case") };
}

export default async function CasePage({ params }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("cases.read");
  const id = idOr404((await params).id);
  const mayName = can(viewer, "cases.name");
  const mayAsk = can(viewer, "cases.ask");
  const { one, calendar, meetings, owners, candidates, choices, units } = await orNotFound(
    read(viewer, async (db) => {
      const found = await getCase(db, id);
      const isLive = found.state === "OPEN" || found.state === "SETTLED";
      return {
        one: found,
        calendar: await loadCalendar(db),
        meetings: await listMeetings(db, viewer, { case: id }),
        owners: mayAsk && isLive ? await listCaseOwners(db, id) : [],
        candidates: mayName ? await listCaseCandidates(db, id) : [],
        choices: mayName ? await listCaseCadreChoices(db, id) : [],
        units: stepRefusal(found, "RAISE", viewer) ? [] : await listUnitChoices(db),
      };
    }),
  );
  const t = await getTranslations("cases");
  const today = cityDay(new Date());
  const isLive = one.state === "OPEN" || one.state === "SETTLED";
  const seesDepartment = can(viewer, "cases.ask");
  return (
    <>
      <PageHeader
        dossier
        title={one.title}
        written
        badges={
          <>
            <CaseMark state={one.state} />
            <TierMark tier={one.tier} />
            <CaseDue one={one} today={today} calendar={calendar} />
          </>
        }
        subtitle={one.number}
        breadcrumbs={[{ label: t("title.list"), href: "/cases" }]}
        breadcrumbsLabel={t("title.list")}
      />
      {/* on a phone: what is asked, the next step, then the rest */}
      <div className="flex flex-col gap-4 xl:grid xl:grid-cols-[minmax(0,1fr)_24rem] print:flex">
        <div className="contents min-w-0 flex-col gap-4 xl:flex print:contents">
          <Panel title={t("title.demand")} className="-order-2">
            <Written className="mb-3">{one.demand}</Written>
            <DescriptionList
              items={[
                { term: t("field.unit"), value: one.unitName },
                {
                  term: t("field.raisedBy"),
                  value: `${one.raiserName ?? t("hint.office")} ${one.raisedOn}`,
                },
                { term: t("field.dueOn"), value: one.dueOn },
                ...(one.outcome ? [{ term: t("field.outcome"), value: one.outcome }] : []),
                ...(one.closedOn ? [{ term: t("field.closedOn"), value: one.closedOn }] : []),
              ]}
            />
          </Panel>
          <CaseParties one={one} viewer={viewer} units={units} />
          <CaseMeetings
            caseId={one.id}
            meetings={meetings}
            mayConvene={one.state === "OPEN" && can(viewer, "meetings.convene")}
            mayRequest={one.state === "OPEN" && can(viewer, "meetings.request")}
          />
          <CaseFollowUps one={one} viewerId={viewer.id} owners={owners} />
          <CaseDocuments one={one} mayAdd={isLive} />
          {seesDepartment && (
            <>
              <CaseRecords one={one} candidates={candidates} mayLink={mayName} />
              <CaseCadres one={one} choices={choices} />
            </>
          )}
        </div>
        <div className="contents min-w-0 flex-col gap-4 xl:flex print:contents">
          <CaseSteps one={one} viewer={viewer} today={today} />
          <CaseEvents one={one} mayNote={isLive} />
        </div>
      </div>
    </>
  );
}
