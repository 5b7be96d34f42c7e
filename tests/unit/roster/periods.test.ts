import { describe, expect, it } from "vitest";
import { lastDay, readPeriod, readQuarter } from "@/lib/roster/grades/period/rules";
import { guessGradeMapping, hasGrades } from "@/lib/roster/grades/rules";

describe("readPeriod", () => {
  it.each([
    ["2025", null],
    ["２０２５年度", null],
    ["2025年", null],
    ["2025年度考核", null],
    ["2025-3", 3],
    ["2025.1", 1],
    ["2025年第三季度", 3],
    ["2025 年 4 季度", 4],
    ["2025Q2", 2],
  ])("reads %s", (text, quarter) => expect(readPeriod(text)).toEqual({ year: 2025, quarter }));
  it.each(["", "去年", "25", "2025-5", "2025年第五季度", "1949", "2025-03-31", "20253 "])(
    "does not guess at “%s”",
    (text) => expect(readPeriod(text)).toBeNull(),
  );
});

describe("readQuarter", () => {
  it.each([
    ["", null],
    ["全年", null],
    ["3", 3],
    ["第二季度", 2],
    ["Q4", 4],
    ["五", undefined],
    ["7", undefined],
  ])("reads “%s”", (text, quarter) => expect(readQuarter(text)).toBe(quarter));
});

it("knows the last day of a period", () => {
  expect(lastDay({ year: 2025, quarter: null })).toBe("2025-12-31");
  expect([1, 2, 3, 4].map((quarter) => lastDay({ year: 2025, quarter }))).toEqual([
    "2025-03-31",
    "2025-06-30",
    "2025-09-30",
    "2025-12-31",
  ]);
});

describe("guessGradeMapping", () => {
  it("knows headings however they are written, and what is no table of grades", () => {
    const mapping = guessGradeMapping([
      "序号",
      "工作单位",
      "姓 名",
      "证件号码",
      "考核年度（年）",
      "考核等次",
    ]);
    expect(mapping).toEqual(["", "unit", "name", "idNumber", "year", "grade"]);
    expect(hasGrades(mapping)).toBe(true);
    expect(hasGrades(guessGradeMapping(["姓名", "年度"]))).toBe(false);
    expect(hasGrades(guessGradeMapping(["姓名", "等次"]))).toBe(false);
  });
});
