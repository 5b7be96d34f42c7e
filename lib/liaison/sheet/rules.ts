/**
 * The workbook of a unit's plan: two sheets with a heading each. Headings and words are Chinese, like the rosters of the
 * trade. A line that breaks a rule is named by sheet, row, column and value, and then nothing at all is taken.
 */
import type { z } from "zod";
import { issuesOf } from "@/lib/platform/issues";
import type { Issue } from "@/lib/platform/result";
import {
  LIMITS,
  MEETING_KINDS,
  type MeetingContent,
  type MeetingKind,
  meetingContent,
  type PlanInput,
  PROJECT_KINDS,
  PROJECT_STATES,
  type ProjectContent,
  type ProjectKind,
  type ProjectState,
  projectContent,
} from "../schema";

type Table = { name: string; rows: readonly (readonly string[])[] };

const MEETINGS = "会议安排";
const PROJECTS = "重点项目";

const MEETING_WORDS: Record<MeetingKind, string> = {
  PARTY_COMMITTEE: "党委（党组）会",
  DEMOCRATIC_LIFE: "民主生活会",
  OFFICE: "办公会",
  SPECIAL: "专题会",
  STAFF: "干部职工大会",
  OTHER: "其他",
};
const PROJECT_WORDS: Record<ProjectKind, string> = {
  KEY: "重点工程",
  LIVELIHOOD: "民生实事",
  REFORM: "改革创新",
  INVESTMENT: "招商引资",
  OTHER: "其他",
};
const STATE_WORDS: Record<ProjectState, string> = {
  PLANNED: "未开始",
  UNDERWAY: "进行中",
  DONE: "已完成",
  PAUSED: "暂停",
};

type ColumnOf<Field extends string> = { field: Field; heading: string; width: number };
const MEETING_COLUMNS: ColumnOf<keyof MeetingContent>[] = [
  { field: "title", heading: "会议名称", width: 36 },
  { field: "kind", heading: "类型", width: 16 },
  { field: "day", heading: "日期", width: 14 },
  { field: "time", heading: "时间", width: 10 },
  { field: "place", heading: "地点", width: 24 },
  { field: "isOpen", heading: "可列席", width: 10 },
];
const PROJECT_COLUMNS: ColumnOf<keyof ProjectContent>[] = [
  { field: "name", heading: "项目名称", width: 36 },
  { field: "kind", heading: "类型", width: 14 },
  { field: "startsOn", heading: "开始日期", width: 14 },
  { field: "endsOn", heading: "结束日期", width: 14 },
  { field: "lead", heading: "负责人", width: 16 },
  { field: "state", heading: "进展", width: 12 },
];

export type SheetFault = {
  sheet: string;
  /** as the program shows it: the heading is row 1 */
  row: number;
  column: string;
  value: string;
  /** which rule; a reason of the domain's messages */
  code: string;
  params?: Record<string, string | number>;
};
export type ReadPlan = { plan: PlanInput } | { faults: SheetFault[] };

/** At most so many are told: who sees twenty knows what is wrong. */
const FAULTS_TOLD = 20;

export function planOf(tables: readonly Table[]): ReadPlan {
  const faults: SheetFault[] = [];
  const known = tables.filter(({ name }) => name === MEETINGS || name === PROJECTS);
  if (known.length === 0)
    return { faults: [{ sheet: tables[0]?.name ?? "", row: 1, column: "", value: "", code: "noSheet" }] };
  const meetings = linesOf(tables, MEETINGS, MEETING_COLUMNS, faults, meetingContent, {
    kind: (word) => codeOf(MEETING_KINDS, MEETING_WORDS, word),
    day: dayText,
    time: timeText,
    isOpen: yesOrNo,
  });
  const projects = linesOf(tables, PROJECTS, PROJECT_COLUMNS, faults, projectContent, {
    kind: (word) => codeOf(PROJECT_KINDS, PROJECT_WORDS, word),
    state: (word) => codeOf(PROJECT_STATES, STATE_WORDS, word),
    startsOn: dayText,
    endsOn: dayText,
  });
  doubled(MEETINGS, meetings, "title", ({ title, day, time }) => `${title} ${day} ${time}`, faults);
  doubled(PROJECTS, projects, "name", ({ name }) => name, faults);
  if (faults.length > 0) return { faults: faults.slice(0, FAULTS_TOLD) };
  return { plan: { meetings: meetings.map(({ line }) => line), projects: projects.map(({ line }) => line) } };
}

type Read<Line> = { row: number; line: Line };

function linesOf<Line extends Record<string, unknown>>(
  tables: readonly Table[],
  sheet: string,
  columns: readonly ColumnOf<Extract<keyof Line, string>>[],
  faults: SheetFault[],
  schema: z.ZodType<Line>,
  readers: { [Field in keyof Line]?: (text: string) => unknown },
): Read<Line>[] {
  const rows = tables.find(({ name }) => name === sheet)?.rows ?? [];
  const [heading, ...body] = rows;
  if (!heading) return [];
  const places = columns.map((column) => ({
    ...column,
    at: heading.indexOf(column.heading),
  }));
  for (const { heading: column, at } of places)
    if (at < 0) faults.push({ sheet, row: 1, column, value: "", code: "noColumn" });
  if (places.some(({ at }) => at < 0)) return [];
  const filled = body.map((cells, at) => ({ cells, row: at + 2 })).filter(({ cells }) => cells.some(Boolean));
  const excess = filled[LIMITS.rows];
  if (excess) {
    faults.push({ sheet, row: excess.row, column: "", value: "", code: "tooManyRows" });
    return [];
  }
  return filled.flatMap(({ cells, row }) => {
    const typed = places.map(({ field, at }) => [field, plain(cells[at] ?? "")] as const);
    const parsed = schema.safeParse(
      Object.fromEntries(typed.map(([field, text]) => [field, readers[field]?.(text) ?? text])),
      { reportInput: true },
    );
    if (parsed.success) return [{ row, line: parsed.data }];
    const told = new Set<string>();
    for (const { path, code, params } of issuesOf(parsed.error)) {
      // one cell, one rule: the first
      if (told.has(path)) continue;
      told.add(path);
      const column = places.find(({ field }) => field === path);
      const value = column ? plain(cells[column.at] ?? "") : "";
      faults.push({ sheet, row, column: column?.heading ?? "", value, code: ruleOf(code, value), params });
    }
    return [];
  });
}

const RULES = new Set([
  "required",
  "tooLong",
  "tooShort",
  "notADay",
  "notATime",
  "endBeforeStart",
  "notAnOption",
]);
/** A cell that is not empty and yet "required" holds a word that is not in the list. */
const ruleOf = (code: Issue["code"], value: string): string => {
  if (code === "required" && value !== "") return "notAnOption";
  return RULES.has(code) ? code : "notAnOption";
};

function doubled<Line>(
  sheet: string,
  lines: readonly Read<Line>[],
  field: string,
  keyOf: (line: Line) => string,
  faults: SheetFault[],
): void {
  const seen = new Set<string>();
  const column = [...MEETING_COLUMNS, ...PROJECT_COLUMNS].find((one) => one.field === field)?.heading ?? "";
  for (const { row, line } of lines) {
    const key = keyOf(line);
    if (seen.has(key)) faults.push({ sheet, row, column, value: key, code: "twice" });
    seen.add(key);
  }
}

/** The mark that keeps a text from being a formula comes back without it. */
const plain = (text: string): string => text.trim().replace(/^'(?=[=+\-@])/, "");

function codeOf<Code extends string>(codes: readonly Code[], words: Record<Code, string>, word: string) {
  const bare = (text: string) => text.replace(/[（）()\s]/g, "");
  return codes.find((code) => bare(words[code]) === bare(word));
}

/** 2026-12-01, 2026/12/1, 2026.12.1, 2026年12月1日 */
function dayText(text: string): string | undefined {
  if (text === "") return undefined;
  const [, year, month = "", day = ""] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
}

/** 9:00, 09:00, 9：00; a time cell comes with the day on which programs begin to count. */
function timeText(text: string): string {
  const [, hour, minute = ""] = /(?:^|\s)(\d{1,2})[:：](\d{2})(?::\d{2})?$/.exec(text) ?? [];
  return hour ? `${hour.padStart(2, "0")}:${minute}` : text;
}

/** Nothing written is a yes: a meeting that is entered may be sat in on unless the unit says otherwise. */
const yesOrNo = (text: string): boolean | undefined => {
  if (["", "是", "可", "可以", "true"].includes(text)) return true;
  return ["否", "不", "不可", "false"].includes(text) ? false : undefined;
};

type Written = { name: string; rows: string[][]; widths: number[] };

/** What is there now, in the form in which it comes back: the template where nothing is. */
export function sheetsOf(
  meetings: readonly MeetingContent[],
  projects: readonly ProjectContent[],
): Written[] {
  return [
    {
      name: MEETINGS,
      widths: MEETING_COLUMNS.map(({ width }) => width),
      rows: [
        MEETING_COLUMNS.map(({ heading }) => heading),
        ...meetings.map((one) => [
          one.title,
          MEETING_WORDS[one.kind],
          one.day,
          one.time,
          one.place,
          one.isOpen ? "是" : "否",
        ]),
      ],
    },
    {
      name: PROJECTS,
      widths: PROJECT_COLUMNS.map(({ width }) => width),
      rows: [
        PROJECT_COLUMNS.map(({ heading }) => heading),
        ...projects.map((one) => [
          one.name,
          PROJECT_WORDS[one.kind],
          one.startsOn,
          one.endsOn ?? "",
          one.lead,
          STATE_WORDS[one.state],
        ]),
      ],
    },
    {
      name: "填写说明",
      widths: [16, 80],
      rows: [
        ["列", "怎么填"],
        ["类型（会议）", Object.values(MEETING_WORDS).join("、")],
        ["日期、时间", "如 2026-12-01 和 09:00"],
        ["可列席", "是 或 否；不填按“是”"],
        ["类型（项目）", Object.values(PROJECT_WORDS).join("、")],
        ["进展", Object.values(STATE_WORDS).join("、")],
      ],
    },
  ];
}
