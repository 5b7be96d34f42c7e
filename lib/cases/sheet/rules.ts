/** 问题清单 and 成果清单 as a workbook: text in every cell. Headings are the page's words. */
import type { CaseRow } from "../queries";

type Say = (key: string) => string;
type Table = { name: string; rows: string[][]; widths: number[] };

/** `say`: messages/<locale>/cases */
export function caseSheet(rows: readonly CaseRow[], of: "problems" | "results", say: Say): Table {
  const columns: [heading: string, width: number, cell: (row: CaseRow, at: number) => string][] = [
    [say("field.number"), 16, (row) => row.number],
    [say("field.title"), 36, (row) => row.title],
    [say("field.unit"), 18, (row) => row.unitName],
    [say("field.parties"), 28, (row) => row.parties.join(say("hint.listMark"))],
    [say("field.tier"), 16, (row) => say(`status.${row.tier}`)],
    [say("field.state"), 12, (row) => say(`status.${row.state}`)],
    [say("field.raisedOn"), 14, (row) => row.raisedOn],
    [say("field.dueOn"), 14, (row) => row.dueOn],
    ...(of === "results"
      ? ([
          [say("field.closedOn"), 14, (row) => row.closedOn ?? ""],
          [say("field.outcome"), 60, (row) => row.outcome],
        ] as [string, number, (row: CaseRow) => string][])
      : []),
  ];
  return {
    name: say(`title.${of}`),
    widths: columns.map(([, width]) => width),
    rows: [
      columns.map(([heading]) => heading),
      ...rows.map((row, at) => columns.map(([, , cell]) => cell(row, at))),
    ],
  };
}
