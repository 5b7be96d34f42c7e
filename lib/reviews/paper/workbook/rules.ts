/** The same material as a workbook: a line a post, a person, a fact, a change and a notice. */
import {
  factsOf,
  missingText,
  presenceText,
  type ReviewPaper,
  type ReviewPaperWords,
  recusalText,
} from "../rules";

type Sheet = { name: string; rows: string[][]; widths: number[] };

export function reviewSheets(
  { batch, positions, by, origin }: ReviewPaper,
  words: ReviewPaperWords,
): Sheet[] {
  const { reviews: say, marks: m } = words;
  const field = (...names: string[]) => names.map((name) => say(`field.${name}`));
  const each = <T>(pick: (one: (typeof positions)[number]["candidates"][number], post: string) => T[]): T[] =>
    positions.flatMap(({ position, candidates }) =>
      candidates.flatMap((one) => pick(one, `${position.unitName} ${position.title}`)),
    );
  return [
    {
      name: say("title.positions"),
      widths: [18, 24, 14, 8, 14, 80],
      rows: [
        [...field("unit", "postTitle", "level", "places", "state"), say("title.rule")],
        ...positions.map(({ position }) => [
          position.unitName,
          position.title,
          position.level,
          String(position.places),
          say(`status.${position.state}`),
          words
            .rule(position.requirements)
            .map(({ text }) => text)
            .join(m.parts),
        ]),
      ],
    },
    {
      name: say("hint.paper.people"),
      widths: [28, 10, 28, 12, 12, 40, 40, 40, 30, 12, 12, 12, 40, 50, 66],
      rows: [
        [
          ...field("position", "name", "nowPost", "namer", "namedOn", "nameReason", "listReason"),
          say("hint.outsideRule"),
          say("title.recusals"),
          ...field("decision", "decidedOn", "decider", "decisionReason"),
          say("title.attendees"),
          say("field.digest"),
        ],
        ...each(({ row, decision }, post) => [
          [
            post,
            row.name,
            `${row.unitName ?? ""} ${row.postTitle ?? ""}`.trim(),
            row.adderName ?? "",
            row.addedOn,
            row.namedReason ?? row.reason,
            row.reason,
            missingText(row.missing, words),
            recusalText(decision?.recusals ?? row.recusals, say, m),
            decision ? say(`status.${decision.decision}`) : "",
            decision?.decidedOn ?? "",
            decision?.deciderName ?? "",
            decision?.reason ?? "",
            decision ? presenceText(decision, say, m) : "",
            decision?.digest ?? "",
          ],
        ]),
      ],
    },
    {
      name: say("title.evidence"),
      widths: [28, 10, 12, 14, 80, 60],
      rows: [
        field("position", "name", "asOf", "item", "fact", "address"),
        ...each(({ row, decision, evidence }, post) =>
          evidence
            ? factsOf(evidence, words).map(({ label, text, path }) => [
                post,
                row.name,
                evidence.asOf,
                label,
                text,
                path ? `${origin}${path}` : "",
              ])
            : [[post, row.name, decision?.asOf ?? "", "", say("hint.snapshotClosed"), ""]],
        ),
      ],
    },
    {
      name: say("title.changed"),
      widths: [28, 10, 14, 12, 80],
      rows: [
        field("position", "name", "item", "change", "fact"),
        ...each(({ row, changes }, post) =>
          changes.map((one) => [
            post,
            row.name,
            say(`nav.${one.section}`),
            say(`status.${one.kind}`),
            one.text,
          ]),
        ),
      ],
    },
    {
      name: say("title.notices"),
      widths: [24, 12, 12, 40, 12, 60, 14, 60],
      rows: [
        field(
          "noticeNumber",
          "noticeStart",
          "noticeEnd",
          "noticed",
          "receivedOn",
          "objection",
          "finding",
          "answer",
        ),
        ...batch.notices.flatMap((notice) => {
          const head = [
            notice.number,
            notice.startsOn,
            notice.endsOn,
            notice.entries.map(({ name }) => name).join(m.list),
          ];
          return notice.objections.length === 0
            ? [[...head, "", "", "", ""]]
            : notice.objections.map((one) => [
                ...head,
                one.receivedOn,
                `${one.name}${m.says}${one.text}`,
                one.finding ? say(`status.${one.finding}`) : "",
                one.answer ?? "",
              ]);
        }),
      ],
    },
    {
      name: say("hint.paper.note"),
      widths: [14, 80],
      rows: [
        field("item", "fact"),
        [say("field.batch"), batch.title],
        [say("field.meetingOn"), batch.meetingOn ?? say("empty.meetingOn")],
        [say("field.exporter"), by.name],
        [say("field.exportedOn"), by.on],
        [say("field.trace"), by.trace],
        [say("hint.paper.remark"), say("hint.paper.scope")],
        ...(batch.closed > 0
          ? [[say("title.recusals"), say("hint.paper.closed", { count: batch.closed })]]
          : []),
      ],
    },
  ];
}
