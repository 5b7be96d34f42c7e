import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ResumeLine, resumeLines, resumeText } from "@/lib/roster/lrmx/resume/rules";

const month = fc.tuple(fc.integer({ min: 1950, max: 2030 }), fc.integer({ min: 1, max: 12 }));
const written = ([year, number]: [number, number]) => `${year}.${String(number).padStart(2, "0")}`;
const words = fc
  .array(fc.constantFrom("市", "局", "镇", "副", "长", "党组", "（其间：", "）", "A", "2012.03", "、", " "), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join("").trim())
  .filter((text) => /^[市局镇副长党]/.test(text));
const period = fc.record({
  from: month.map(written),
  to: fc.option(month.map(written), { nil: null }),
  text: words,
});
const note = words.map((text) => ({ text: `（其间：${text}）` }));

describe("résumé lines", () => {
  it("come back from their text", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(period, note), { maxLength: 12 }), (lines: ResumeLine[]) => {
        expect(resumeLines(resumeText(lines))).toEqual(lines);
      }),
    );
  });

  it("mean the same with every dash, space and way to write a month", () => {
    const dashes = ["--", "-", "---", "—", "——", "–", "－", "~", "～", "至", " — "];
    const forms = [
      ([year, number]: [number, number]) => `${year}.${number}`,
      ([year, number]: [number, number]) => `${year}年${number}月`,
      ([year, number]: [number, number]) => `${year}-${String(number).padStart(2, "0")}`,
      ([year, number]: [number, number]) => `${year}/${number}`,
    ];
    const gap = fc.constantFrom("  ", " ", "，", "\t", "　");
    fc.assert(
      fc.property(
        month,
        month,
        words,
        fc.constantFrom(...dashes),
        fc.constantFrom(...forms),
        gap,
        (a, b, text, dash, form, space) => {
          expect(resumeLines(`${form(a)}${dash}${form(b)}${space}${text}`)).toEqual([
            { from: written(a), to: written(b), text },
          ]);
        },
      ),
    );
  });

  it.each([
    ["2012.03--         副局长", { from: "2012.03", to: null, text: "副局长" }],
    ["2012.03—至今 副局长", { from: "2012.03", to: null, text: "副局长" }],
    ["2012.03－今 副局长", { from: "2012.03", to: null, text: "副局长" }],
    ["2012.03至今，副局长", { from: "2012.03", to: null, text: "副局长" }],
    ["2012.03--         2012年表彰的先进", { from: "2012.03", to: null, text: "2012年表彰的先进" }],
    ["2012.13--2013.01  不是月份", { text: "2012.13--2013.01  不是月份" }],
    ["（2010.09--2012.07在职研究生）", { text: "（2010.09--2012.07在职研究生）" }],
  ])("%s", (line, read) => {
    expect(resumeLines(line)).toEqual([read]);
  });

  it("writes an open end as seven spaces", () => {
    expect(resumeText([{ from: "2012.03", to: null, text: "副局长" }])).toBe(
      `2012.03--${" ".repeat(7)}  副局长`,
    );
  });
});
