/** 季度研判报告: coverage, teams, 见人见事, concerns, witness and tolerance, follow-ups. Facts that were recorded, no judgement added. */
import { isSilent, monthsBetween, silentDays } from "@/lib/coverage/rules";
import type { Day } from "@/lib/platform/clock";
import type { Block } from "@/lib/platform/gongwen";
import { asClause, excerptOf } from "../../rules";
import {
  caption,
  cells,
  type Draft,
  dayIn,
  type Highlight,
  type Material,
  type MaterialConcern,
  type MaterialTolerance,
  type MaterialUnit,
  Register,
  type Say,
  type Section,
  sum,
} from "../rules";

/** `say` is of messages/zh-CN/reports hint.paper; the others word the states of their domains. */
export type Words = { say: Say; achievements: Say; tolerance: Say; cases: Say; concerns: Say };
export type Frame = { from: Day; to: Day; level: number };

export function composeQuarter(material: Material, frame: Frame, words: Words): Draft {
  const register = new Register();
  const parts = [
    coverageSection(material, frame, words.say, register),
    teamSection(material.units, frame, words.say, register),
    highlightSection(material.highlights, words, register),
    concernSection(material.concerns, words, register),
    matterSection(material, frame, words, register),
    followUpSection(material, words.say, register),
  ];
  const written = material.highlights.filter(isTold);
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
        ...written.flatMap(({ cadres }) => cadres.map(({ cadreId }) => cadreId)),
        ...material.highlights.flatMap(({ cadres }) => cadres.map(({ cadreId }) => cadreId)),
        ...material.concerns.map(({ cadreId }) => cadreId),
      ]),
    ].sort(),
  };
}

export type Part = { section: Section; paragraphs: string[] };

const NAMED = 8;
const named = (names: readonly string[], say: Say): string =>
  names.length > NAMED
    ? say("namedSome", { names: names.slice(0, NAMED).join(say("listMark")), count: names.length })
    : names.join(say("listMark"));

const isQuiet = (unit: MaterialUnit, to: Day): boolean =>
  isSilent(silentDays(unit.lastOn, unit.startsOn, to));

export function coverageSection(
  { units, methods }: Pick<Material, "units" | "methods">,
  { from, to }: Frame,
  say: Say,
  register: Register,
): Part {
  const months = monthsBetween(from, to);
  const byMonth = register.table(say, `/coverage?month=${to.slice(0, 7)}`);
  const byMethod = register.table(say, "/coverage?tab=methods");
  const records = sum(units.map((unit) => unit.records));
  const without = units.filter((unit) => unit.records === 0);
  const quiet = units.filter((unit) => isQuiet(unit, to));
  const used = methods.filter((method) => method.records > 0);
  const unused = methods.filter((method) => method.records === 0);
  const paragraphs = [
    say("coverage", {
      from: dayIn(say, from),
      to: dayIn(say, to),
      records,
      units: units.length - without.length,
      all: units.length,
      cite: byMonth.mark,
    }) +
      (without.length > 0
        ? say("uncovered", {
            count: without.length,
            names: named(
              without.map((unit) => unit.shortName),
              say,
            ),
            cite: byMonth.mark,
          })
        : say("coveredAll", { cite: byMonth.mark })) +
      (quiet.length > 0
        ? say("silent", {
            count: quiet.length,
            names: named(
              quiet.map((unit) => unit.shortName),
              say,
            ),
            cite: byMonth.mark,
          })
        : ""),
    say("methods", { used: used.length, all: methods.length, cite: byMethod.mark }) +
      (unused.length > 0
        ? say("methodsUnused", {
            names: unused.map((method) => method.name).join(say("listMark")),
            cite: byMethod.mark,
          })
        : ""),
  ];
  const blocks: Block[] = [
    caption(byMonth.label, say("tableCoverage")),
    {
      kind: "table",
      widths: [30, ...months.map(() => Math.floor(44 / months.length)), 12, 14],
      head: [say("unit"), ...months.map((month) => month.replace("-", ".")), say("total"), say("lastOn")],
      rows: units.map((unit) =>
        cells([
          unit.shortName,
          ...months.map((month) => unit.months[month] ?? 0),
          unit.records,
          unit.lastOn ?? say("none"),
        ]),
      ),
    },
    caption(byMethod.label, say("tableMethods")),
    {
      kind: "table",
      widths: [50, 25, 25],
      head: [say("method"), say("records"), say("unitsSeen")],
      rows: methods.map((method) =>
        cells([
          method.isSample ? say("sample", { name: method.name }) : method.name,
          method.records,
          method.units,
        ]),
      ),
    },
  ];
  return {
    section: { key: "coverage", heading: say("headCoverage"), empty: say("nothing"), blocks },
    paragraphs,
  };
}

function teamSection(units: readonly MaterialUnit[], { to }: Frame, say: Say, register: Register): Part {
  const table = register.table(say, "/units");
  const cadres = sum(units.map((unit) => unit.cadres));
  const seen = sum(units.map((unit) => unit.seen));
  const thin = units.filter((unit) => unit.records > 0 && unit.methods < 3);
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

/** Told in a paragraph: what came of a case or of a 主战场; all stand in the table. */
const isTold = ({ cases, isMainBattlefield }: Highlight): boolean => cases.length > 0 || isMainBattlefield;

function highlightSection(highlights: readonly Highlight[], words: Words, register: Register): Part {
  const { say } = words;
  const told = highlights.filter(isTold);
  const paragraphs = told.map((one) => highlightText(one, words, register));
  const table = register.table(say, "/achievements?state=corroborated");
  const blocks: Block[] = [
    caption(table.label, say("tableHighlights", { count: highlights.length })),
    {
      kind: "table",
      widths: [16, 46, 22, 16],
      head: [say("unit"), say("claim"), say("people"), say("citedAs")],
      rows: highlights.map((one) =>
        cells([
          one.unitName,
          asClause(one.claim),
          one.cadres
            .map(({ name, contribution }) =>
              say("person", {
                name,
                contribution: words.achievements(`status.${contribution.toLowerCase()}`),
              }),
            )
            .join(say("listMark")),
          register.cite(say, "ACHIEVEMENT", {
            id: one.id,
            revisionNo: one.revisionNo,
            state: "CORROBORATED",
          }),
        ]),
      ),
    },
  ];
  const intro =
    highlights.length > 0
      ? [say("highlights", { count: highlights.length, told: told.length, cite: table.mark })]
      : [];
  return {
    section: {
      key: "highlights",
      heading: say("headHighlights"),
      empty: say("nothing"),
      blocks: highlights.length > 0 ? blocks : [],
    },
    paragraphs: [...intro, ...paragraphs],
  };
}

/** One result: who did what by when, what each record saw, how it was checked; each sentence with its numbers. */
function highlightText(one: Highlight, words: Words, register: Register): string {
  const { say } = words;
  const claim = register.cite(say, "ACHIEVEMENT", {
    id: one.id,
    revisionNo: one.revisionNo,
    state: "CORROBORATED",
  });
  const people = one.cadres
    .map(({ name, unitName, postTitle, contribution }) =>
      say("personOfUnit", {
        name,
        unit: unitName,
        post: postTitle,
        contribution: words.achievements(`status.${contribution.toLowerCase()}`),
      }),
    )
    .join(say("listMark"));
  const sentences = [
    say("claimed", {
      from: dayIn(say, one.startsOn),
      to: dayIn(say, one.endsOn),
      people,
      claim: asClause(one.claim),
      cite: claim,
    }),
    figures(one, say, claim),
  ];
  const steps = [
    ...one.earlier.map((record) => ({ on: record.on, text: recordText(record, say, register) })),
    ...one.records.map((record) => ({ on: record.on, text: recordText(record, say, register) })),
    ...one.cases.flatMap((matter) => [
      { on: matter.raisedOn, text: caseText(matter, words, register) },
      ...matter.meetings.map((meeting) => ({
        on: meeting.on,
        text: say("meeting", {
          day: dayIn(say, meeting.on),
          title: asClause(meeting.title),
          decision: meeting.decisions.map(asClause).join("；") || say("noDecision"),
          conditions:
            meeting.conditions.length > 0
              ? say("conditions", { list: meeting.conditions.map(asClause).join(say("listMark")) })
              : "",
          witness: meeting.isWitnessed ? say("witnessed") : "",
          cite: register.cite(say, "MEETING", meeting),
        }),
      })),
      ...matter.tolerance.map((each) => ({
        on: each.decidedOn ?? each.appliedOn,
        text: toleranceText(each, words, register),
      })),
    ]),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const papers = one.papers.map((paper) =>
    say("paper", {
      title: asClause(paper.title),
      number: paper.number ? say("paperNumber", { number: paper.number }) : "",
      cite: register.paper(say, paper, one.id),
    }),
  );
  const marks = [
    ...one.records.map((record) => register.cite(say, "RECORD", record)),
    ...one.papers.map((paper) => register.paper(say, paper, one.id)),
  ].join("");
  const kinds = new Set([...one.records, ...one.papers].map(({ kind }) => kind));
  return [
    ...sentences,
    ...steps.map(({ text }) => text),
    ...papers,
    say("corroborated", {
      day: dayIn(say, one.confirmedOn),
      count: one.records.length + one.papers.length,
      kinds: [...kinds].map((kind) => words.achievements(`status.${kind}`)).join(say("listMark")),
      cite: claim + marks,
    }),
  ].join("");
}

const amount = (value: number): string => String(value);
function figures({ indicator, baseline, actual, measureUnit }: Highlight, say: Say, cite: string): string {
  if (!indicator || actual === null) return "";
  const values = { indicator: asClause(indicator), actual: amount(actual), unit: measureUnit, cite };
  return baseline === null
    ? say("figure", values)
    : say("figureFrom", { ...values, baseline: amount(baseline) });
}

const recordText = (
  record: { id: string; revisionNo: number; on: Day; method: string; fact: string; sourceId?: string },
  say: Say,
  register: Register,
): string =>
  say("record", {
    day: dayIn(say, record.on),
    method: record.method,
    excerpt: excerptOf(record.fact),
    cite: register.cite(say, "RECORD", { ...record, state: "ACCEPTED" }),
  });

const caseText = (matter: Highlight["cases"][number], words: Words, register: Register): string =>
  words.say("case", {
    title: asClause(matter.title),
    day: dayIn(words.say, matter.raisedOn),
    unit: matter.unitName,
    parties:
      matter.parties.length > 0
        ? words.say("parties", { list: matter.parties.join(words.say("listMark")) })
        : "",
    state: words.cases(`status.${matter.state}`),
    cite: register.cite(words.say, "CASE", matter),
  });

/** Rule 11: of a 事前报备 it is said each time what it is, and that the procedure goes on. */
const toleranceText = (one: MaterialTolerance, { say, tolerance }: Words, register: Register): string => {
  const isPre = one.kind === "PRE";
  const cite = register.cite(say, isPre ? "TOLERANCE_PRE" : "TOLERANCE", {
    id: one.id,
    number: one.number,
    state: one.state,
  });
  return (
    say("tolerance", {
      day: dayIn(say, one.decidedOn ?? one.appliedOn),
      unit: one.unitName,
      title: asClause(one.title),
      kind: tolerance(`status.${one.kind}`),
      outcome: tolerance(`status.${one.outcome}`),
      cite,
    }) + (isPre ? say("notAnEnd", { cite }) : "")
  );
};

/** Rule 5: what stands with two sources by a person's decision; the sources beside it. */
function concernSection(concerns: readonly MaterialConcern[], words: Words, register: Register): Part {
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
