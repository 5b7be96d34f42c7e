/** 考核等次 in the cadre's file as 公文: each period's grade as it was given, and what it rests on. */
import type { Block } from "@/lib/platform/gongwen";
import type { Marks } from "@/lib/platform/marks";
import type { Appraisal } from "../queries";

type Say = (key: string, values?: Record<string, string | number>) => string;

/** `say`: messages/<locale>/appraisals */
export function appraisalBlocks(appraisals: readonly Appraisal[], say: Say, m: Marks): Block[] {
  return [
    { kind: "heading", level: 1, text: say("title.panel") },
    appraisals.length === 0
      ? { kind: "text", runs: [say("empty.panel")] }
      : {
          kind: "table",
          widths: [24, 14, 24, 38],
          head: [say("field.period"), say("field.grade"), say("field.unit"), say("field.source")],
          rows: appraisals.map(({ year, quarter, grade, unitName, source, versionNo, reason }) => [
            [
              quarter === null
                ? say("hint.annual", { year: String(year) })
                : say("hint.routine", { year: String(year), quarter }),
            ],
            [grade],
            [unitName],
            [
              versionNo > 1
                ? `${source}${m.open}${say("hint.corrected", { version: versionNo, reason })}${m.close}`
                : source,
            ],
          ]),
        },
  ];
}
