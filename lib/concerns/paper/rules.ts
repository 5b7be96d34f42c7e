/** 需关注 in the cadre's file as 公文: what stands on its day, as it was decided; its sources open from its page. */
import type { Block } from "@/lib/platform/gongwen";
import type { FileConcern } from "../queries";

type Say = (key: string, values?: Record<string, string | number>) => string;

/** The paper sets its own. */
const withoutStop = (words: string): string => words.trim().replace(/[。.]$/, "");

export function concernBlocks(
  concerns: readonly FileConcern[],
  /** messages/<locale>/concerns */
  say: Say,
  origin: string,
): Block[] {
  return [
    { kind: "heading", level: 1, text: say("title.file") },
    ...(concerns.length === 0 ? [{ kind: "text" as const, runs: [say("empty.file")] }] : []),
    ...concerns.map(
      (concern, at): Block => ({
        kind: "text",
        runs: [
          say("hint.paper", {
            number: at + 1,
            summary: withoutStop(concern.summary),
            situation: withoutStop(concern.situation),
            decision: say(`status.${concern.state}`),
            reason: withoutStop(concern.reason),
            decidedBy: say("hint.decidedBy", { name: concern.deciderName ?? "", day: concern.decidedOn }),
            until: say("hint.until", { day: concern.expiresOn }),
          }),
          {
            text: say("hint.paperCited", { number: concern.id.slice(0, 8) }),
            href: `${origin}/concerns/${concern.id}`,
          },
        ],
      }),
    ),
  ];
}
