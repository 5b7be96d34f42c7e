/** Rosters of invented people, and errors planted in them: which cell, what stands in it, and which rule must say so. */
import { checkSign } from "@/lib/roster/cells/rules";
import type { Rule } from "@/lib/roster/schema";
import { type Random, randomOf } from "../field/random";

export const HEADER = [
  "序号",
  "单位",
  "姓 名",
  "性别",
  "出生日期",
  "证件号码",
  "民族",
  "籍贯",
  "入党时间",
  "参工时间",
  "职务",
  "职级",
  "任现职时间",
  "学历",
] as const;
export type Heading = (typeof HEADER)[number];
export type Row = Record<Heading, string>;
export type Planted = { row: number; column: Heading; value: string; rule: Rule };

const SURNAMES = [..."沈骆季盛宣楼虞龚傅应童卢吕朱"];
const GIVEN = [..."澍筠峤郅岑婧嵘川衡瑾睿珂煦霖钧琛骁玥翊昀"];
const PLACES = ["浙江义乌", "浙江东阳", "浙江永康", "浙江兰溪", "江西上饶", "安徽歙县"];
const TITLES = ["办公室主任", "综合科科长", "业务科科长", "综合科科员", "督查科科员"];

const two = (value: number): string => String(value).padStart(2, "0");

/** 330799: no place has this number. */
function identityOf(born: string, serial: number): string {
  const digits = `330799${born.replaceAll("-", "")}${String(serial % 1000).padStart(3, "0")}`;
  return digits + checkSign(digits);
}

export function makeRows(count: number, units: readonly string[], seed = 7): Row[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, at) => makeRow(random, units, at));
}

function makeRow(random: Random, units: readonly string[], at: number): Row {
  // a day of birth and a block of numbers on it for each person: no number twice
  const [day, block] = [at % 1_600, Math.floor(at / 1_600)];
  const born = new Date(Date.UTC(1968, 0, 2 + day * 6)).toISOString().slice(0, 10);
  const [year, month] = [Number(born.slice(0, 4)), Number(born.slice(5, 7))];
  const drawn = (block * 120 + random.between(0, 99)) * 2 + (at % 2);
  // an end of 000 is doubted beside numbers that a program has cut
  const serial = identityOf(born, drawn).endsWith("000") ? drawn + 2 : drawn;
  const started = `${year + 22}.${two(random.between(7, 9))}`;
  return {
    序号: String(at + 1),
    单位: units[at % units.length] ?? "",
    "姓 名": random.one(SURNAMES) + random.one(GIVEN) + random.one(GIVEN),
    性别: serial % 2 === 1 ? "男" : "女",
    出生日期: `${year}.${two(month)}`,
    证件号码: identityOf(born, serial),
    民族: "汉族",
    籍贯: random.one(PLACES),
    入党时间: random.happens(0.7) ? `${year + 25}.06` : "",
    参工时间: started,
    职务: random.one(TITLES),
    职级: random.one(["股所级正职", "一级科员", "二级科员"]),
    任现职时间: `${Math.max(year + 24, 2018)}.03`,
    学历: random.one(["大学本科", "研究生", "大学专科"]),
  };
}

type Plant = { rule: Rule; column: Heading; wrong: (row: Row) => string };
const cut = (text: string, to: number): string => text.slice(0, to);

/** Fifteen kinds. Each makes one cell wrong and no other. */
const PLANTS: readonly Plant[] = [
  { rule: "identityForm", column: "证件号码", wrong: (row) => cut(row.证件号码, 15) },
  {
    rule: "identityDigit",
    column: "证件号码",
    wrong: (row) => cut(row.证件号码, 17) + (row.证件号码.endsWith("1") ? "2" : "1"),
  },
  {
    rule: "identityNumeric",
    column: "证件号码",
    wrong: (row) => `${row.证件号码.charAt(0)}.${row.证件号码.slice(1, 12)}E+17`,
  },
  {
    rule: "identityBirth",
    column: "出生日期",
    wrong: (row) => `${Number(cut(row.出生日期, 4)) - 1}${row.出生日期.slice(4)}`,
  },
  { rule: "identityGender", column: "性别", wrong: (row) => (row.性别 === "男" ? "女" : "男") },
  { rule: "dateUnreadable", column: "参工时间", wrong: () => "九八年七月" },
  { rule: "dateAmbiguous", column: "参工时间", wrong: (row) => `${cut(row.参工时间, 4)}.1` },
  { rule: "dateAhead", column: "入党时间", wrong: () => "2098.06" },
  { rule: "workTooYoung", column: "参工时间", wrong: (row) => `${Number(cut(row.出生日期, 4)) + 9}.07` },
  { rule: "partyTooYoung", column: "入党时间", wrong: (row) => `${Number(cut(row.出生日期, 4)) + 15}.06` },
  { rule: "postBeforeWork", column: "任现职时间", wrong: (row) => `${Number(cut(row.参工时间, 4)) - 2}.05` },
  { rule: "unknownWord", column: "民族", wrong: () => "汗族" },
  { rule: "unknownUnit", column: "单位", wrong: () => "星际联络处" },
  { rule: "required", column: "职务", wrong: () => "" },
  { rule: "nameForm", column: "姓 名", wrong: () => "沈3澍" },
];

/** Every so many rows one error, each kind in turn; rows count as the program shows them, the heading is row `headingAt`. */
export function plantErrors(
  rows: readonly Row[],
  count: number,
  headingAt: number,
): { rows: Row[]; planted: Planted[] } {
  const spoiled = rows.map((row) => ({ ...row }));
  const step = Math.floor(rows.length / count);
  const planted = Array.from({ length: count }, (_, n): Planted => {
    const at = n * step;
    const row = spoiled[at];
    const plant = PLANTS[n % PLANTS.length];
    if (!row || !plant) throw new Error("more errors than rows");
    const value = plant.wrong(row);
    row[plant.column] = value;
    return { row: headingAt + 1 + at, column: plant.column, value, rule: plant.rule };
  });
  return { rows: spoiled, planted };
}

/** With a title above, as rosters have it: the heading is row 3. */
export const HEADING_AT = 3;
export const sheetOf = (rows: readonly Row[]): { name: string; rows: string[][]; widths: number[] } => ({
  name: "干部名册",
  widths: HEADER.map(() => 14),
  rows: [
    ["干部名册"],
    ["（示例人员，均为虚构）"],
    [...HEADER],
    ...rows.map((row) => HEADER.map((heading) => row[heading])),
  ],
});
