import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { getBoard } from "@/lib/assignments/board/queries";
import {
  filterObservers,
  filterUnits,
  headCounts,
  observerRows,
  unitRows,
} from "@/lib/assignments/board/rules";
import { listHistory } from "@/lib/assignments/queries";
import { type BoardFilter, boardFilter, VIEWS } from "@/lib/assignments/schema";
import { cityDay } from "@/lib/platform/clock";
import { read, type ScopedDb } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { boardHref, wholeBoard } from "./_components/address";
import { BoardFilters } from "./_components/board-filters";
import { CountRow, CoveredLine } from "./_components/head-counts";
import { ObserverTable } from "./_components/observer-table";
import { isPanelOpen, OpenPanel } from "./_components/open-panel";
import { RecusalTable } from "./_components/recusal-table";
import { UnitTable } from "./_components/unit-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("assignments.title");
  return { title: t("page") };
}

export default async function AssignmentsPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("assignments.read");
  const asked = boardFilter.parse(await searchParams);
  const showsRecusals = can(viewer, "recusals.read");
  const filter: BoardFilter =
    asked.view === "recusals" && !showsRecusals ? { ...asked, view: "units" } : asked;
  const today = cityDay(new Date());
  const on = filter.on ?? today;
  const { board, history } = await read(viewer, async (db) => ({
    board: await getBoard(db, on),
    history: await historyFor(db, filter),
  }));
  // an older or later day is for reading: what one does is done as of today
  const may = {
    assign: on === today && can(viewer, "assignments.assign"),
    override: on === today && can(viewer, "recusals.override"),
  };
  const t = await getTranslations("assignments");
  const rows = unitRows(board);
  const observers = observerRows(board);
  const counts = headCounts(rows, observers);
  const shownUnits = filterUnits(rows, filter);
  const shownObservers = filterObservers(observers, filter);
  const shown = { units: shownUnits, observers: shownObservers, recusals: board.recusals }[filter.view]
    .length;
  const isOpen = isPanelOpen(filter);

  return (
    <>
      <PageHeader title={t("title.page")} subtitle={<CoveredLine counts={counts} filter={filter} />} />
      <CountRow counts={counts} filter={filter} showsRecusals={showsRecusals} />
      <TabLinks
        label={t("nav.views")}
        items={VIEWS.filter((view) => showsRecusals || view !== "recusals").map((view) => ({
          href: wholeBoard(filter, { view }),
          label: t(`nav.${view}`),
          count: { units: counts.units, observers: counts.observers, recusals: board.recusals.length }[view],
          isCurrent: view === filter.view,
        }))}
      />
      {on !== today && (
        <Notice
          className="mb-3"
          actions={
            <ButtonLink size="sm" href={boardHref({ ...filter, on: undefined })}>
              {t("nav.today")}
            </ButtonLink>
          }
        >
          {t("hint.asOf", { day: on })}
        </Notice>
      )}
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved${SAVED_KEYS[filter.saved]}`)}
        </Notice>
      )}
      {filter.view === "recusals" ? (
        <p className="mb-3 max-w-[72ch] text-ink-soft">{t("hint.recusalsNote")}</p>
      ) : (
        <BoardFilters board={board} filter={filter} today={today} showsRecusals={showsRecusals} />
      )}
      <div
        className={isOpen ? "xl:grid xl:grid-cols-[minmax(0,1fr)_26rem] xl:items-start xl:gap-4" : undefined}
      >
        {isOpen && <OpenPanel {...{ board, rows, history, filter, today, may }} viewerId={viewer.id} />}
        <Panel
          flush
          title={t(`title.${filter.view}`)}
          note={`${t("hint.shown", { count: shown })} · ${t("hint.print", { day: on })}`}
        >
          {filter.view === "units" && (
            <UnitTable rows={shownUnits} filter={filter} on={on} mayAssign={may.assign} isNarrow={isOpen} />
          )}
          {filter.view === "observers" && (
            <ObserverTable rows={shownObservers} board={board} filter={filter} />
          )}
          {filter.view === "recusals" && (
            <RecusalTable board={board} filter={filter} mayOverride={may.override} />
          )}
        </Panel>
      </div>
    </>
  );
}

const SAVED_KEYS = {
  assigned: "Assigned",
  ended: "Ended",
  reassigned: "Reassigned",
  overridden: "Overridden",
} as const;

async function historyFor(db: ScopedDb, filter: BoardFilter) {
  if (filter.unit) return listHistory(db, { unitId: filter.unit });
  return filter.person ? listHistory(db, { observerId: filter.person }) : [];
}
