import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { recordsHref } from "@/app/_shared/records-href";
import { addressOf } from "@/components/ui/address";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { TaskRow } from "@/lib/central-tasks/queries";
import type { Day } from "@/lib/platform/clock";
import { TaskMarks } from "./words";

type Props = {
  rows: TaskRow[];
  today: Day;
  /** null where the viewer has no right to them */
  records: Record<string, number> | null;
  results: Record<string, number> | null;
  empty: ReactNode;
  /** a form stands beside it */
  isNarrow: boolean;
};

/** Tasks as rows; every number opens what it counts. */
export async function TaskTable({ rows, today, records, results, empty, isNarrow }: Props) {
  const t = await getTranslations("centralTasks");
  const period = (from: Day, to: Day | null) =>
    to ? t("hint.fromTo", { from, to }) : t("hint.from", { from });
  const periods: Column<TaskRow>[] = [
    {
      key: "period",
      header: t("field.period"),
      width: "12rem",
      nowrap: true,
      minor: true,
      cell: (row) => period(row.startsOn, row.endsOn),
    },
    {
      key: "battlefield",
      header: t("field.battlefieldPeriod"),
      width: "12rem",
      nowrap: true,
      minor: true,
      cell: (row) => row.battlefieldFrom && period(row.battlefieldFrom, row.battlefieldTo ?? row.endsOn),
    },
  ];
  const number = (
    key: "records" | "results",
    counts: Record<string, number> | null,
    href: (id: string) => string,
  ): Column<TaskRow>[] =>
    counts
      ? [
          {
            key,
            header: t(`field.${key}`),
            width: "6rem",
            align: "end",
            nowrap: true,
            cell: (row) =>
              counts[row.id] ? (
                <a href={href(row.id)}>{counts[row.id]}</a>
              ) : (
                <span className="text-ink-hint">0</span>
              ),
          },
        ]
      : [];
  return (
    <DataTable
      caption={t("title.list")}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/central-tasks/${row.id}`}
      empty={empty}
      columns={[
        { key: "name", header: t("field.name"), cell: (row) => row.name },
        {
          key: "state",
          header: t("field.state"),
          width: "15rem",
          cell: (row) => <TaskMarks task={row} on={today} />,
        },
        {
          key: "lead",
          header: t("field.leadUnit"),
          width: "8.5rem",
          minor: true,
          cell: (row) => row.leadUnitName,
        },
        ...(isNarrow ? [] : periods),
        {
          key: "members",
          header: t("field.members"),
          width: "5rem",
          align: "end",
          cell: (row) => <a href={`/central-tasks/${row.id}#members`}>{row.members}</a>,
        },
        ...number("records", records, (id) => recordsHref({ task: id, state: "counted" })),
        ...number("results", results, (id) =>
          addressOf("/achievements", { task: id, state: "corroborated" }),
        ),
      ]}
    />
  );
}
