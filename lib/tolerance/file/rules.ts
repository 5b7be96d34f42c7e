/** 容错 in the cadre's file as 公文: what was decided, and that it counts neither for nor against. */
import type { Block } from "@/lib/platform/gongwen";
import type { FileTolerance } from "./queries";

type Say = (key: string, values?: Record<string, string | number>) => string;

/** `say`: messages/<locale>/tolerance. Nothing where nothing was decided. */
export function toleranceBlocks(lines: readonly FileTolerance[], say: Say, origin: string): Block[] {
  if (lines.length === 0) return [];
  return [
    { kind: "heading", level: 1, text: say("title.file") },
    ...lines.map(
      (one, at): Block => ({
        kind: "text",
        runs: [
          say("hint.filePaper", {
            number: at + 1,
            title: one.title,
            kind: say(`status.${one.kind}`),
            outcome: say(`status.${one.outcome}`),
            day: one.decidedOn,
          }),
          { text: say("hint.filePaperCited", { number: one.number }), href: `${origin}/tolerance/${one.id}` },
        ],
      }),
    ),
    { kind: "note", text: say("hint.file") },
  ];
}
