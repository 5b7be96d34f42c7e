import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { PageProps } from "@/app/_shared/page-props";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { getBoard } from "@/lib/assignments/board/queries";
import { headCounts, observerRows, unitRows } from "@/lib/assignments/board/rules";
import { listHistory } from "@/lib/assignments/queries";
import { type BoardFilter, boardFilter } from "@/lib/assignments/schema";
import { cityDay } from "@/lib/platform/clock";
import { read, type ScopedDb } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { BoardView } from "./_components/board-view";
import { CountRow, CoveredLine } from "./_components/head-counts";
import { isPanelOpen, OpenPanel } from "./_components/open-panel";

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
  const frame = await getTranslations("tables.action");
  const rows = unitRows(board);
  const observers = observerRows(board);
  const counts = headCounts(rows, observers);

  return (
    <>
      <PageHeader
        title={t("title.page")}
        subtitle={<CoveredLine counts={counts} filter={filter} />}
        actions={
          <>
            {/* a gap, and a plan that closes it from today */}
            {may.assign && counts.gaps.length > 0 && can(viewer, "plans.manage") && (
              <ButtonLink icon="plus" href={`/assignments/plans?open=new&from=${today}`}>
                {t("action.planForGaps", { count: counts.gaps.length })}
              </ButtonLink>
            )}
            {can(viewer, "assignments.assign") && (
              <ButtonLink icon="swap" href="/assignments/changes">
                {frame("changes")}
              </ButtonLink>
            )}
            {can(viewer, "plans.read") && (
              <ButtonLink icon="scale" href="/assignments/plans">
                {t("action.plans")}
              </ButtonLink>
            )}
          </>
        }
      />
      <CountRow counts={counts} filter={filter} showsRecusals={showsRecusals} />
      <BoardView {...{ board, rows, observers, counts, filter, today, may, showsRecusals }}>
        {isPanelOpen(filter) && (
          <OpenPanel {...{ board, rows, history, filter, today, may }} viewerId={viewer.id} />
        )}
      </BoardView>
    </>
  );
}

async function historyFor(db: ScopedDb, filter: BoardFilter) {
  if (filter.unit) return listHistory(db, { unitId: filter.unit });
  return filter.person ? listHistory(db, { observerId: filter.person }) : [];
}
