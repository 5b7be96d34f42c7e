import { getTranslations } from "next-intl/server";
import { CaseLines } from "@/components/case/case-lines";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { loadCalendar } from "@/lib/calendar/queries";
import { type CaseCounts, type CaseRow, countCases, listCases } from "@/lib/cases/queries";
import type { CaseView } from "@/lib/cases/schema";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";

const SHOWN = 5;
type Shown = { cases: CaseRow[]; counts: CaseCounts; calendar: Awaited<ReturnType<typeof loadCalendar>> };

/** What presses of the cases that the viewer sees, the longest first. */
export async function readCases(db: ScopedDb, today: Day, view: CaseView): Promise<Shown> {
  return {
    cases: await listCases(db, { view }, today, SHOWN),
    counts: await countCases(db, {}, today),
    calendar: await loadCalendar(db),
  };
}

type Props = { shown: Shown; view: CaseView; today: Day; level: 2 | 3; mayOpen?: boolean };

export async function CasePanel({ shown: { cases, counts, calendar }, view, today, level, mayOpen }: Props) {
  const t = await getTranslations("cases");
  const title = { open: "desk", overdue: "overdue", settled: "waiting" } as const;
  return (
    <Panel
      flush
      level={level}
      title={t(`title.${view in title ? title[view as keyof typeof title] : "list"}`)}
      note={
        view === "open"
          ? t("hint.desk", { open: counts.open, overdue: counts.overdue })
          : t("hint.total", { count: counts[view] })
      }
      actions={
        <>
          {mayOpen && (
            <ButtonLink size="sm" icon="plus" href="/cases/new">
              {t("action.new")}
            </ButtonLink>
          )}
          <ButtonLink variant="quiet" size="sm" href={view === "open" ? "/cases" : `/cases?view=${view}`}>
            {t("action.all")}
          </ButtonLink>
        </>
      }
    >
      <CaseLines cases={cases} today={today} calendar={calendar} empty={t("empty.desk")} />
    </Panel>
  );
}
