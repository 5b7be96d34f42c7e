import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, orNotFound, type PageProps } from "@/app/_shared/page-props";
import { listTaskResults } from "@/lib/achievements/task/queries";
import { getTask, listCadreChoices, listObserverChoices } from "@/lib/central-tasks/queries";
import { membersOf } from "@/lib/central-tasks/rules";
import { type TaskPageFilter, taskPageFilter } from "@/lib/central-tasks/schema";
import { listObservations } from "@/lib/observations/queries";
import { getTaskRecords } from "@/lib/observations/task/queries";
import { cityDay, type Day } from "@/lib/platform/clock";
import { read, type ScopedDb } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { DeedsPanel } from "./_components/deeds-panel";
import { TaskHeader, TaskStats } from "./_components/head";
import { MembersPanel } from "./_components/members-panel";
import { isPanelOpen, OpenPanel, type PanelChoices } from "./_components/open-panel";
import { ResultsPanel } from "./_components/results-panel";
import { HistoryPanel, ItemsPanel, ObserversPanel, PartiesPanel, RecordersPanel } from "./_components/side";
import { TimelinePanel } from "./_components/timeline-panel";

const TIMELINE = 12;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("centralTasks.title");
  return { title: t("task") };
}

/** Who was on the task and what did they do: one page, as of a day. */
export default async function CentralTaskPage({ params, searchParams }: PageProps<{ id: string }>) {
  const viewer = await pageViewer("centralTasks.read");
  const id = idOr404((await params).id);
  const today = cityDay(new Date());
  const filter = asOfThePast(taskPageFilter.parse(await searchParams), today);
  const asOf = filter.on ?? today;
  // an older day is for reading: what one does is done as of today
  const mayManage = can(viewer, "centralTasks.manage") && !filter.on;
  const seesRecords = can(viewer, "observations.read");
  const { task, records, timeline, results, choices } = await orNotFound(
    read(viewer, async (db) => {
      const [task, records, timeline, results, choices] = await Promise.all([
        getTask(db, id, asOf),
        seesRecords ? getTaskRecords(db, viewer, id, asOf) : null,
        seesRecords
          ? listObservations(
              db,
              { task: id, state: "counted", to: filter.on, cursor: filter.cursor },
              TIMELINE,
            )
          : null,
        can(viewer, "achievements.read") ? listTaskResults(db, id, filter.on ?? null) : null,
        mayManage ? choicesFor(db, filter, id, today) : null,
      ]);
      return { task, records, timeline, results, choices };
    }),
  );
  const members = membersOf(task.stints, task, asOf);
  const scope = { taskId: id, on: filter.on };
  const shared = { task, filter, mayManage };
  // who reads the whole roster, or is named for the task, sees every member
  const isPartial =
    !can(viewer, "assignments.read") &&
    !task.observers.some((named) => named.observerId === viewer.id && !named.endsOn);
  const isOpen = choices !== null && isPanelOpen(filter);
  return (
    <>
      <TaskHeader {...shared} asOf={asOf} />
      <TaskStats {...{ task, members, records, results, scope }} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] print:block print:space-y-4">
        <div className="flex min-w-0 flex-col gap-4">
          <MembersPanel {...shared} {...{ members, records, scope, asOf, isPartial }} />
          {results && <ResultsPanel results={results} />}
          {records && <DeedsPanel {...{ members, records, results, scope }} />}
          {timeline && records && (
            <TimelinePanel taskId={id} page={timeline} total={records.records} filter={filter} />
          )}
        </div>
        <div className={`flex min-w-0 flex-col gap-4 ${isOpen ? "max-xl:-order-1" : ""}`}>
          {isOpen && (
            <div>
              <OpenPanel task={task} filter={filter} today={today} choices={choices} />
            </div>
          )}
          <PartiesPanel {...shared} />
          <ObserversPanel {...shared} />
          {records && <RecordersPanel records={records} scope={scope} />}
          {records && <ItemsPanel records={records} scope={scope} />}
          <HistoryPanel task={task} />
        </div>
      </div>
    </>
  );
}

const asOfThePast = (filter: TaskPageFilter, today: Day): TaskPageFilter =>
  filter.on && filter.on < today ? filter : { ...filter, on: undefined };

/** Only what the open form offers. */
async function choicesFor(
  db: ScopedDb,
  filter: TaskPageFilter,
  id: string,
  today: Day,
): Promise<PanelChoices> {
  const [units, cadres, observers] = await Promise.all([
    filter.panel === "amend" || filter.panel === "party" ? listUnitChoices(db) : [],
    filter.panel === "member" ? listCadreChoices(db, id, today) : [],
    filter.panel === "observer" ? listObserverChoices(db, today) : [],
  ]);
  return { units, cadres, observers };
}
