import { describe, expect, it } from "vitest";
import { gradeCells, guessGrades, narrowed, periodOfHeading } from "@/lib/roster/grades/wide/rules";

const header = ["序号", "单位", "姓名", "2023", "2024年度考核结果", "备注", "2025-3"];
const mapping = ["", "unit", "name", "", "", "", ""];

describe("a heading that is a period", () => {
  it.each([
    ["2023", { year: 2023, quarter: null }],
    ["２０２４年", { year: 2024, quarter: null }],
    ["2024 年度", { year: 2024, quarter: null }],
    ["2024年度考核等次", { year: 2024, quarter: null }],
    ["2024年考核结果", { year: 2024, quarter: null }],
    ["2025-3", { year: 2025, quarter: 3 }],
    ["2025年第三季度等次", { year: 2025, quarter: 3 }],
  ])("%s", (heading, period) => {
    expect(periodOfHeading(heading)).toEqual(period);
  });

  it.each(["考核结果", "年度", "1985.03", "20230101", "近三年年度考核结果", "3023", "备注"])(
    "%s is none",
    (heading) => {
      expect(periodOfHeading(heading)).toBeNull();
    },
  );

  it("tells the row of the headings where there is a name and nothing else", () => {
    expect(guessGrades(["姓名", "2023", "2024"]).filter(Boolean)).toHaveLength(3);
  });
});

describe("a table with one period a column", () => {
  const rows = [
    { rowNo: 4, cells: ["1", "某镇", "甲某", "优秀", "", "调入", "较好"] },
    { rowNo: 5, cells: ["2", "某镇", "乙某", "", "", "", ""] },
  ];

  it("is a grade for each cell that says something, by row and column", () => {
    expect(gradeCells({ header, rows }, mapping)).toMatchObject([
      { rowNo: 4, columnNo: 4, typed: { unit: "某镇", name: "甲某", year: "2023", grade: "优秀" } },
      { rowNo: 4, columnNo: 7, typed: { unit: "某镇", name: "甲某", period: "2025-3", grade: "较好" } },
    ]);
  });

  it("goes back one grade a row, its other columns as they were", () => {
    const [first] = gradeCells({ header, rows }, mapping);
    const row = { columnNo: first?.columnNo ?? 0, raw: first?.cells ?? [] };
    expect(narrowed({ header, mapping }, [row])).toEqual({
      header: ["序号", "单位", "姓名", "备注"],
      mapping: ["", "unit", "name", ""],
      rows: [{ columnNo: 4, raw: ["1", "某镇", "甲某", "调入"] }],
    });
    const long = { columnNo: 0, raw: row.raw };
    expect(narrowed({ header, mapping }, [long]).header).toEqual(header);
  });
});
