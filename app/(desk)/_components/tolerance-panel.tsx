import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { ToleranceDue, ToleranceMark } from "@/components/tolerance/marks";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { loadCalendar } from "@/lib/calendar/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { countTolerance, listTolerance } from "@/lib/tolerance/queries";

const SHOWN = 5;

/** What is under way, the nearest day first. */
export const readTolerance = async (db: ScopedDb, today: Day) => ({
  rows: await listTolerance(db, { view: "open" }, today, SHOWN),
  counts: await countTolerance(db, {}, today),
  calendar: await loadCalendar(db),
});

type Props = {
  shown: Awaited<ReturnType<typeof readTolerance>>;
  today: Day;
  level: 2 | 3;
  /** a unit that has none may begin here; a desk of the department shows what there is */
  mayApply?: boolean;
};

export async function TolerancePanel({ shown: { rows, counts, calendar }, today, level, mayApply }: Props) {
  const m = await marks();
  if (!mayApply && counts.open === 0) return null;
  const t = await getTranslations("tolerance");
  return (
    <Panel
      flush
      level={level}
      title={t("title.list")}
      note={t("hint.desk", { open: counts.open, overdue: counts.overdue })}
      actions={
        <>
          {mayApply && (
            <ButtonLink size="sm" icon="plus" href="/tolerance/new">
              {t("action.newPre")}
            </ButtonLink>
          )}
          <ButtonLink variant="quiet" size="sm" href="/tolerance?view=open">
            {t("action.all")}
          </ButtonLink>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-ink-hint">{t("empty.none")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id} data-listed className="px-4 py-2.5">
              <a href={`/tolerance/${row.id}`} className="font-medium break-words text-accent">
                {row.title}
              </a>
              <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
                <ToleranceMark state={row.state} />
                {row.unitName}
                {m.gap}
                {t(`status.${row.kind}`)}
                <ToleranceDue one={row} today={today} calendar={calendar} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
