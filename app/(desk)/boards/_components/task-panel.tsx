import { getTranslations } from "next-intl/server";
import { recordsHref } from "@/app/_shared/records-href";
import { addressOf } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { BoardTask } from "@/lib/boards/queries";
import { type PanelProps, sheetHref } from "./props";
import { Download } from "./record-panels";

/** People and results of the central tasks that ran in these months: what still runs stands first, the front line before the rest. */
export async function TaskPanel({ board, range, filter, today }: PanelProps) {
  const t = await getTranslations("boards");
  const { type } = filter;
  const { on } = range;
  const number = (
    key: "people" | "records" | "results" | "verified",
    href: (task: BoardTask) => string,
  ): Column<BoardTask> => ({
    key,
    header: t(`field.${key}`),
    width: "6rem",
    align: "end",
    nowrap: true,
    cell: (task) => <a href={href(task)}>{task[key]}</a>,
  });
  const columns: Column<BoardTask>[] = [
    { key: "name", header: t("field.task"), cell: (task) => task.name },
    {
      key: "battlefield",
      header: t("field.battlefield"),
      width: "9rem",
      minor: true,
      cell: (task) => (
        <>
          {task.isMainBattlefield && <Badge tone="info">{t("status.battlefield")}</Badge>}{" "}
          {task.endsOn !== null && task.endsOn < (on ?? today) && <Badge>{t("status.ended")}</Badge>}
        </>
      ),
    },
    number("people", (task) => `${addressOf(`/central-tasks/${task.id}`, { on })}#members`),
    number("records", (task) =>
      recordsHref({ task: task.id, from: range.from, to: range.to, type: undefined, state: "counted" }),
    ),
    number("results", (task) => addressOf("/achievements", { task: task.id, on })),
    number("verified", (task) => addressOf("/achievements", { task: task.id, state: "corroborated", on })),
  ];
  const isCut = board.taskTotal > board.tasks.length;
  return (
    <Panel
      id="tasks"
      flush
      title={t("title.tasks")}
      note={
        isCut
          ? t.rich("hint.tasksCut", {
              total: board.taskTotal,
              count: board.tasks.length,
              all: (words) => (
                <a href={`${addressOf("/boards", filter, { tasks: "all" })}#tasks`} className="underline">
                  {words}
                </a>
              ),
            })
          : t("hint.tasks")
      }
      actions={<Download href={sheetHref("tasks", { ...filter, type })} />}
    >
      <DataTable
        flush
        caption={`${t("title.tasks")} · ${t("field.count")}`}
        columns={columns}
        rows={board.tasks}
        rowKey={(task) => task.id}
        rowHref={(task) => addressOf(`/central-tasks/${task.id}`, { on })}
        empty={<EmptyState icon="flag" title={t("empty.tasks")} />}
      />
    </Panel>
  );
}
