import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { z } from "zod";
import { cityDates } from "@/app/_shared/city-dates";
import type { PageProps } from "@/app/_shared/page-props";
import { CaseLines } from "@/components/case/case-lines";
import { MeetingsPanel, ProjectsPanel } from "@/components/liaison/unit-plan";
import { counted } from "@/components/punctuation/counted";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { loadCalendar } from "@/lib/calendar/queries";
import { listUnitCases } from "@/lib/cases/queries";
import { twelveMonthsTo } from "@/lib/coverage/rules";
import { unitRecords } from "@/lib/coverage/unit/queries";
import { listMeetings, listProjects } from "@/lib/liaison/queries";
import { comingUntil } from "@/lib/liaison/rules";
import { listObservations } from "@/lib/observations/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { NotFound } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { getUnit } from "@/lib/units/queries";
import { AssignmentHistory } from "./_components/assignment-history";
import { RecordTable } from "./_components/record-table";
import { TeamTable } from "./_components/team-table";
import { UnitHead } from "./_components/unit-head";
import { FollowUpList, MethodsPanel, MonthBarsPanel } from "./_components/unit-records";

type Props = PageProps<{ id: string }>;

const LATEST = 20;

const openUnit = cache(async (id: string) => {
  const viewer = await pageViewer("units.read");
  const today = cityDay(new Date());
  if (!z.uuid().safeParse(id).success) return { viewer, today, shown: null };
  const shown = await read(viewer, async (db) => {
    const unit = await getUnit(db, viewer, id, today);
    const plan = {
      meetings: await listMeetings(db, id, today, comingUntil(today)),
      projects: await listProjects(db, id),
    };
    const cases = can(viewer, "cases.read")
      ? { rows: await listUnitCases(db, id), calendar: await loadCalendar(db) }
      : null;
    if (!can(viewer, "observations.read")) return { unit, plan, cases, latest: null, records: null };
    const latest = await listObservations(db, { unit: id }, LATEST);
    return {
      unit,
      plan,
      cases,
      latest: latest.items,
      records: await unitRecords(db, viewer, id, twelveMonthsTo(today.slice(0, 7)), today),
    };
  }).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  return { viewer, today, shown };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { shown } = await openUnit((await params).id);
  return { title: shown?.unit.shortName ?? (await getTranslations("units.title"))("list") };
}

export default async function UnitPage({ params }: Props) {
  const { viewer, today, shown } = await openUnit((await params).id);
  if (!shown) notFound();
  const { unit, plan, cases, latest, records } = shown;
  const t = await getTranslations("units");
  const dates = await cityDates();
  return (
    <>
      <UnitHead unit={unit} viewer={viewer} lastOn={records?.lastOn ?? null} hasRecords={records !== null} />
      {!unit.isInReach && (
        <Notice kind="info" className="mb-4">
          {t("hint.notMyUnit")}
        </Notice>
      )}
      <div className="grid gap-4">
        {records && (
          <div className="grid items-start gap-4 xl:grid-cols-[3fr_2fr]">
            <MonthBarsPanel unit={unit} records={records} />
            <MethodsPanel unit={unit} records={records} />
          </div>
        )}
        {unit.isInReach && (
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <MeetingsPanel meetings={plan.meetings} dayText={dates.dayOfYear} />
            <ProjectsPanel projects={plan.projects} />
          </div>
        )}
        {cases && cases.rows.length > 0 && (
          <Panel flush title={t("title.cases")} note={await counted("cases", cases.rows.length)}>
            <CaseLines cases={cases.rows} today={today} calendar={cases.calendar} empty={null} />
          </Panel>
        )}
        {unit.isInReach && (
          <Panel title={t("title.team")} note={t("hint.people", { count: unit.team.length })} flush>
            <TeamTable team={unit.team} />
          </Panel>
        )}
        {latest && (
          <Panel
            id="records"
            title={t("title.records")}
            note={latest.length > 0 && t("hint.latest", { count: latest.length })}
            actions={
              <a href={`/observations?unit=${unit.id}`} className="text-sm text-accent hover:underline">
                {t("action.allRecords")}
              </a>
            }
            flush
          >
            <RecordTable rows={latest} />
          </Panel>
        )}
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {records && <FollowUpList followUps={records.followUps} today={today} />}
          {unit.isInReach && unit.history.length > 0 && <AssignmentHistory history={unit.history} />}
        </div>
      </div>
    </>
  );
}
