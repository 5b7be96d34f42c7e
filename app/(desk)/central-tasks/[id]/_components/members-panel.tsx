import { getTranslations } from "next-intl/server";
import { PeriodBars } from "@/components/chart/period-bars";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { SoftLinks } from "@/components/ui/soft-links";
import type { Task } from "@/lib/central-tasks/queries";
import { barsOf, scaleOf, type TaskMember, ticksOf } from "@/lib/central-tasks/rules";
import type { TaskPageFilter } from "@/lib/central-tasks/schema";
import type { TaskRecords } from "@/lib/observations/task/queries";
import type { Day } from "@/lib/platform/clock";
import { taskHref } from "../../_components/address";
import { type Scope, scopeRecords } from "./scope";

type Props = {
  task: Task;
  members: TaskMember[];
  records: TaskRecords | null;
  scope: Scope;
  asOf: Day;
  filter: TaskPageFilter;
  mayManage: boolean;
  /** an observer who is not named sees the cadres of their units only */
  isPartial: boolean;
};

/** Who was on the task from when to when, as bars over its time; each opens the records about them. */
export async function MembersPanel({
  task,
  members,
  records,
  scope,
  asOf,
  filter,
  mayManage,
  isPartial,
}: Props) {
  const t = await getTranslations("centralTasks");
  const own = { startsOn: task.startsOn, endsOn: task.endsOn };
  const scale = scaleOf([own, ...members.flatMap((member) => member.stints)], asOf);
  const recordsOf = (cadreId: string) =>
    records?.byCadre.find((one) => one.cadreId === cadreId)?.records ?? 0;
  return (
    <Panel
      id="members"
      title={t("title.members")}
      note={t("hint.memberCount", { count: members.length })}
      actions={
        mayManage && (
          <ButtonLink
            size="sm"
            icon="plus"
            href={taskHref(task.id, filter, { panel: "member" })}
            scroll={false}
          >
            {t("action.addMember")}
          </ButtonLink>
        )
      }
    >
      {isPartial && <p className="mb-2 text-sm text-ink-soft">{t("hint.partial")}</p>}
      {members.length === 0 ? (
        <p className="text-ink-hint">{t("empty.members")}</p>
      ) : (
        <SoftLinks>
          <PeriodBars
            caption={t("hint.membersChart", { day: asOf })}
            unit={t("hint.daysUnit")}
            labels={{
              plain: t("status.onPost"),
              flagged: t("status.battlefieldDays"),
              table: t("action.showTable"),
            }}
            ticks={ticksOf(scale)}
            rows={members.map((member) => ({
              key: member.cadreId,
              label: <span className="font-medium">{member.name}</span>,
              note: [member.unitName, member.stints.at(-1)?.post].filter(Boolean).join(" · "),
              href: records ? scopeRecords(scope, { cadre: member.cadreId }) : `/cadres/${member.cadreId}`,
              title: t("hint.memberBar", {
                name: member.name,
                days: member.days,
                battlefield: member.battlefieldDays,
                records: recordsOf(member.cadreId),
              }),
              bars: barsOf(member.stints, task, scale, asOf),
              value: (
                <>
                  {t("hint.days", { days: member.days })}
                  {member.battlefieldDays > 0 && (
                    <span className="block text-sm text-ink-soft">
                      {t("hint.battlefieldShort", { days: member.battlefieldDays })}
                    </span>
                  )}
                </>
              ),
            }))}
            table={{
              head: [
                t("field.cadre"),
                t("field.unit"),
                t("field.post"),
                t("field.startsOn"),
                t("field.endsOn"),
                t("field.days"),
                t("field.battlefieldDays"),
                ...(records ? [t("field.records")] : []),
                ...(mayManage ? [t("field.actions")] : []),
              ],
              rows: members.flatMap((member) =>
                member.stints.map((stint, at) => ({
                  key: stint.id,
                  cells: [
                    <a key="name" href={`/cadres/${member.cadreId}`}>
                      {member.name}
                    </a>,
                    `${stint.unitName} ${stint.title}`,
                    stint.post,
                    stint.startsOn,
                    stint.endsOn ? (
                      <span key="end" title={stint.endReason ?? undefined}>
                        {stint.endsOn}
                      </span>
                    ) : (
                      t("hint.stillOn")
                    ),
                    // of the person, not of the stint: said once
                    at === 0 ? member.days : "",
                    at === 0 ? member.battlefieldDays : "",
                    ...(records
                      ? [
                          at === 0 ? (
                            <a key="records" href={scopeRecords(scope, { cadre: member.cadreId })}>
                              {recordsOf(member.cadreId)}
                            </a>
                          ) : (
                            ""
                          ),
                        ]
                      : []),
                    ...(mayManage
                      ? [
                          !stint.endsOn && (
                            <ButtonLink
                              key="end"
                              size="sm"
                              variant="quiet"
                              href={taskHref(task.id, filter, { end: stint.id })}
                              scroll={false}
                              aria-label={t("action.endFor", { name: member.name })}
                            >
                              {t("action.end")}
                            </ButtonLink>
                          ),
                        ]
                      : []),
                  ],
                })),
              ),
            }}
          />
        </SoftLinks>
      )}
    </Panel>
  );
}
