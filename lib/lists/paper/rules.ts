/** A list as a workbook: why each person is on it, with the addresses of the records; for discussion, no conclusion. */
import type { Day } from "@/lib/platform/clock";
import type { Listed } from "../queries";
import type { Missing } from "../rules";

type Say = (key: string, values?: Record<string, string | number>) => string;
type Sheet = { name: string; rows: string[][]; widths: number[] };
export type ListPaper = {
  view: "outstanding" | "reserve";
  people: readonly Listed[];
  /** the rule in words */
  rule: string;
  scope: string;
  asOf: Day;
  by: { name: string; on: Day; trace: string };
  origin: string;
};

/** What one is short of, in words; the same on the page. `say`: messages/<locale>/lists */
export const missingText = (missing: readonly Missing[], say: Say): string =>
  missing.map(({ kind, short }) => say(`hint.missing.${kind}`, { count: short })).join(say("hint.partsMark"));

/** Why somebody is on the list, without the achievements themselves. */
export const whyText = (one: Listed, say: Say): string =>
  one.task
    ? say("hint.onTask", { post: one.task.post, days: one.task.days, battlefield: one.task.battlefieldDays })
    : say("hint.evidence", { methods: one.methods, recorders: one.recorders });

/** Whoever is one concern short is left out of it: that there is one is for the eyes of those who may see it (rule 5). */
export function listSheets(content: ListPaper, words: { lists: Say; achievements: Say }): Sheet[] {
  const { view, people, rule, scope, asOf, by, origin } = content;
  const say = words.lists;
  const told = people.filter(({ missing }) => missing.every(({ kind }) => kind !== "concern"));
  const head = [
    ...(view === "reserve" ? [say("field.task")] : []),
    say("field.unit"),
    say("field.name"),
    say("field.post"),
    say("field.why"),
    say("field.listed"),
    say("field.addresses"),
  ];
  const rowOf = (one: Listed): string[] => [
    ...(view === "reserve" ? [one.task?.name ?? ""] : []),
    one.unitName ?? "",
    one.name,
    one.title ?? "",
    whyText(one, say),
    one.achievements
      .map(({ claim, contribution, startsOn, endsOn }) =>
        say("hint.claimListed", {
          contribution: words.achievements(`status.${contribution.toLowerCase()}`),
          claim,
          from: startsOn,
          to: endsOn,
        }),
      )
      .join("\n"),
    [
      `${origin}/cadres/${one.cadreId}`,
      ...one.achievements.map(({ id }) => `${origin}/achievements/${id}`),
    ].join("\n"),
  ];
  const widths = [...(view === "reserve" ? [24] : []), 16, 10, 24, 32, 50, 60];
  const listed = told.filter(({ verdict }) => verdict === "listed");
  const almost = told.filter(({ verdict }) => verdict === "almost");
  return [
    { name: say(`title.${view}`), widths, rows: [head, ...listed.map(rowOf)] },
    {
      name: say("title.almost"),
      widths: [...widths, 30],
      rows: [
        [...head, say("field.missing")],
        ...almost.map((one) => [...rowOf(one), missingText(one.missing, say)]),
      ],
    },
    {
      name: say("title.note"),
      widths: [14, 80],
      rows: [
        [say("field.item"), say("field.content")],
        [say("field.nature"), say("hint.nature")],
        [say("field.rule"), rule],
        [say("field.scope"), scope],
        [say("field.on"), asOf],
        [say("field.by"), by.name],
        [say("field.day"), by.on],
        [say("field.trace"), by.trace],
        [say("field.remark"), say(`hint.exportRemark.${view}`)],
      ],
    },
  ];
}
