/** 见人见事: verified results, what each record saw, the case, its meetings and its 容错; each sentence with its numbers. */
import { cityDay, type Day } from "@/lib/platform/clock";
import type { Block } from "@/lib/platform/gongwen";
import { asClause, excerptOf } from "../../rules";
import {
  caption,
  cells,
  dayIn,
  type Frame,
  type Highlight,
  type MaterialTolerance,
  type Part,
  type Register,
  type Say,
  type Words,
} from "../rules";

/** Told in a paragraph: what came of a case or of a 主战场; all stand in the table. */
const isTold = ({ cases, isMainBattlefield }: Highlight): boolean => cases.length > 0 || isMainBattlefield;

export function highlightSection(
  highlights: readonly Highlight[],
  { from, to, level, at }: Frame,
  words: Words,
  register: Register,
): Part {
  const { say } = words;
  const told = highlights.filter(isTold);
  const paragraphs = told.map((one) => highlightText(one, words, register));
  const table = register.table(
    say,
    // the same claims as are told here: also those that were over before and were confirmed now
    `/achievements?state=corroborated&doneFrom=${from}&doneTo=${to}&upTo=${level}&on=${cityDay(at)}`,
  );
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
export const toleranceText = (
  one: MaterialTolerance,
  { say, tolerance }: Words,
  register: Register,
): string => {
  const isPre = one.kind === "PRE";
  const cite = register.cite(say, isPre ? "TOLERANCE_PRE" : "TOLERANCE", {
    id: one.id,
    number: one.number,
    state: one.state,
  });
  const day = dayIn(say, one.decidedOn ?? one.appliedOn);
  const about = { day, unit: one.unitName, title: asClause(one.title), cite };
  // a conclusion of the 事前报备 that it was is none of the 事后认定 that it has become
  if (!isPre && (one.outcome === "RECORDED" || one.outcome === "NOT_RECORDED"))
    return say("converted", about);
  return (
    say("tolerance", {
      ...about,
      kind: tolerance(`status.${one.kind}`),
      outcome: tolerance(`status.${one.outcome}`),
    }) + (isPre ? say("notAnEnd", { cite }) : "")
  );
};
