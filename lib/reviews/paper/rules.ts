/**
 * The material of a review as 公文: posts with their rule, people with who named them and why, what was before the meeting
 * with its addresses, the decision with who was there and who had left the room, and what is different since. What
 * colleagues think before a meeting is in no paper; a concern is named by its state and days, never by its words (rule 5).
 */
import { CONTRIBUTIONS } from "@/lib/achievements/schema";
import { ageOn, strengthVerdict } from "@/lib/cadres/rules";
import type { Day } from "@/lib/platform/clock";
import type { Block, Gongwen, Run } from "@/lib/platform/gongwen";
import { numeral } from "@/lib/platform/gongwen-numeral";
import type { Marks } from "@/lib/platform/marks";
import type { Missing } from "../pool/rules";
import type { DecisionPage } from "../queries";
import type { Requirements } from "../schema";
import { frontOf } from "../snapshot/rules";
import type { Snapshot } from "../snapshot/schema";
import type { MaterialCandidate, MaterialPosition, ReviewMaterial } from "./queries";

type Say = (key: string, values?: Record<string, string | number>) => string;
/** Translators of messages/<locale>, and a rule in words. */
export type ReviewPaperWords = Record<"reviews" | "achievements" | "concerns", Say> & {
  rule: (rule: Requirements) => { text: string }[];
  missing: (one: Missing) => string;
  marks: Marks;
};
export type ReviewPaper = ReviewMaterial & {
  by: { name: string; on: Day; trace: string };
  /** address of this installation, without a slash at its end */
  origin: string;
};

/** A fact of the evidence; with an address it opens what it stands for. */
export type Fact = { label: string; text: string; path?: string };

export function factsOf(evidence: Snapshot, words: ReviewPaperWords): Fact[] {
  const { reviews: say, achievements, concerns, marks: m } = words;
  const file = `/cadres/${evidence.cadre.id}`;
  const { cadre, strength } = evidence;
  const thin =
    strengthVerdict(strength, evidence.enough).kind === "enough"
      ? ""
      : `${m.open}${say("status.thin")}${m.close}`;
  const until = (startsOn: Day, endsOn: Day | null) => `${startsOn} – ${endsOn ?? say("hint.now")}`;
  const contribution = (value: string) => {
    const known = CONTRIBUTIONS.find((one) => one === value);
    return known ? achievements(`status.${known.toLowerCase()}`) : value;
  };
  const numbers = (one: Snapshot["achievements"][number]) => {
    const way = [one.baseline, one.actual].filter((value) => value !== null).join(" → ");
    const goal =
      one.target === null ? "" : `${m.open}${achievements("field.target")} ${one.target}${m.close}`;
    return one.indicator
      ? `${one.indicator} ${way} ${one.measureUnit}${goal}`.replace(/ +/g, " ").trim()
      : "";
  };
  const front = frontOf(evidence);
  return [
    {
      label: say("field.basics"),
      text: [
        cadre.gender,
        say("hint.age", { age: ageOn(cadre.bornOn, evidence.asOf), month: cadre.bornOn.slice(0, 7) }),
        cadre.education,
      ].join(m.gap),
      path: file,
    },
    ...evidence.achievements.map((one) => ({
      label: say("nav.achievements"),
      text: [
        `${m.openTag}${contribution(one.contribution)}${m.closeTag}${one.claim}`,
        until(one.startsOn, one.endsOn),
        numbers(one),
        one.part,
        one.isMainBattlefield ? one.taskName : null,
      ]
        .filter(Boolean)
        .join(m.parts),
      path: `/achievements/${one.id}`,
    })),
    {
      label: say("field.battlefield"),
      text: say(front.key, front.values),
      path: file,
    },
    ...evidence.tasks.map((one) => ({
      label: say("nav.tasks"),
      text: [
        one.name,
        one.post,
        until(one.startsOn, one.endsOn),
        say("hint.days", { days: one.battlefieldDays }),
      ].join(m.gap),
      path: `/central-tasks/${one.id}`,
    })),
    ...evidence.posts.map((one) => ({
      label: say("nav.posts"),
      text: `${until(one.startsOn, one.endsOn)}${m.gap}${one.unitName} ${one.title}${m.open}${one.level}${m.close}`,
    })),
    ...evidence.appraisals.map((one) => ({
      label: say("nav.appraisals"),
      text: [
        one.quarter
          ? say("hint.yearQuarter", { year: String(one.year), quarter: one.quarter })
          : say("hint.wholeYear", { year: String(one.year) }),
        one.grade,
        one.source,
      ].join(m.gap),
    })),
    ...evidence.concerns.map((one) => ({
      label: say("nav.concerns"),
      text: `${concerns(`status.${one.state}`)}${m.gap}${until(one.decidedOn, one.expiresOn)}`,
      path: `/concerns/${one.id}`,
    })),
    ...evidence.tolerance.map((one) => ({
      label: say("nav.tolerance"),
      text: `${one.number} ${one.title}`,
      path: `/tolerance/${one.id}`,
    })),
    { label: say("field.strength"), text: say("hint.strength", strength) + thin, path: file },
  ];
}

/** Who was there as the decision keeps it; who is recused from this person had left the room. */
export function presenceText({ attendees, recusals }: DecisionPage, say: Say, m: Marks): string {
  const away = new Set(recusals.map(({ userId }) => userId));
  return attendees
    .map(
      ({ name, part, userId }) =>
        `${name}${m.open}${say(`status.${part}`)}${userId && away.has(userId) ? say("hint.leftRoom") : ""}${m.close}`,
    )
    .join(m.list);
}
export const recusalText = (
  recusals: readonly { name: string; kind: string }[],
  say: Say,
  m: Marks,
): string =>
  recusals.length === 0
    ? say("empty.recusals")
    : recusals.map(({ name, kind }) => `${name}${m.open}${say(`status.${kind}`)}${m.close}`).join(m.list);
export const missingText = (missing: unknown, words: ReviewPaperWords): string =>
  (Array.isArray(missing) ? (missing as Missing[]) : []).map(words.missing).join(words.marks.parts);

const text = (...runs: Run[]): Block => ({ kind: "text", runs });

export function reviewPaper(content: ReviewPaper, words: ReviewPaperWords): Gongwen {
  const { batch, positions, by, origin } = content;
  const { reviews: say, marks: m } = words;
  let section = 0;
  const heading = (title: string): Block => ({
    kind: "heading",
    level: 1,
    text: say("hint.paper.numbered", { number: numeral(section++), title }),
  });
  const decided = positions.some(({ candidates }) => candidates.some(({ decision }) => decision));
  const blocks: Block[] = [
    text(
      [
        say("hint.paper.about", { batch: batch.title, day: by.on }),
        batch.meetingOn ? say("hint.meetingDay", { day: batch.meetingOn }) : say("empty.meetingOn"),
      ].join(m.gap),
    ),
    heading(say("title.attendees")),
    text(
      batch.attendees
        .map(({ name, part }) => `${name}${m.open}${say(`status.${part}`)}${m.close}`)
        .join(m.list) || say("empty.attendees"),
    ),
    ...positions.flatMap((one) => [
      heading(`${one.position.unitName} ${one.position.title}`),
      ...positionBlocks(one, words, origin),
    ]),
  ];
  if (batch.notices.length > 0) {
    blocks.push(heading(say("title.notices")));
    for (const notice of batch.notices) {
      blocks.push(
        text(
          [
            notice.number,
            `${notice.startsOn} – ${notice.endsOn}`,
            notice.entries
              .map(
                ({ name, unitName, positionTitle }) =>
                  `${name}${m.open}${unitName} ${positionTitle}${m.close}`,
              )
              .join(m.list),
            notice.contact,
          ].join(m.gap),
        ),
      );
      for (const one of notice.objections)
        blocks.push(
          text(
            `${one.receivedOn} ${one.name}${m.says}${one.text}${m.gap}${
              one.finding
                ? `${say(`status.${one.finding}`)}${m.says}${one.answer}`
                : say("hint.objectionOpen")
            }`,
          ),
        );
    }
  }
  const appointed = batch.appointees.filter(({ startedOn }) => startedOn !== null);
  if (appointed.length > 0) {
    blocks.push(heading(say("title.outcomes")));
    for (const one of appointed)
      blocks.push(
        text(
          [
            one.name,
            `${one.unitName} ${one.positionTitle}`,
            say("hint.startedOn", { day: one.startedOn ?? "" }),
          ].join(m.gap),
        ),
      );
  }
  if (batch.closed > 0)
    blocks.push({ kind: "note", text: say("hint.paper.closed", { count: batch.closed }) });
  blocks.push({ kind: "note", text: say("hint.paper.scope") });
  return {
    title: say(decided ? "hint.paper.decisions" : "hint.paper.material"),
    blocks,
    footer: say("hint.paper.footer", { name: by.name, day: by.on, trace: by.trace }),
    watermark: `${by.name}${m.gap}${by.trace}`,
  };
}

function positionBlocks(
  { position, candidates }: MaterialPosition,
  words: ReviewPaperWords,
  origin: string,
): Block[] {
  const { reviews: say, marks: m } = words;
  const rule = words.rule(position.requirements).map((one) => one.text);
  return [
    text(
      `${say("hint.places", { places: position.places, level: position.level })}${m.gap}${say("title.rule")}${m.says}${rule.join(m.parts)}`,
    ),
    ...(candidates.length === 0 ? [text(say("empty.shortList"))] : []),
    ...candidates.flatMap((one, at) => candidateBlocks(one, at, words, origin)),
  ];
}

function candidateBlocks(
  { row, decision, evidence, changes }: MaterialCandidate,
  at: number,
  words: ReviewPaperWords,
  origin: string,
): Block[] {
  const { reviews: say, marks: m } = words;
  const outside = missingText(row.missing, words);
  const labelled = (label: string, value: string) => text(`${label}${m.says}${value}`);
  return [
    {
      kind: "heading",
      level: 2,
      text: say("hint.paper.numberedWithin", { number: numeral(at), title: row.name }),
    },
    text(
      `${row.unitName ?? ""} ${row.postTitle ?? say("empty.post")}${m.gap}${say("hint.namedBy", { name: row.adderName ?? "", day: row.addedOn })}${m.says}${row.namedReason ?? row.reason}`,
    ),
    ...(row.namedReason !== null && row.namedReason !== row.reason
      ? [labelled(say(`status.${row.stage}`), row.reason)]
      : []),
    ...(outside ? [labelled(say("hint.outsideRule"), outside)] : []),
    ...(decision
      ? [
          labelled(
            say("title.decision"),
            [say(`status.${decision.decision}`), decision.decidedOn, decision.reason].join(m.gap),
          ),
          labelled(say("field.decider"), decision.deciderName ?? ""),
          labelled(say("title.attendees"), presenceText(decision, say, m)),
          labelled(say("title.recusals"), recusalText(decision.recusals, say, m)),
        ]
      : [labelled(say("title.recusals"), recusalText(row.recusals, say, m))]),
    ...(evidence
      ? [
          {
            kind: "table" as const,
            widths: [18, 82],
            head: [
              say("field.item"),
              decision
                ? say("title.snapshot", { day: evidence.asOf })
                : say("hint.paper.asOf", { day: evidence.asOf }),
            ],
            rows: factsOf(evidence, words).map(({ label, text: fact, path }): Run[][] => [
              [label],
              [path ? { text: fact, href: `${origin}${path}` } : fact],
            ]),
          },
        ]
      : [text(say("hint.snapshotClosed"))]),
    ...(decision && evidence
      ? [
          labelled(say("field.digest"), decision.digest ?? ""),
          labelled(
            say("title.changed"),
            changes
              .map((one) => `${say(`nav.${one.section}`)} ${say(`status.${one.kind}`)} ${one.text}`.trim())
              .join(m.parts) || say("empty.changed"),
          ),
        ]
      : []),
  ];
}
