import { getTranslations } from "next-intl/server";
import { cityDates } from "@/app/_shared/city-dates";
import { recordsHref } from "@/app/_shared/records-href";
import { MonthBars } from "@/components/chart/month-bars";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Stat, StatRow } from "@/components/ui/stat";
import { getBoard } from "@/lib/assignments/board/queries";
import { headCounts, observerRows, unitRows } from "@/lib/assignments/board/rules";
import { SHOWN } from "@/lib/coverage/desk/queries";
import { coverage } from "@/lib/coverage/queries";
import { firstDayOf, lastDayOf, monthOf, twelveMonthsTo } from "@/lib/coverage/rules";
import { read } from "@/lib/platform/db";
import { countRecusalWork } from "@/lib/recusals/queries";
import { AssignmentStats } from "./assignment-stats";
import { CasePanel, readCases } from "./case-panel";
import { ComplaintPanel, readComplaints } from "./complaint-panel";
import { DeskColumn, DeskGrid, DeskList, type DeskProps } from "./desk-list";
import { RecusalWork } from "./recusal-notes";
import { ReviewPanel, readReviews } from "./review-panel";
import { readTolerance, TolerancePanel } from "./tolerance-panel";

export async function LeaderDesk({ viewer, today, level }: DeskProps) {
  const { board, assignments, complaints, late, tolerance, recusals, reviews } = await read(
    viewer,
    async (db) => ({
      board: await coverage(db, viewer, twelveMonthsTo(monthOf(today)), today),
      assignments: await getBoard(db, today),
      complaints: await readComplaints(db),
      late: await readCases(db, today, "overdue"),
      tolerance: await readTolerance(db, today),
      recusals: await countRecusalWork(db),
      reviews: await readReviews(db, viewer.id, today),
    }),
  );
  const counts = headCounts(unitRows(assignments), observerRows(assignments));
  const t = await getTranslations("home");
  const dates = await cityDates();
  const names = new Map(board.units.map((unit) => [unit.id, unit.shortName]));
  const bars = board.months.map((month, index) => ({
    key: month,
    label: dates.shortMonth(month),
    value: board.totals.months[index] ?? 0,
    href: recordsHref({ from: firstDayOf(month), to: lastDayOf(month), state: "counted" }),
    title: t("hint.monthBar", { month: dates.month(month), count: board.totals.months[index] ?? 0 }),
  }));
  const [lastMonth, thisMonth] = bars.slice(-2);
  const gaps = [
    ...counts.gaps.map((unit) => ({
      key: `gap-${unit.id}`,
      href: `/units/${unit.id}`,
      title: unit.name,
      mark: (
        <Badge tone="attention" icon="person">
          {t("status.uncovered")}
        </Badge>
      ),
    })),
    ...board.silent.slice(0, SHOWN).map((unit) => ({
      key: `silent-${unit.unitId}`,
      href: `/units/${unit.unitId}`,
      title: names.get(unit.unitId),
      detail: unit.lastOn ? t("hint.lastOn", { day: dates.day(unit.lastOn) }) : t("empty.visits"),
      mark: (
        <Badge tone="caution" icon="clock">
          {unit.silentDays === null ? t("empty.visits") : t("status.silent", { days: unit.silentDays })}
        </Badge>
      ),
    })),
  ];
  return (
    <>
      <RecusalWork sheets={recusals.sheets} warnings={recusals.warnings} />
      <StatRow>
        <Stat
          label={t("field.thisMonth")}
          value={thisMonth?.value ?? 0}
          unit={t("field.records", { count: thisMonth?.value ?? 0 })}
          href={thisMonth?.href}
          note={t("hint.untilToday")}
        />
        <Stat
          label={t("field.lastMonth")}
          value={lastMonth?.value ?? 0}
          unit={t("field.records", { count: lastMonth?.value ?? 0 })}
          href={lastMonth?.href}
          note={lastMonth && dates.month(lastMonth.key)}
        />
        <Stat
          label={t("field.silent")}
          value={board.silent.length}
          unit={t("field.units", { count: board.silent.length })}
          href="/coverage?tab=silent"
          tone={board.silent.length > 0 ? "caution" : "neutral"}
          note={t("hint.silent", { days: board.silentAfter })}
        />
        <AssignmentStats counts={counts} limits={assignments.limits} />
      </StatRow>
      <DeskGrid>
        <DeskColumn>
          <Panel level={level} title={t("title.months")} note={t("hint.counted")}>
            <MonthBars
              hideCaption
              caption={t("title.months")}
              unit={t("hint.unit")}
              description={t("hint.monthsDescription", { count: board.totals.records })}
              bars={bars}
              labels={{ table: t("action.table"), month: t("field.month"), value: t("field.count") }}
            />
          </Panel>
          <ReviewPanel shown={reviews} level={level} />
          {late.cases.length > 0 && <CasePanel shown={late} view="overdue" today={today} level={level} />}
        </DeskColumn>
        <DeskColumn>
          <Panel
            flush
            level={level}
            title={t("title.gaps")}
            actions={
              <ButtonLink variant="quiet" size="sm" href="/coverage">
                {t("action.coverage")}
              </ButtonLink>
            }
          >
            <DeskList items={gaps} empty={t("empty.gaps", { days: board.silentAfter })} />
          </Panel>
          <TolerancePanel shown={tolerance} today={today} level={level} />
          <ComplaintPanel complaints={complaints} today={today} level={level} />
        </DeskColumn>
      </DeskGrid>
    </>
  );
}
