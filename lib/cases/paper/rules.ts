/** 参与的事项 in the cadre's file as 公文. Nothing where there is none. */
import type { Block } from "@/lib/platform/gongwen";
import type { Marks } from "@/lib/platform/marks";
import type { FileCase } from "../file/queries";

type Say = (key: string, values?: Record<string, string | number>) => string;

/** `say`: messages/<locale>/cases */
export function caseBlocks(cases: readonly FileCase[], say: Say, origin: string, m: Marks): Block[] {
  if (cases.length === 0) return [];
  return [
    { kind: "heading", level: 1, text: say("title.file") },
    ...cases.map((one, at): Block => {
      const more = [
        one.initiative && say("hint.initiative", { text: one.initiative }),
        one.decision && say("hint.decision", { text: one.decision }),
      ].filter(Boolean);
      return {
        kind: "text",
        runs: [
          say("hint.paper", {
            number: at + 1,
            title: one.title,
            case: one.raisedOn,
            state: say(`status.${one.state}`),
            role: one.role,
            more: more.map((part) => `${m.parts}${part}`).join(""),
          }),
          { text: say("hint.paperCited", { number: one.number }), href: `${origin}/cases/${one.id}` },
        ],
      };
    }),
  ];
}
