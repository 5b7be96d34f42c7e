/** 季度研判报告: coverage, teams, 见人见事, concerns, witness and tolerance, follow-ups. Facts that were recorded, no judgement added. */
import type { Block } from "@/lib/platform/gongwen";
import { asClause } from "../../rules";
import { coverageSection, named } from "../coverage/rules";
import { highlightSection, toleranceText } from "../highlights/rules";
import {
  caption,
  cells,
  type Draft,
  dayIn,
  type Frame,
  type Material,
  type MaterialConcern,
  type Part,
  Register,
  type Say,
  sum,
  type Words,
} from "../rules";

export function composeQuarter(material: Material, frame: Frame, words: Words): Draft {
  const register = new Register();
  const parts = [
    coverageSection(material, frame, words.say, register),
    teamSection(material, frame, words.say, register),
    highlightSection(material.highlights, frame, words, register),
    concernSection(material.concerns, words, register),
    matterSection(material, frame, words, register),
    followUpSection(material, words.say, register),
  ];
  return {
    snapshot: {
      version: 1,
      sections: parts.map(({ section }) => section),
      scope: words.say("scope", { level: words.say(`level.${frame.level}`) }),
    },
    paragraphs: parts.flatMap(({ section, paragraphs }) =>
      paragraphs.map((text) => ({ section: section.key, text })),
    ),
    citations: register.citations,
    cadreIds: [
      ...new Set([
        ...material.highlights.flatMap(({ cadres }) => cadres.map(({ cadreId }) => cadreId)),
        ...material.concerns.map(({ cadreId }) => cadreId),
      ]),
    ].sort(),
  };
}

function teamSection(
  { units, methodsEnough }: Pick<Material, "units" | "methodsEnough">,
  { to }: Frame,
  say: Say,
  register: Register,
): Part {
  const table = register.table(say, "/units");
  const cadres = sum(units.map((unit) => unit.cadres));
  const seen = sum(units.map((unit) => unit.seen));
  const thin = units.filter((unit) => unit.records > 0 && unit.methods < methodsEnough);
  const blocks: Block[] = [
    caption(table.label, say("tableTeams", { day: to })),
    {
      kind: "table",
      widths: [30, 14, 14, 14, 14, 14],
      head: [say("unit"), say("inOffice"), say("seen"), say("records"), say("methodsUsed"), say("verified")],
      rows: units.map((unit) =>
        cells([unit.shortName, unit.cadres, unit.seen, unit.records, unit.methods, unit.achievements]),
      ),
    },
  ];
  const paragraphs = [
    say("teams", { units: units.length, cadres, seen, cite: table.mark }) +
      (thin.length > 0
        ? say("thin", {
            methods: methodsEnough,
            count: thin.length,
            names: named(
              thin.map((unit) => unit.shortName),
              say,
            ),
            cite: table.mark,
          })
        : ""),
  ];
  return { section: { key: "teams", heading: say("headTeams"), empty: say("nothing"), blocks }, paragraphs };
}

/** Rule 5: what stands with two sources by a person's decision; the sources beside it. */
export function concernSection(concerns: readonly MaterialConcern[], words: Words, register: Register): Part {
  const { say } = words;
  const paragraphs = concerns.map((one) =>
    say("concern", {
      unit: one.unitName,
      post: one.postTitle,
      name: one.name,
      summary: asClause(one.summary),
      situation: asClause(one.situation),
      day: dayIn(say, one.decidedOn),
      decision: words.concerns(`status.${one.state}`),
      until: dayIn(say, one.expiresOn),
      cite:
        register.cite(say, "CONCERN", { id: one.id, state: one.state }) +
        one.records.map((record) => register.cite(say, "RECORD", { ...record, state: "ACCEPTED" })).join(""),
    }),
  );
  return {
    section: { key: "concerns", heading: say("headConcerns"), empty: say("noConcerns"), blocks: [] },
    paragraphs,
  };
}

function matterSection(
  { meetings, tolerance, cases }: Material,
  { to }: Frame,
  words: Words,
  register: Register,
): Part {
  const { say } = words;
  const table = register.table(say, "/cases/list");
  const total = (of: (row: Material["cases"][number]) => number): number => sum(cases.map(of));
  const witnessed = meetings.filter(({ isWitnessed }) => isWitnessed);
  const paragraphs = [
    ...(cases.length > 0
      ? [
          say("cases", {
            raised: total((row) => row.raised),
            closed: total((row) => row.closed),
            open: total((row) => row.open),
            overdue: total((row) => row.overdue),
            cite: table.mark,
          }),
        ]
      : []),
    ...(meetings.length > 0
      ? [
          say("meetings", {
            count: meetings.length,
            witnessed: witnessed.length,
            cite: meetings.map((meeting) => register.cite(say, "MEETING", meeting)).join(""),
          }),
        ]
      : []),
    ...tolerance.map((one) => toleranceText(one, words, register)),
  ];
  const blocks: Block[] =
    cases.length === 0
      ? []
      : [
          caption(table.label, say("tableCases", { day: to })),
          {
            kind: "table",
            widths: [36, 16, 16, 16, 16],
            head: [say("leadUnit"), say("raised"), say("closed"), say("open"), say("overdue")],
            rows: cases.map((row) => cells([row.unitName, row.raised, row.closed, row.open, row.overdue])),
          },
        ];
  return {
    section: { key: "matters", heading: say("headMatters"), empty: say("nothing"), blocks },
    paragraphs,
  };
}

function followUpSection({ followUps }: Material, say: Say, register: Register): Part {
  const table = register.table(say, "/observations/follow-ups");
  const total = (of: (row: Material["followUps"][number]) => number): number => sum(followUps.map(of));
  const late = followUps.filter(({ overdue }) => overdue > 0);
  const paragraphs =
    followUps.length === 0
      ? []
      : [
          say("followUps", {
            asked: total((row) => row.asked),
            done: total((row) => row.done),
            open: total((row) => row.open),
            overdue: total((row) => row.overdue),
            cite: table.mark,
          }) +
            (late.length > 0
              ? say("late", {
                  names: named(
                    late.map((row) => row.unitName),
                    say,
                  ),
                  cite: table.mark,
                })
              : ""),
        ];
  const blocks: Block[] =
    followUps.length === 0
      ? []
      : [
          caption(table.label, say("tableFollowUps")),
          {
            kind: "table",
            widths: [36, 16, 16, 16, 16],
            head: [say("unit"), say("asked"), say("done"), say("open"), say("overdue")],
            rows: followUps.map((row) => cells([row.unitName, row.asked, row.done, row.open, row.overdue])),
          },
        ];
  return {
    section: { key: "followUps", heading: say("headFollowUps"), empty: say("nothing"), blocks },
    paragraphs,
  };
}
