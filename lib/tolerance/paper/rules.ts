/**
 * The decision as 公文. Of a 事前报备 it says what the record is and that the legal procedure goes on, never more (rule 11;
 * tests scan every word of it). It holds no record of an observer: the unit gets it.
 */
import type { Day } from "@/lib/platform/clock";
import type { Block, Gongwen } from "@/lib/platform/gongwen";
import type { Marks } from "@/lib/platform/marks";
import type { TolerancePage } from "../queries";

type Say = (key: string, values?: Record<string, string | number>) => string;
export type TolerancePaper = {
  one: TolerancePage;
  /** what was weighed goes to the department alone */
  forDepartment: boolean;
  /** working days of an appeal */
  appealDays: number;
  by: { name: string; on: Day; trace: string };
};

const heading = (text: string): Block => ({ kind: "heading", level: 1, text });
const text = (words: string): Block => ({ kind: "text", runs: [words] });

/** `say`: messages/<locale>/tolerance */
export function tolerancePaper(
  { one, forDepartment, appealDays, by }: TolerancePaper,
  say: Say,
  m: Marks,
): Gongwen {
  const isPre = one.kind === "PRE";
  const cadres = one.cadres.map((each) => `${each.unitName}${each.postTitle}${each.name}`).join(m.list);
  const risksOf = (kind: "RISK" | "STOP") =>
    one.risks.filter((risk) => risk.kind === kind).map((risk) => risk.text);
  const numbered = (list: string[]) => list.map((line, at) => text(`${at + 1}. ${line}`));
  const blocks: Block[] = [
    text(say("hint.paperUnit", { unit: one.unitName })),
    text(say("hint.paperIntro", { title: one.title, number: one.number })),
    heading(say("field.account")),
    text(say("hint.paperApplied", { day: one.appliedOn, cadres })),
    text(one.account),
    ...(one.ruleGap
      ? [
          text(`${say("field.ruleGap")}${m.says}${one.ruleGap}`),
          text(`${say("field.publicPurpose")}${m.says}${one.publicPurpose}`),
          text(`${say("field.collectiveDecision")}${m.says}${one.collectiveDecision}`),
        ]
      : []),
    ...(one.verification ? [heading(say("field.verification")), text(one.verification)] : []),
    ...(forDepartment && one.findings.length > 0
      ? [
          heading(say("title.factors")),
          ...one.findings.map(({ factor, finding, text: words }) =>
            text(
              say("hint.factorLine", {
                factor: say(`status.${factor}`),
                finding: say(`status.${finding}`),
                text: words,
              }),
            ),
          ),
        ]
      : []),
    heading(say("title.decision")),
    text(
      say("hint.paperOutcome", {
        outcome: one.outcome ? say(`status.${one.outcome}`) : say("empty.none"),
        decision: one.decision,
      }),
    ),
    ...(one.decidedOn ? [text(say("hint.paperDated", { day: one.decidedOn }))] : []),
    ...(isPre && risksOf("STOP").length > 0
      ? [
          heading(say("field.risks")),
          ...numbered(risksOf("RISK")),
          heading(say("field.stops")),
          ...numbered(risksOf("STOP")),
        ]
      : []),
    ...(one.procedures.length > 0
      ? [
          heading(say("title.procedures")),
          ...one.procedures.map((each) =>
            text(
              say("hint.paperProcedure", {
                name: each.name,
                state: each.approvedOn
                  ? say("hint.approved", { number: each.approvalNumber, day: each.approvedOn })
                  : say("hint.notApproved"),
              }),
            ),
          ),
        ]
      : []),
    ...(one.witnessName ? [text(`${say("field.witness")}${m.says}${one.witnessName}`)] : []),
    text(say(isPre ? "hint.pre" : "hint.post")),
    text(say("hint.paperAppeal", { days: appealDays })),
  ];
  return {
    title: say(isPre ? "title.paperPre" : "title.paperPost", { title: one.title }),
    blocks,
    footer: say("hint.paperFooter", { name: by.name, day: by.on, trace: by.trace }),
  };
}
