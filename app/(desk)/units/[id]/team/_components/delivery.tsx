import { getTranslations } from "next-intl/server";
import { CaseMark } from "@/components/case/marks";
import { ProjectStateMark } from "@/components/liaison/marks";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { caseKind } from "@/lib/teams/rules";
import { CASE_KINDS } from "@/lib/teams/schema";
import type { Shown } from "./shown";

export async function TasksPanel({ team, on }: Shown) {
  const t = await getTranslations("teams");
  const isOver = (endsOn: string | null) => endsOn !== null && endsOn < on;
  return (
    <Panel
      flush
      title={t("title.tasks")}
      note={t("hint.items", { count: team.tasks.length + team.projects.length })}
    >
      {team.tasks.length + team.projects.length === 0 && (
        <p className="px-4 py-3 text-ink-hint">{t("empty.tasks")}</p>
      )}
      <ul className="divide-y divide-line">
        {team.tasks.map((task) => (
          <li key={task.id} data-listed className="px-4 py-2">
            <a href={`/central-tasks/${task.id}`} className="font-medium text-accent hover:underline">
              {task.name}
            </a>
            <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
              <Badge tone={isOver(task.endsOn) ? "neutral" : "info"}>
                {t(isOver(task.endsOn) ? "status.ended" : "status.running")}
              </Badge>
              {task.isMainBattlefield && <Badge tone="caution">{t("status.battlefield")}</Badge>}
              <span>{t(task.isLead ? "status.leads" : "status.takesPart")}</span>
              <span>
                {task.startsOn} – {task.endsOn ?? t("status.openEnd")}
              </span>
            </p>
          </li>
        ))}
        {team.projects.map((project) => (
          <li key={project.id} data-listed className="px-4 py-2">
            <a href={`/units/${team.id}`} className="font-medium text-accent hover:underline">
              {project.name}
            </a>
            <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
              <ProjectStateMark state={project.state} />
              <span>{t("status.project")}</span>
              {project.endsOn && <span>{t("hint.due", { day: project.endsOn })}</span>}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Cases by whether their deadline held; each number lists its cases here. */
export async function CasesPanel({ team, cases, on, filter, href }: Shown) {
  const t = await getTranslations("teams");
  const rows = cases.flatMap((one) => {
    const kind = caseKind(one, on);
    return kind ? [{ ...one, kind }] : [];
  });
  const listed = filter.cases ? rows.filter((one) => one.kind === filter.cases) : rows;
  return (
    <Panel flush id="cases" title={t("title.cases")} note={t("hint.items", { count: listed.length })}>
      <div className="px-4 pt-2">
        <TabLinks
          label={t("nav.cases")}
          items={[
            {
              href: `${href({})}#cases`,
              label: t("action.all"),
              count: rows.length,
              isCurrent: !filter.cases,
            },
            ...CASE_KINDS.map((kind) => ({
              href: `${href({ cases: kind })}#cases`,
              label: t(`status.${kind}`),
              count: rows.filter((one) => one.kind === kind).length,
              isCurrent: filter.cases === kind,
            })),
          ]}
        />
      </div>
      {listed.length === 0 && (
        <p className="px-4 py-3 text-ink-hint">{t("empty.cases", { unit: team.shortName })}</p>
      )}
      <ul className="divide-y divide-line">
        {listed.map((one) => (
          <li key={one.id} data-listed className="px-4 py-2">
            <a href={`/cases/${one.id}`} className="font-medium break-words text-accent hover:underline">
              {one.title}
            </a>
            <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
              <CaseMark state={one.state} />
              <span>{one.number}</span>
              <span>{one.unitName}</span>
              <span>{t("hint.due", { day: one.dueOn })}</span>
              {one.closedOn && <span>{t("hint.closedOn", { day: one.closedOn })}</span>}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
