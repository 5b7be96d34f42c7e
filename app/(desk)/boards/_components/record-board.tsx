import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { addressOf } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat, StatRow } from "@/components/ui/stat";
import { getBoard } from "@/lib/boards/queries";
import { boardRange } from "@/lib/boards/rules";
import { TASKS_SHOWN } from "@/lib/boards/schema";
import { listTaskChoices } from "@/lib/central-tasks/queries";
import { minima } from "@/lib/coverage/queries";
import { isSilent } from "@/lib/coverage/rules";
import { seesAllUnits } from "@/lib/coverage/tallies/queries";
import { read } from "@/lib/platform/db";
import { BoardFilters } from "./board-filters";
import { OpenPanels } from "./open-panels";
import type { BoardProps } from "./props";
import { RecordPanels } from "./record-panels";
import { TaskPanel } from "./task-panel";

const sumOf = (counts: Record<string, number>, begin = ""): number =>
  Object.entries(counts).reduce((sum, [key, count]) => (key.startsWith(begin) ? sum + count : sum), 0);

export async function RecordBoard({ viewer, filter, today }: BoardProps) {
  const range = boardRange(filter, today);
  const isOverseer = seesAllUnits(viewer);
  const { board, silent, silentAfter, tasks } = await read(viewer, async (db) => {
    const [board, gaps, tasks] = await Promise.all([
      getBoard(db, viewer, {
        ...range,
        today,
        type: filter.type,
        task: filter.task,
        most: filter.tasks === "all" ? undefined : TASKS_SHOWN,
      }),
      minima(db, viewer, { asOf: range.on ?? today }),
      listTaskChoices(db),
    ]);
    const units = gaps.units.filter((unit) => !filter.type || unit.type === filter.type);
    const { silentAfter } = gaps;
    const silent = units.filter((unit) => isSilent(unit.silentDays, silentAfter)).length;
    return { board, tasks, silent, silentAfter };
  });
  const t = await getTranslations("boards");
  const dates = await cityDates();
  const { type, task } = filter;
  const followUps = { scope: isOverseer ? "all" : "mine", type, on: range.on };
  const props = { viewer, filter, today, board, range, isOverseer };
  const overdue = sumOf(board.followUps, "overdue:");
  return (
    <>
      <BoardFilters filter={filter} today={today} tasks={tasks} />
      <p className="mb-3 text-sm text-ink-hint">
        {t("hint.range", {
          from: dates.month(range.from.slice(0, 7)),
          to: dates.month(range.month),
          day: dates.day(range.on ?? today),
        })}
        {" · "}
        {t("hint.counted")}
      </p>
      <StatRow>
        {isOverseer && (
          <Stat
            label={t("field.records")}
            value={sumOf(board.byTone).toLocaleString("en")}
            unit={t("field.recordUnit", { count: sumOf(board.byTone) })}
            href={recordsHref({ from: range.from, to: range.to, type, task, state: "counted" })}
          />
        )}
        <Stat
          label={t("field.silent")}
          value={silent}
          unit={t("field.unitUnit", { count: silent })}
          href={addressOf("/coverage", { tab: "silent", type, month: range.on && range.month })}
          tone={silent > 0 ? "caution" : "neutral"}
          note={t("hint.silent", { days: silentAfter })}
        />
        <Stat
          label={t("field.openFollowUps")}
          value={sumOf(board.followUps)}
          unit={t("field.itemUnit", { count: sumOf(board.followUps) })}
          href={addressOf("/observations/follow-ups", followUps)}
        />
        <Stat
          label={t("field.overdue")}
          value={overdue}
          unit={t("field.itemUnit", { count: overdue })}
          href={addressOf("/observations/follow-ups", { ...followUps, due: "overdue" })}
          tone={overdue > 0 ? "caution" : "neutral"}
        />
        <Stat
          label={t("field.openCases")}
          value={sumOf(board.cases)}
          unit={t("field.itemUnit", { count: sumOf(board.cases) })}
          href={addressOf("/cases", { type, on: range.on })}
        />
        <Stat
          label={t("field.waiting")}
          value={sumOf(board.claims, "WAITING:")}
          unit={t("field.itemUnit", { count: sumOf(board.claims, "WAITING:") })}
          href={addressOf("/achievements", { state: "waiting", type, task, on: range.on })}
        />
      </StatRow>
      {!isOverseer && board.units.length === 0 ? (
        <EmptyState icon="unit" title={t("empty.units")}>
          {t("empty.unitsNext")}
        </EmptyState>
      ) : (
        <RecordPanels {...props} />
      )}
      <OpenPanels {...props} />
      <TaskPanel {...props} />
    </>
  );
}
