/** Lines of Chinese text: nothing is lost, none is too long, none begins with 。 or ends with （, no number is cut. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf } from "@/lib/platform/pdf/lines";

const widthOf = (char: string) => (/[ -~]/.test(char) ? 0.5 : 1);
const set = (text: string, width: number, indent = 0) =>
  linesOf([{ text }], { width, indent, widthOf }).map(({ stretches }) =>
    stretches.map((one) => one.text).join(""),
  );

describe("linesOf", () => {
  it("takes the last character along rather than begin a line with a stop", () => {
    expect(set("甲乙丙丁。", 4)).toEqual(["甲乙丙", "丁。"]);
    expect(set("甲乙丙（丁）", 4)).toEqual(["甲乙丙", "（丁）"]);
    expect(set("面积1280.75亩", 5)).toEqual(["面积", "1280.75亩"]);
  });
  it("keeps a short citation in one piece", () => {
    const lines = linesOf([{ text: "甲乙丙" }, { text: "【表3】", href: "/x" }, { text: "。" }], {
      width: 6,
      widthOf,
    });
    expect(lines.map(({ stretches }) => stretches.map(({ text }) => text).join(""))).toEqual([
      "甲乙丙",
      "【表3】。",
    ]);
  });
  it("keeps a day in one piece", () => {
    expect(set("截至2026年11月30日止", 7)).toEqual(["截至", "2026年11月30日", "止"]);
    expect(set("自 2026 年 1 月 2 日起", 9)).toEqual(["自 ", "2026 年 1 月 2 日", "起"]);
    expect(set("情况到10月8日", 5)).toEqual(["情况到", "10月8日"]);
    expect(set("共2026年", 3)).toEqual(["共", "2026年"]);
  });
  it("cuts what no line can hold", () => {
    expect(set("1234567890", 2)).toEqual(["1234", "5678", "90"]);
  });
  it("begins anew where the text has a new line, and indents the first alone", () => {
    expect(set("甲乙丙丁\n戊", 4, 2)).toEqual(["甲乙", "丙丁", "戊"]);
  });
  it("keeps what is clicked apart from what is not", () => {
    const [line] = linesOf([{ text: "见" }, { text: "【表1】", href: "/x" }, { text: "。" }], {
      width: 9,
      widthOf,
    });
    expect(line?.stretches).toEqual([{ text: "见" }, { text: "【表1】", href: "/x" }, { text: "。" }]);
  });
  it("holds for any text", () => {
    const letters = fc.constantFrom(..."甲乙丙丁。，（）【】“”、12a.% ");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 80 }), fc.integer({ min: 12, max: 30 }), (chars, width) => {
        const text = chars.join("");
        const lines = set(text, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines)
          expect([...line].reduce((total, char) => total + widthOf(char), 0)).toBeLessThanOrEqual(
            width + 0.01,
          );
      }),
    );
  });
});
