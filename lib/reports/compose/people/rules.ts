/** 实绩突出: the written rule, who is on the list by it and why, and who is one thing short. By unit and name, in no order of merit. */
import { missingText, whyText } from "@/lib/lists/paper/rules";
import { type ListRule, periodFrom } from "@/lib/lists/rules";
import type { Block } from "@/lib/platform/gongwen";
import type { CitedPerson, MaterialList } from "../../material/people/queries";
import { asClause } from "../../rules";
import { caption, cells, type Draft, dayIn, type Frame, Register, type Say, type Section } from "../rules";

type Words = { say: Say; lists: Say; achievements: Say };

const ruleText = (rule: ListRule, frame: Frame, { say, lists }: Words): string => {
  const { effectiveOn: _, ...numbers } = rule;
  const from = dayIn(say, periodFrom(rule, frame.to));
  // a day as a Chinese text writes it needs no space behind it
  return asClause(lists("hint.rule.outstanding", { ...numbers, from }).replace(`${from} `, from));
};

export function composeOutstanding({ rule, people }: MaterialList, frame: Frame, words: Words): Draft {
  const { say } = words;
  const register = new Register();
  const listed = people.filter(({ verdict }) => verdict === "listed");
  const almost = people.filter(({ verdict }) => verdict === "almost");
  const href = `/lists?on=${frame.to}`;
  const first = register.table(say, href);
  const second = register.table(say, href);
  const day = dayIn(say, frame.to);
  const paragraphs = [
    {
      section: "outstanding",
      text:
        say("listRule", { rule: ruleText(rule, frame, words), cite: first.mark }) +
        (listed.length > 0
          ? say("listed", { day, count: listed.length, cite: first.mark })
          : say("nobodyListed", { day, cite: first.mark })),
    },
    {
      section: "almost",
      text:
        almost.length > 0
          ? say("almost", { day, count: almost.length, cite: second.mark })
          : say("nobodyAlmost", { day, cite: second.mark }),
    },
  ];
  const section = (key: string, heading: string, blocks: Block[]): Section => ({
    key,
    heading,
    empty: say("nothing"),
    blocks,
  });
  // what is cited stands in the paper, if only by its name
  const table = (rows: readonly CitedPerson[], hasMissing = false): Block[] =>
    rows.length > 0 ? [tableOf(rows, register, words, hasMissing)] : [];
  return {
    snapshot: {
      version: 1,
      sections: [
        section("outstanding", say("headOutstanding"), [
          caption(first.label, say("tableOutstanding", { count: listed.length })),
          ...table(listed),
        ]),
        section("almost", say("headAlmost"), [
          caption(second.label, say("tableAlmost", { count: almost.length })),
          ...table(almost, true),
        ]),
      ],
      scope: say("scopeBySight", { level: say(`level.${frame.level}`) }),
    },
    paragraphs,
    citations: register.citations,
    cadreIds: people.map(({ cadreId }) => cadreId).sort(),
  };
}

function tableOf(
  people: readonly CitedPerson[],
  register: Register,
  words: Words,
  hasMissing: boolean,
): Block {
  const { say, lists, achievements } = words;
  const claims = (one: CitedPerson): string =>
    one.achievements
      .map((claim) =>
        say("listedClaim", {
          contribution: achievements(`status.${claim.contribution.toLowerCase()}`),
          claim: asClause(claim.claim),
          cite: register.cite(say, "ACHIEVEMENT", { ...claim, state: "CORROBORATED" }),
        }),
      )
      .join("；");
  return {
    kind: "table",
    widths: hasMissing ? [15, 11, 16, 16, 27, 15] : [16, 12, 18, 16, 38],
    head: [
      say("unit"),
      say("name"),
      say("post"),
      say("why"),
      say("verified"),
      ...(hasMissing ? [say("missing")] : []),
    ],
    rows: people.map((one) =>
      cells([
        one.unitName ?? say("none"),
        one.name,
        one.title ?? say("none"),
        whyText({ ...one, verdict: "listed" }, lists),
        claims(one) || say("none"),
        ...(hasMissing ? [missingText(one.missing, lists)] : []),
      ]),
    ),
  };
}
