import { getTranslations } from "next-intl/server";
import { PeriodBars } from "@/components/chart/period-bars";
import { addressOf } from "@/components/ui/address";
import { SoftLinks } from "@/components/ui/soft-links";
import type { Post, TaskPeriod } from "@/lib/cadres/file/queries";
import type { CadreFileFilter } from "@/lib/cadres/file/schema";
import { frontLength } from "@/lib/central-tasks/front/rules";
import { barsOf, daysOnPost, scaleOf, ticksOf } from "@/lib/central-tasks/rules";
import type { Day } from "@/lib/platform/clock";

type Props = { tasks: TaskPeriod[]; posts: Post[]; asOf: Day; filter: Pick<CadreFileFilter, "on"> };

/**
 * 主战场时段: when the cadre was on which task, with the days of 主战场 on it; each opens the task as of the same day. Above it
 * the months that comparison, pool and trace count (docs/adr/0051).
 */
export async function TaskPeriods({ tasks, posts, asOf, filter }: Props) {
  const t = await getTranslations("cadres");
  const front = frontLength(tasks, posts, asOf);
  const hasFront = front.months + front.days > 0;
  const total = <p className="mb-2 text-sm">{t(hasFront ? "hint.front" : "empty.front", front)}</p>;
  if (tasks.length === 0)
    return (
      <>
        {hasFront && total}
        <p className="text-ink-hint">{t("empty.tasks")}</p>
      </>
    );
  const scale = scaleOf(tasks, asOf);
  const href = (id: string) => addressOf(`/central-tasks/${id}`, { on: filter.on });
  const told = tasks.map((period) => ({ ...period, ...daysOnPost([period], period.task, asOf) }));
  return (
    <SoftLinks>
      {total}
      <PeriodBars
        caption={t("hint.tasksChart", { day: asOf })}
        hideCaption
        unit={t("hint.taskDaysUnit")}
        labels={{
          plain: t("status.onTask"),
          flagged: t("hint.battlefield"),
          table: t("action.showTable"),
        }}
        labelWidth="11rem"
        ticks={ticksOf(scale, 5)}
        rows={told.map((one) => ({
          key: `${one.id} ${one.startsOn}`,
          label: one.name,
          note: one.post,
          href: href(one.id),
          title: t("hint.taskBar", {
            task: one.name,
            post: one.post,
            days: one.days,
            battlefield: one.battlefieldDays,
          }),
          bars: barsOf([one], one.task, scale, asOf),
          value: (
            <>
              {t("hint.taskDays", { days: one.days })}
              {one.battlefieldDays > 0 && (
                <span className="block text-sm text-ink-soft">
                  {t("hint.battlefieldShort", { days: one.battlefieldDays })}
                </span>
              )}
            </>
          ),
        }))}
        table={{
          head: [
            t("field.task"),
            t("field.taskPost"),
            t("field.from"),
            t("field.to"),
            t("field.taskDays"),
            t("field.battlefieldDays"),
          ],
          rows: told.map((one) => ({
            key: `${one.id} ${one.startsOn}`,
            cells: [
              <a key="task" href={href(one.id)}>
                {one.name}
              </a>,
              one.post,
              one.startsOn,
              one.endsOn ?? t("hint.openEnded"),
              one.days,
              one.battlefieldDays,
            ],
          })),
        }}
      />
    </SoftLinks>
  );
}
