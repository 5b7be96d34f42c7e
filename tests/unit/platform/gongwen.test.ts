/** What Word finds in the file: sizes by GB/T 9704, named fonts, every character kept, the same bytes for the same paper. */
import { unzipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Gongwen, gongwenDocx, titleLines } from "@/lib/platform/gongwen";

const paper: Gongwen = {
  title: "关于某同志一线表现的情况",
  footer: "平时考核材料，仅供研判参考　编号 0a1b2c3d4e5f",
  blocks: [
    { kind: "heading", level: 1, text: "一、基本情况" },
    {
      kind: "text",
      runs: [
        "<b>𠮷田</b> & 😀\u0007，见",
        { text: "〔记录 5ff25530〕", href: "https://a.example/observations/1?x=1&y=2" },
      ],
    },
    { kind: "table", widths: [40, 60], head: ["时间", "职务"], rows: [[["2024.01—至今"], ["镇长"]]] },
    { kind: "note", text: "说明：只列已入库的记录。" },
  ],
};

async function partsOf(of: Gongwen): Promise<Record<string, string>> {
  const files = unzipSync(await gongwenDocx(of));
  return Object.fromEntries(
    Object.entries(files).map(([name, data]) => [name, new TextDecoder().decode(data)]),
  );
}
/** mm in twentieths of a point, as Word has them */
const twips = (mm: number) => Math.round((mm / 25.4) * 1440);
const numberAt = (xml: string, element: string, attribute: string): number =>
  Number(new RegExp(`<w:${element}\\b[^>]*\\bw:${attribute}="(\\d+)"`).exec(xml)?.[1]);

afterEach(() => {
  vi.useRealTimers();
});

describe("titleLines", () => {
  it("parts a long title before the day in brackets at its end, and no other", () => {
    const long = "干部一线表现情况比较材料（截至2026年11月30日）";
    expect(titleLines(long)).toEqual(["干部一线表现情况比较材料", "（截至2026年11月30日）"]);
    for (const whole of [
      "任前公示（第三批）",
      "2026年第四季度干部一线表现研判报告",
      "（一）很长很长很长很长很长很长很长的标题没有括号",
    ])
      expect(titleLines(whole)).toEqual([whole]);
  });
});

describe("gongwenDocx", () => {
  it("is an A4 page with the margins of the standard", async () => {
    const { "word/document.xml": xml = "" } = await partsOf(paper);
    expect(numberAt(xml, "pgSz", "w")).toBeCloseTo(twips(210), -1);
    expect(numberAt(xml, "pgSz", "h")).toBeCloseTo(twips(297), -1);
    for (const [side, mm] of Object.entries({ top: 37, bottom: 35, left: 28, right: 26 }))
      expect(numberAt(xml, "pgMar", side), side).toBeCloseTo(twips(mm), -1);
  });

  it("sets title, headings and text in the fonts, sizes, lines and indent of the standard", async () => {
    const { "word/document.xml": xml = "" } = await partsOf(paper);
    const paragraphOf = (words: string): string =>
      xml.split("</w:p>").find((paragraph) => paragraph.includes(words)) ?? "";
    expect(paragraphOf(paper.title)).toMatch(/w:eastAsia="方正小标宋简体".*<w:sz w:val="44"\/>/);
    expect(paragraphOf(paper.title)).toContain('<w:jc w:val="center"/>');
    expect(paragraphOf("一、基本情况")).toMatch(/w:eastAsia="黑体".*<w:sz w:val="32"\/>/);
    const text = paragraphOf("𠮷田");
    expect(text).toMatch(/w:eastAsia="仿宋_GB2312".*<w:sz w:val="32"\/>/);
    expect(text).toContain('w:line="560" w:lineRule="exact"');
    expect(text).toContain('w:firstLineChars="200"');
  });

  it("keeps rare characters and what looks like markup as text, and drops what XML cannot hold", async () => {
    const { "word/document.xml": xml = "" } = await partsOf(paper);
    expect(xml).toContain("&lt;b&gt;𠮷田&lt;/b&gt; &amp; 😀，见");
    expect(xml).not.toContain("\u0007");
  });

  it("links what it cites, repeats table heads, and ends each page with its number and purpose", async () => {
    const parts = await partsOf(paper);
    const xml = parts["word/document.xml"] ?? "";
    expect(xml).toMatch(
      /<w:hyperlink [^>]*r:id="rIdLink1"[^>]*><w:r>.*?〔记录 5ff25530〕<\/w:t><\/w:r><\/w:hyperlink>/,
    );
    expect(parts["word/_rels/document.xml.rels"]).toContain(
      'Id="rIdLink1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a.example/observations/1?x=1&amp;y=2" TargetMode="External"',
    );
    expect(xml).toContain("<w:tblHeader/>");
    const footer = parts["word/footer1.xml"] ?? "";
    expect(footer).toContain("PAGE");
    expect(footer).toContain(paper.footer);
  });

  it("gives the same bytes for the same paper on another day", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T00:00:00Z") });
    const first = Buffer.from(await gongwenDocx(paper));
    vi.setSystemTime(new Date("2027-05-06T07:08:09Z"));
    expect(Buffer.from(await gongwenDocx(paper)).equals(first)).toBe(true);
    expect(Buffer.from(await gongwenDocx({ ...paper, footer: "另一份" })).equals(first)).toBe(false);
  });
});
