import { getTranslations } from "next-intl/server";
import { marks } from "@/components/punctuation/marks";
import { ButtonLink } from "@/components/ui/button";
import { FilterBar, FilterField } from "@/components/ui/filter-bar";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Stat, StatRow } from "@/components/ui/stat";
import type { TaskResult } from "@/lib/achievements/task/queries";
import type { Task } from "@/lib/central-tasks/queries";
import { type TaskMember, taskState } from "@/lib/central-tasks/rules";
import type { TaskPageFilter } from "@/lib/central-tasks/schema";
import type { TaskRecords } from "@/lib/observations/task/queries";
import type { Day } from "@/lib/platform/clock";
import { taskHref } from "../../_components/address";
import { periodWords, TaskMarks } from "../../_components/words";
import { type Scope, scopeRecords, scopeResults } from "./scope";

type Props = { task: Task; filter: TaskPageFilter; asOf: Day; mayManage: boolean };

/** Name, period and 主战场; the day of the page; what may be done. */
export async function TaskHeader({ task, filter, asOf, mayManage }: Props) {
  const m = await marks();
  const t = await getTranslations("centralTasks");
  const { on } = filter;
  const period = await periodWords(task.startsOn, task.endsOn);
  const battlefield =
    task.battlefieldFrom && (await periodWords(task.battlefieldFrom, task.battlefieldTo ?? task.endsOn));
  return (
    <>
      <PageHeader
        dossier
        title={task.name}
        written
        breadcrumbs={[{ label: t("title.list"), href: "/central-tasks" }]}
        breadcrumbsLabel={t("title.list")}
        badges={<TaskMarks task={task} on={asOf} />}
        subtitle={
          <>
            {t("hint.lead", { unit: task.leadUnitName })}
            {m.gap}
            {period}
            {battlefield && `${m.gap}${t("hint.battlefield", { period: battlefield })}`}
          </>
        }
        actions={
          mayManage && (
            <>
              <ButtonLink href={taskHref(task.id, filter, { panel: "amend" })} icon="pen" scroll={false}>
                {t("action.amend")}
              </ButtonLink>
              {taskState(task, asOf) !== "ended" && (
                <ButtonLink href={taskHref(task.id, filter, { panel: "close" })} icon="check" scroll={false}>
                  {t("action.close")}
                </ButtonLink>
              )}
            </>
          )
        }
      />
      {filter.saved && (
        <Notice kind="success" live="status" className="mb-3">
          {t(`status.saved_${filter.saved}`)}
        </Notice>
      )}
      <FilterBar
        action={`/central-tasks/${task.id}`}
        clearHref={`/central-tasks/${task.id}`}
        isActive={on !== undefined}
        labels={{ form: t("nav.asOf"), submit: t("action.show"), clear: t("action.today") }}
      >
        <FilterField label={t("field.on")} htmlFor="f-on" width="11rem">
          <input id="f-on" type="date" name="on" defaultValue={on} className="control" />
        </FilterField>
      </FilterBar>
      {on && <Notice className="mb-3">{t("hint.asOf", { day: asOf })}</Notice>}
    </>
  );
}

type StatProps = {
  task: Task;
  members: TaskMember[];
  records: TaskRecords | null;
  results: TaskResult[] | null;
  scope: Scope;
};

/** Who, how much, what came of it: each number opens what it counts. */
export async function TaskStats({ task, members, records, results, scope }: StatProps) {
  const t = await getTranslations("centralTasks");
  const parties = new Set(task.parties.map((party) => party.unitId)).size;
  return (
    <StatRow>
      <Stat
        label={t("field.members")}
        value={members.length}
        unit={t("status.people", { count: members.length })}
        href="#members"
        note={t("hint.onPost", { count: members.filter((member) => member.isOn).length })}
      />
      <Stat
        label={t("field.parties")}
        value={parties}
        unit={t("hint.unitUnit", { count: parties })}
        href="#parties"
      />
      {records && (
        <>
          <Stat
            label={t("field.records")}
            value={records.records}
            unit={t("hint.recordUnit", { count: records.records })}
            href={scopeRecords(scope)}
            note={records.lastOn && t("hint.lastOn", { day: records.lastOn })}
          />
          <Stat
            label={t("field.positive")}
            value={records.positive}
            unit={t("hint.recordUnit", { count: records.positive })}
            href={scopeRecords(scope, { polarity: "positive" })}
          />
          <Stat
            label={t("field.attention")}
            value={records.attention}
            unit={t("hint.recordUnit", { count: records.attention })}
            href={scopeRecords(scope, { polarity: "attention" })}
          />
          <Stat
            label={t("field.recorders")}
            value={records.recorders.length}
            unit={t("status.people", { count: records.recorders.length })}
            href="#recorders"
          />
        </>
      )}
      {results && (
        <Stat
          label={t("field.results")}
          value={results.length}
          unit={t("hint.claimUnit", { count: results.length })}
          tone={results.length > 0 ? "positive" : "neutral"}
          // the list of claims knows no day: on an earlier one the page's own list is what is counted
          href={scope.on ? "#results" : scopeResults(scope)}
        />
      )}
    </StatRow>
  );
}
