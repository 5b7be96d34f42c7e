/** The workbook to fill in, with two lines that show how. */
import { ANNUAL_GRADES, ROUTINE_GRADES } from "@/lib/appraisals/schema";
import { GRADE_HEADINGS } from "../rules";
import type { GradeField } from "../schema";

const TEMPLATE: readonly { field: GradeField; width: number; how: string; samples: readonly string[] }[] = [
  {
    field: "unit",
    width: 22,
    how: "单位全称或简称；没有身份证号的按单位和姓名核对",
    samples: ["（示例）某镇", "（示例）某局"],
  },
  { field: "name", width: 12, how: "必填", samples: ["示例甲", "示例乙"] },
  { field: "idNumber", width: 24, how: "18 位，按文本填写；可不填，有重名时逐个确认", samples: ["", ""] },
  {
    field: "year",
    width: 10,
    how: "如 2025；也可以只用一列“考核期”，写成 2025 或 2025-3",
    samples: ["2025", "2025"],
  },
  { field: "quarter", width: 10, how: "平时考核填 1 至 4；年度考核不填", samples: ["", "3"] },
  {
    field: "grade",
    width: 12,
    how: `年度：${ANNUAL_GRADES.join("、")}；平时：${ROUTINE_GRADES.join("、")}`,
    samples: ["称职", "较好"],
  },
  { field: "source", width: 28, how: "文件名或文号；不填按确认导入时填写的依据", samples: ["", ""] },
  {
    field: "reason",
    width: 28,
    how: "与已登记的等次不同时才要；不填按确认导入时填写的理由",
    samples: ["", ""],
  },
];
const headingOf = (field: GradeField): string => GRADE_HEADINGS[field][0] ?? field;

export const gradeTemplate = () => [
  {
    name: "考核等次",
    widths: TEMPLATE.map(({ width }) => width),
    rows: [TEMPLATE.map(({ field }) => headingOf(field))],
  },
  {
    name: "填写说明",
    widths: [14, 80],
    rows: [
      ["列", "怎么填"],
      ...TEMPLATE.map(({ field, how }) => [headingOf(field), how]),
      [
        "一个年度一列",
        "也可以一人一行，列名写 2023、2024、2025（平时写 2025-3），格内写等次；空着的格子不登记",
      ],
    ],
  },
  {
    name: "示例",
    widths: TEMPLATE.map(({ width }) => width),
    rows: [
      TEMPLATE.map(({ field }) => headingOf(field)),
      ...[0, 1].map((at) => TEMPLATE.map(({ samples }) => samples[at] ?? "")),
    ],
  },
];
