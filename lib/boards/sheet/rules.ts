/** Boards as workbooks: the tables behind the charts, text in every cell, and who took them along under which number. */
import type { HeadCounts } from "@/lib/assignments/board/rules";
import { CASE_TIERS } from "@/lib/cases/schema";
import type { Month } from "@/lib/coverage/rules";
import { DUE } from "@/lib/observations/follow-ups/schema";
import { POLARITIES } from "@/lib/observations/schema";
import { AGES } from "@/lib/platform/ages";
import type { Promoted } from "../promotions/queries";
import type { Board } from "../queries";
import type { RosterQuality } from "../roster/queries";
import { ROSTER_GAPS } from "../roster/schema";
import { CLAIM_STATES, crossed } from "../rules";

export type Say = (key: string, values?: Record<string, string | number>) => string;
export type Table = { name: string; rows: string[][]; widths: number[] };

const table = (name: string, rows: (string | number | null)[][]): Table => ({
  name,
  rows: rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
  widths: (rows[0] ?? []).map((_, at) => (at === 0 ? 24 : 12)),
});

/** The last sheet of each: what was counted, for whom, and the number of the line in the audit. */
export const noteSheet = (
  say: Say,
  note: { name: string; day: string; trace: string; scope: string },
): Table => ({
  name: say("title.note"),
  widths: [14, 60],
  rows: [
    [say("field.item"), say("field.content")],
    [say("field.exporter"), note.name],
    [say("field.asOf"), note.day],
    [say("field.trace"), note.trace],
    [say("field.scope"), note.scope],
    [say("field.remark"), say("hint.exported")],
  ],
});

export function recordSheets(board: Board, months: readonly Month[], say: Say, isEnglish: boolean): Table[] {
  const places = board.units.length > 0 ? board.units : [{ id: "all", shortName: say("field.records") }];
  const heads = places.map(({ shortName }) => shortName);
  const ids = places.map(({ id }) => id);
  const tones = crossed(board.byMonth, POLARITIES, months);
  return [
    table(say("title.methods"), [
      [say("field.method"), ...heads],
      ...board.methods.map((method) => [
        isEnglish ? method.nameEn : method.name,
        ...ids.map((id) => board.byMethod[`${method.id}:${id}`] ?? 0),
      ]),
    ]),
    table(say("title.tones"), [
      [say("field.tone"), ...months, say("field.total")],
      ...tones.map(({ key, cells, total }) => [say(`status.${key}`), ...cells, total]),
    ]),
  ];
}

export function openSheets(board: Board, say: Say): Table[] {
  const ages = AGES.map((age) => say(`status.${age}`));
  const of = (
    title: string,
    corner: string,
    counts: Record<string, number>,
    keys: readonly string[],
    word: string,
  ) =>
    table(say(title), [
      [say(corner), ...ages, say("field.total")],
      ...crossed(counts, keys, AGES).map(({ key, cells, total }) => [
        say(`status.${word}${key}`),
        ...cells,
        total,
      ]),
    ]);
  return [
    of("title.followUps", "field.due", board.followUps, DUE, "due_"),
    of("title.cases", "field.tier", board.cases, CASE_TIERS, ""),
    of("title.claims", "field.state", board.claims, CLAIM_STATES, ""),
  ];
}

export const taskSheets = (board: Board, say: Say): Table[] => [
  table(say("title.tasks"), [
    [
      say("field.task"),
      say("field.battlefield"),
      say("field.people"),
      say("field.records"),
      say("field.results"),
      say("field.verified"),
    ],
    ...board.tasks.map((task) => [
      task.name,
      task.isMainBattlefield ? say("status.yes") : "",
      task.people,
      task.records,
      task.results,
      task.verified,
    ]),
  ]),
];

export const assignmentSheets = (counts: HeadCounts, roster: RosterQuality, say: Say): Table[] => [
  table(say("title.assignments"), [
    [say("field.item"), say("field.count")],
    [say("field.covered"), `${counts.covered}/${counts.units}`],
    [say("field.rotation"), counts.rotation],
    [say("field.recusal"), counts.recusal],
    ...(["below", "two", "three", "over"] as const).map((load) => [
      say(`status.load_${load}`),
      counts.loads[load],
    ]),
  ]),
  table(say("title.roster"), [
    [say("field.item"), say("field.count")],
    [say("field.inPost"), roster.people],
    ...ROSTER_GAPS.map((gap) => [say(`status.${gap}`), roster.gaps[gap]]),
  ]),
];

export const promotionSheets = (people: readonly Promoted[], say: Say): Table[] => [
  table(say("title.promoted"), [
    [
      say("field.cadre"),
      say("field.decidedOn"),
      say("field.fromPost"),
      say("field.toPost"),
      say("field.fromBattlefield"),
      say("field.battlefieldLength"),
      say("field.why"),
      say("field.verified"),
      say("field.records"),
      say("field.sinceFirst"),
    ],
    ...people.map((person) => [
      person.name,
      person.decidedOn,
      `${person.fromUnitName ?? ""}${person.fromTitle ?? ""}`,
      `${person.toUnitName}${person.toTitle}`,
      say(person.isFromBattlefield ? "status.yes" : "status.no"),
      say("hint.length", person.battlefield),
      person.grounds
        .map(({ name, from, to }) => say("hint.ground", { name, from, to }))
        .join(say("hint.partsMark")),
      person.verified,
      person.records,
      person.daysSinceFirst,
    ]),
  ]),
];
