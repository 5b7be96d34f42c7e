/**
 * 比选: the rows of the page, frozen; what is a result or a case in them is cited. Concerns are paragraphs, not rows: one that
 * loses a source is then withheld as in any report (rule 5). Who recorded stays on the page.
 */

import type { Compared } from "@/lib/comparison/queries";
import { type ComparisonWords, comparisonRows, type Line, type RowKey } from "@/lib/comparison/table/rules";
import { dimensionWordsOn } from "@/lib/dimensions/rules";
import type { Block } from "@/lib/platform/gongwen";
import type { MaterialComparison } from "../../material/people/queries";
import { concernSection } from "../quarter/rules";
import { caption, type Draft, dayIn, type Frame, Register, type Say, type Words } from "../rules";

const LEFT_OUT: readonly RowKey[] = ["concerns", "recorders"];

type Cite = (href: string) => string;
/** What a part of a line opens, as a mark where it can be cited. */
function citing({ compared, revisions }: MaterialComparison, say: Say, register: Register): Cite {
  const numbers = new Map(
    compared.flatMap(({ cases }) => cases.map(({ id, number }) => [id, number] as const)),
  );
  return (href) => {
    if (href.startsWith("/observations?")) return register.list(say, href);
    const [, kind = "", id = ""] = /^\/(achievements|cases)\/([0-9a-f-]{36})$/.exec(href) ?? [];
    if (kind === "achievements")
      return register.cite(say, "ACHIEVEMENT", { id, revisionNo: revisions.get(id), state: "CORROBORATED" });
    const number = numbers.get(id);
    return kind === "cases" && number ? register.cite(say, "CASE", { id, number }) : "";
  };
}

// marks are ours alone
const plain = (text: string): string => text.replaceAll("【", "〔").replaceAll("】", "〕");
const lineText = ({ parts }: Line, cite: Cite): string =>
  parts.map(({ text, href }) => plain(text) + (href ? cite(href) : "")).join("");

const postOf = ({ file }: Compared, say: Say): string => {
  const held = file.posts.filter(({ endsOn }) => endsOn === null);
  const post = held.find(({ isPrimary }) => isPrimary) ?? held[0];
  return post ? `${post.unitName} ${post.title}` : say("none");
};

export function composeComparison(
  material: MaterialComparison,
  frame: Frame,
  words: Words & { comparison: Omit<ComparisonWords, "dimensions"> },
): Draft {
  const { say } = words;
  const { compared } = material;
  const register = new Register();
  const ids = compared.map(({ file }) => file.id);
  const table = register.table(say, `/compare?cadres=${ids.join(",")}&on=${frame.to}`);
  const cite = citing(material, say, register);
  const names = compared.map(({ file }) => file.name);
  const rows = comparisonRows(
    compared,
    { asOf: frame.to, on: frame.to, names: false },
    {
      ...words.comparison,
      dimensions: dimensionWordsOn(material.wordings, frame.to, false, (dimension) =>
        words.comparison.observations(`status.${dimension.toLowerCase()}`),
      ),
    },
  );
  const label = 13;
  const blocks: Block[] = [
    caption(table.label, say("tableCompared", { names: names.join(say("listMark")) })),
    {
      kind: "table",
      widths: [label, ...compared.map(() => Math.floor((100 - label) / compared.length))],
      head: [say("row"), ...names],
      rows: [
        [[say("post")], ...compared.map((one) => [postOf(one, say)])],
        ...rows
          .filter(({ key }) => !LEFT_OUT.includes(key))
          .map((row) => [
            [row.label],
            ...row.cells.map((lines) => [lines.map((line) => lineText(line, cite)).join("；")]),
          ]),
      ],
    },
  ];
  const concerns = concernSection(material.concerns, words, register);
  return {
    snapshot: {
      version: 1,
      sections: [
        { key: "compared", heading: say("headCompared"), empty: say("nothing"), blocks },
        concerns.section,
      ],
      scope: say("scopeCompared", { level: say(`level.${frame.level}`) }),
    },
    paragraphs: [
      {
        section: "compared",
        text: say("compared", {
          names: names.join(say("listMark")),
          day: dayIn(say, frame.to),
          cite: table.mark,
        }),
      },
      ...concerns.paragraphs.map((text) => ({ section: concerns.section.key, text })),
    ],
    citations: register.citations,
    cadreIds: [...ids].sort(),
  };
}
