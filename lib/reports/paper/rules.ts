/** The report as 公文: from what is stored and nothing else, so that the same snapshot gives the same bytes. */
import type { Block, Gongwen, Run } from "@/lib/platform/gongwen";
import { numeral } from "@/lib/platform/gongwen-numeral";
import type { Citation, Say, Snapshot } from "../compose/rules";
import { mark, piecesOf } from "../rules";

export type PaperContent = {
  title: string;
  snapshot: Snapshot;
  paragraphs: readonly { section: string; text: string }[];
  citations: readonly Pick<Citation, "label" | "href">[];
};

type Stored = Pick<PaperContent, "title" | "citations"> & {
  paragraphs: readonly (PaperContent["paragraphs"][number] & { isWithheld: boolean })[];
};
/**
 * What of a stored report the paper is made of; an older wording is no part of it, nor what only reviewers may read: a paper
 * goes from hand to hand, whoever takes it (rule 5).
 */
export const paperContent = ({ title, paragraphs, citations }: Stored, snapshot: Snapshot): PaperContent => ({
  title,
  snapshot,
  paragraphs: paragraphs
    .filter(({ isWithheld }) => !isWithheld)
    .map(({ section, text }) => ({ section, text })),
  citations: citations.map(({ label, href }) => ({ label, href })),
});

/** `say`: messages/<locale>/reports hint.paper; `origin`: address of this installation without a slash at its end */
export function reportPaper(
  { title, snapshot, paragraphs, citations }: PaperContent,
  { origin, by, say }: { origin: string; by: { name: string; trace: string }; say: Say },
): Gongwen {
  const known = new Map(citations.map(({ label, href }) => [label, href]));
  const runs = (text: string): Run[] =>
    piecesOf(text).map((piece): Run => {
      if ("text" in piece) return piece.text;
      const href = known.get(piece.label);
      return href ? { text: mark(piece.label), href: `${origin}${href}` } : mark(piece.label);
    });
  const tables = snapshot.sections.flatMap(({ blocks }) => blocks);
  return {
    title,
    blocks: [
      ...snapshot.sections.flatMap((section, at): Block[] => {
        const texts = paragraphs.filter((one) => one.section === section.key && one.text !== "");
        return [
          {
            kind: "heading",
            level: 1,
            text: say("numbered", { number: numeral(at), heading: section.heading }),
          },
          ...(texts.length === 0
            ? [{ kind: "note" as const, text: section.empty }]
            : texts.map(({ text }): Block => ({ kind: "text", runs: runs(text) }))),
        ];
      }),
      { kind: "note", text: snapshot.scope },
      // what is read comes first; tables of 95 lines stand behind it
      ...(tables.length > 0 ? [{ kind: "heading" as const, level: 1 as const, text: say("annex") }] : []),
      ...tables.map(
        (block): Block =>
          block.kind === "table"
            ? {
                ...block,
                rows: block.rows.map((row) =>
                  row.map((cell) => cell.flatMap((run) => (typeof run === "string" ? runs(run) : [run]))),
                ),
              }
            : block,
      ),
    ],
    footer: say("footer", { name: by.name, trace: by.trace }),
    watermark: `${by.name}　${by.trace}`,
  };
}
