import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTask } from "@/app/_actions/central-tasks";
import type { PageProps } from "@/app/_shared/page-props";
import { CommandForm } from "@/components/form/command-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { SidePanel } from "@/components/ui/side-panel";
import { countResultsByTask } from "@/lib/achievements/task/queries";
import { countTasks, listTasks } from "@/lib/central-tasks/queries";
import { taskFilter } from "@/lib/central-tasks/schema";
import { countByTask } from "@/lib/observations/task/queries";
import { cityDay } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";
import { listUnitChoices } from "@/lib/units/queries";
import { tasksHref } from "./_components/address";
import { Buttons, TaskFields, taskMessages } from "./_components/task-fields";
import { TaskFilters } from "./_components/task-filters";
import { TaskTable } from "./_components/task-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("centralTasks.title");
  return { title: t("list") };
}

export default async function CentralTasksPage({ searchParams }: PageProps) {
  const viewer = await pageViewer("centralTasks.read");
  const filter = taskFilter.parse(await searchParams);
  const today = cityDay(new Date());
  const { page, counts, units, records, results } = await read(viewer, async (db) => {
    const [page, counts, units] = await Promise.all([
      listTasks(db, filter, today),
      countTasks(db, filter, today),
      listUnitChoices(db),
    ]);
    const ids = page.items.map((task) => task.id);
    const [records, results] = await Promise.all([
      can(viewer, "observations.read") ? countByTask(db, ids) : null,
      can(viewer, "achievements.read") ? countResultsByTask(db, ids) : null,
    ]);
    return { page, counts, units, records, results };
  });
  const t = await getTranslations("centralTasks");
  const mayManage = can(viewer, "centralTasks.manage");
  const isOpen = mayManage && filter.open;
  return (
    <>
      <PageHeader
        title={t("title.list")}
        subtitle={t(viewer.roles.includes("OBSERVER") && !mayManage ? "hint.listOwn" : "hint.list")}
        actions={
          mayManage && (
            <ButtonLink href={tasksHref(filter, { open: "1" })} variant="primary" icon="plus" scroll={false}>
              {t("action.open")}
            </ButtonLink>
          )
        }
      />
      <TaskFilters filter={filter} counts={counts} units={units} />
      <div
        className={isOpen ? "xl:grid xl:grid-cols-[minmax(0,1fr)_26rem] xl:items-start xl:gap-4" : undefined}
      >
        {isOpen && (
          <SidePanel title={t("title.open")} closeHref={tasksHref(filter)} closeLabel={t("nav.close")}>
            <CommandForm
              action={openTask}
              messages={await taskMessages()}
              successHref="/central-tasks/{id}?saved=opened"
            >
              <input type="hidden" name="id" value={randomUUID()} />
              <TaskFields units={units} today={today} />
              <Buttons save={t("action.saveOpen")} backHref={tasksHref(filter)} />
            </CommandForm>
          </SidePanel>
        )}
        <div className="min-w-0">
          <TaskTable
            rows={page.items}
            today={today}
            records={records}
            results={results}
            isNarrow={Boolean(isOpen)}
            empty={
              <EmptyState title={t("empty.list")} icon="flag">
                {t(mayManage ? "empty.listHint" : "empty.listHintReader")}
              </EmptyState>
            }
          />
          <Pager
            prevHref={filter.cursor ? tasksHref(filter) : undefined}
            nextHref={page.nextCursor ? tasksHref(filter, { cursor: page.nextCursor }) : undefined}
            labels={{ nav: t("nav.pager"), prev: t("nav.first"), next: t("nav.next") }}
          />
        </div>
      </div>
    </>
  );
}
