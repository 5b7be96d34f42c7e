import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import {
  type Board,
  filterObservers,
  filterUnits,
  type HeadCounts,
  type ObserverRow,
  type UnitRow,
} from "@/lib/assignments/board/rules";
import { type BoardFilter, VIEWS } from "@/lib/assignments/schema";
import { boardHref, wholeBoard } from "./address";
import { BoardFilters } from "./board-filters";
import { ObserverTable } from "./observer-table";
import { RecusalTable } from "./recusal-table";
import { UnitTable } from "./unit-table";

type Props = {
  board: Board;
  rows: UnitRow[];
  observers: ObserverRow[];
  counts: HeadCounts;
  filter: BoardFilter;
  today: string;
  may: { assign: boolean; override: boolean };
  showsRecusals: boolean;
  /** the open panel, if any */
  children: ReactNode;
};

const SAVED_KEYS = {
  assigned: "Assigned",
  ended: "Ended",
  reassigned: "Reassigned",
  overridden: "Overridden",
} as const;

/** Tabs, filters and the table of the chosen view, with the open panel beside it. */
export async function BoardView({
  board,
  rows,
  observers,
  counts,
  filter,
  today,
  may,
  showsRecusals,
  children,
}: Props) {
  const t = await getTranslations("assignments");
  const { on } = board;
  const shownUnits = filterUnits(rows, filter);
  const shownObservers = filterObservers(observers, filter);
  const shown = { units: shownUnits, observers: shownObservers, recusals: board.recusals }[filter.view]
    .length;
  const isOpen = Boolean(children);
  return (
    <>
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
        <p className="mb-3 text-ink-soft">{t("hint.recusalsNote")}</p>
      ) : (
        <BoardFilters board={board} filter={filter} today={today} showsRecusals={showsRecusals} />
      )}
      <div
        className={isOpen ? "xl:grid xl:grid-cols-[minmax(0,1fr)_26rem] xl:items-start xl:gap-4" : undefined}
      >
        {children}
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
            <RecusalTable board={board} filter={filter} mayOverride={may.override} isNarrow={isOpen} />
          )}
        </Panel>
      </div>
    </>
  );
}
