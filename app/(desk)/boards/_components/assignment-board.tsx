import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { AssignmentStats } from "@/app/(desk)/_components/assignment-stats";
import { BarList } from "@/components/chart/bar-list";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { StatRow } from "@/components/ui/stat";
import { getBoard } from "@/lib/assignments/board/queries";
import { headCounts, observerRows, unitRows } from "@/lib/assignments/board/rules";
import { getRosterQuality } from "@/lib/boards/roster/queries";
import { ROSTER_GAPS } from "@/lib/boards/roster/schema";
import { read } from "@/lib/platform/db";
import { type BoardProps, sheetHref } from "./props";
import { Download } from "./record-panels";

const LOADS = ["below", "two", "three", "over"] as const;

/** Assignments, rotation and the roster: nothing of any record's content. */
export async function AssignmentBoard({ viewer, filter, today }: BoardProps) {
  const { board, roster } = await read(viewer, async (db) => ({
    board: await getBoard(db, today),
    roster: await getRosterQuality(db, today),
  }));
  const counts = headCounts(unitRows(board), observerRows(board));
  const t = await getTranslations("boards");
  const dates = await cityDates();
  return (
    <>
      <p className="my-3 text-sm text-ink-hint">{t("hint.asOf", { day: dates.day(today) })}</p>
      <StatRow>
        <AssignmentStats counts={counts} limits={board.limits} />
      </StatRow>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel
          title={t("title.assignments")}
          actions={
            <>
              <ButtonLink variant="quiet" size="sm" href="/assignments">
                {t("action.assignments")}
              </ButtonLink>
              <Download href={sheetHref("assignments", filter)} />
            </>
          }
        >
          <BarList
            hideCaption
            caption={t("title.assignments")}
            unit={t("hint.people")}
            bars={LOADS.map((load) => ({
              key: load,
              label: t(`status.load_${load}`),
              value: counts.loads[load],
              href: `/assignments?view=observers&load=${load}`,
            }))}
          />
        </Panel>
        <Panel
          title={t("title.roster")}
          note={t("hint.roster", { count: roster.people })}
          actions={<Download href={sheetHref("assignments", filter)} />}
        >
          <BarList
            hideCaption
            caption={t("title.roster")}
            unit={t("hint.people")}
            labelWidth="11rem"
            bars={ROSTER_GAPS.map((gap) => ({
              key: gap,
              label: t(`status.${gap}`),
              value: roster.gaps[gap],
              href: `/boards/roster?gap=${gap}`,
            }))}
          />
        </Panel>
      </div>
    </>
  );
}
