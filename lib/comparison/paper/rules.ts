/** The comparison as 公文 and as workbook: the rows of the page, each fact with its address, no name of a recorder. */
import type { Day } from "@/lib/platform/clock";
import type { Block, Gongwen, Run } from "@/lib/platform/gongwen";
import type { Marks } from "@/lib/platform/marks";
import { cellText, type Line, lineText, type Row } from "../table/rules";

type Say = (key: string, values?: Record<string, string | number>) => string;
export type ComparisonPaper = {
  /** in the order of the columns */
  people: { name: string; post: string }[];
  rows: readonly Row[];
  position: string | null;
  asOf: Day;
  by: { name: string; on: Day; trace: string };
  /** address of this installation, without a slash at its end */
  origin: string;
};

const runsOf = (lines: readonly Line[], origin: string, m: Marks): Run[] =>
  lines.flatMap(({ parts }, at) => [
    ...(at > 0 ? [m.parts] : []),
    ...parts.map((part): Run => (part.href ? { text: part.text, href: `${origin}${part.href}` } : part.text)),
  ]);

/** `say`: messages/<locale>/comparison */
export function comparisonPaper(content: ComparisonPaper, say: Say, m: Marks): Gongwen {
  const { people, rows, position, asOf, by, origin } = content;
  const names = people.map(({ name }) => name);
  const label = 13;
  const blocks: Block[] = [
    {
      kind: "text",
      runs: [
        say("hint.paper.about", {
          names: names.join(say("hint.listMark")),
          day: asOf,
          position: position ? say("hint.paper.position", { position }) : "",
        }),
      ],
    },
    {
      kind: "table",
      widths: [label, ...people.map(() => Math.floor((100 - label) / people.length))],
      head: [say("field.row"), ...names],
      rows: [
        [[say("field.post")], ...people.map(({ post }): Run[] => [post])],
        ...rows.map((row): Run[][] => [[row.label], ...row.cells.map((cell) => runsOf(cell, origin, m))]),
      ],
    },
    { kind: "note", text: say("hint.paper.scope", { day: asOf }) },
  ];
  return {
    title: say("hint.paper.title"),
    blocks,
    footer: say("hint.paper.footer", { name: by.name, day: by.on, trace: by.trace }),
    watermark: `${by.name}${m.gap}${by.trace}`,
  };
}

type Sheet = { name: string; rows: string[][]; widths: number[] };

export function comparisonSheets(content: ComparisonPaper, say: Say): Sheet[] {
  const { people, rows, position, asOf, by, origin } = content;
  const sources = rows.flatMap((row) =>
    row.cells.flatMap((cell, at) =>
      cell.flatMap((one) =>
        one.parts
          .filter(({ href }) => href)
          .map((part) => [
            row.label,
            people[at]?.name ?? "",
            lineText(one),
            part.text,
            `${origin}${part.href}`,
          ]),
      ),
    ),
  );
  return [
    {
      name: say("title.page"),
      widths: [16, ...people.map(() => 44)],
      rows: [
        [say("field.row"), ...people.map(({ name }) => name)],
        [say("field.post"), ...people.map(({ post }) => post)],
        ...rows.map((row) => [row.label, ...row.cells.map(cellText)]),
      ],
    },
    {
      name: say("hint.paper.sources"),
      widths: [16, 12, 60, 24, 60],
      rows: [
        [say("field.row"), say("field.cadre"), say("field.fact"), say("field.cited"), say("field.address")],
        ...sources,
      ],
    },
    {
      name: say("hint.paper.note"),
      widths: [14, 70],
      rows: [
        [say("field.row"), say("field.fact")],
        [say("field.by"), by.name],
        [say("field.day"), by.on],
        [say("field.trace"), by.trace],
        [say("field.on"), asOf],
        ...(position ? [[say("field.position"), position]] : []),
        [say("field.remark"), say("hint.paper.scope", { day: asOf })],
      ],
    },
  ];
}
