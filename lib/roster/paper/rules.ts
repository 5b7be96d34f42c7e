/** Workbooks that go out: the template to fill in, and the rows that could not be taken, with the reason beside each. */
import { TIER_WORDS, wordsOf } from "../cells/rules";
import { HEADINGS } from "../heading/rules";
import { FIELDS, type Field, isField } from "../schema";
import { GROUP_HEADING } from "../table/rules";

type Written = { name: string; rows: string[][]; widths: number[] };

const TEMPLATE: readonly { field: Field; width: number; how: string }[] = [
  { field: "unit", width: 22, how: "单位全称或简称；也可以把单位名称单独写一行，下面是这个单位的人" },
  { field: "name", width: 12, how: "必填" },
  { field: "gender", width: 8, how: "男 或 女；有身份证号的可不填" },
  { field: "bornOn", width: 12, how: "如 1985.03；有身份证号的可不填" },
  { field: "idNumber", width: 24, how: "18 位，按文本填写。同一个人以身份证号辨认，没有号码的要逐个确认" },
  { field: "ethnicity", width: 10, how: "如 汉族" },
  { field: "nativePlace", width: 16, how: "如 浙江义乌" },
  { field: "joinedPartyOn", width: 12, how: "如 2008.06；非党员不填" },
  { field: "startedWorkOn", width: 14, how: "如 2007.08" },
  { field: "title", width: 30, how: "新增人员必填" },
  { field: "level", width: 16, how: `${wordsOf("level").slice(2, 8).join("、")} 等` },
  { field: "tier", width: 12, how: Object.values(TIER_WORDS).join("、") },
  { field: "postStartsOn", width: 14, how: "如 2024.06；调动从这一天起算，不填按导入时选定的日期" },
  { field: "education", width: 16, how: `${wordsOf("education").slice(0, 4).join("、")} 等` },
  { field: "speciality", width: 18, how: "" },
  { field: "technicalTitle", width: 18, how: "" },
  { field: "health", width: 10, how: "" },
];

const headingOf = (field: Field): string => HEADINGS[field][0] ?? field;

export function templateSheets(): Written[] {
  return [
    {
      name: "干部名册",
      widths: TEMPLATE.map(({ width }) => width),
      rows: [TEMPLATE.map(({ field }) => headingOf(field))],
    },
    {
      name: "填写说明",
      widths: [18, 80],
      rows: [
        ["列", "怎么填"],
        ...TEMPLATE.filter(({ how }) => how !== "").map(({ field, how }) => [headingOf(field), how]),
        ["空着的格子", "表示没有说，不会清掉系统里已有的内容"],
      ],
    },
  ];
}

type FaultRow = { rowNo: number; raw: readonly string[]; typed: Partial<Record<string, string>> };
type Columns = { fields: readonly string[]; headingOf: (field: string) => string };
const ROSTER: Columns = {
  fields: FIELDS,
  headingOf: (field) => (isField(field) ? headingOf(field) : field),
};

/**
 * Cells as they came, or as they were corrected, in columns as they were; what was typed for a field without a column gets
 * one. Mended and sent back it is a roster again.
 */
export function faultSheets<Row extends FaultRow>(
  header: readonly string[],
  mapping: readonly string[],
  rows: readonly Row[],
  reasonOf: (row: Row) => string,
  { fields, headingOf }: Columns = ROSTER,
): Written[] {
  const fieldAt = (at: number): string => (header[at] === GROUP_HEADING ? "unit" : (mapping[at] ?? ""));
  const there = new Set(header.map((_, at) => fieldAt(at)));
  const more = fields.filter((field) => !there.has(field) && rows.some(({ typed }) => typed[field]));
  return [
    {
      name: "待改正",
      widths: [
        ...[...header, ...more].map((heading) => Math.min(30, Math.max(10, heading.length * 2 + 4))),
        10,
        60,
      ],
      rows: [
        [...header, ...more.map(headingOf), "原行号", "错误说明"],
        ...rows.map((row) => [
          ...header.map((_, at) => {
            const field = fieldAt(at);
            return fields.includes(field) ? (row.typed[field] ?? "") : (row.raw[at] ?? "");
          }),
          ...more.map((field) => row.typed[field] ?? ""),
          String(row.rowNo),
          reasonOf(row),
        ]),
      ],
    },
  ];
}
