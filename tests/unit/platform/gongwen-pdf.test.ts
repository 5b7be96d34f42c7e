/** What a reader finds in the PDF: A4, words that can be searched and copied, heads on each page, the same bytes again. */
import { create } from "fontkit";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Block, Gongwen } from "@/lib/platform/gongwen";
import { gongwenPdf } from "@/lib/platform/gongwen-pdf";
import { readPdf } from "@/scripts/support/figures/pdf";

const paper: Gongwen = {
  title: "关于某同志一线表现的情况",
  footer: "平时考核材料，仅供研判参考　编号 0a1b2c3d4e5f",
  watermark: "演示　0a1b2c3d4e5f",
  blocks: [
    { kind: "heading", level: 1, text: "一、基本情况" },
    {
      kind: "text",
      runs: [
        "张㛃、李䶮在土地清表中牵头完成1,280.75亩\u0007，见",
        { text: "【记录5ff25530】", href: "https://a.example/observations/1?x=1&y=(2)" },
        "。",
      ],
    },
    { kind: "note", text: "说明：只列已入库的记录。" },
  ],
};
const words = {
  typeface: "本 PDF 用思源宋体。",
  missing: (codes: string[]) => `字体里没有的字印作〓（${codes.join("、")}）。`,
};
const at = new Date("2026-10-01T01:02:03Z");
const read = async (of: Gongwen) => readPdf(await gongwenPdf(of, { at, words }));
const wholeOf = ({ pages }: Awaited<ReturnType<typeof read>>): string =>
  pages.flatMap(({ lines }) => lines).join("");
const withBlocks = (...blocks: Block[]): Gongwen => ({ ...paper, blocks });

afterEach(() => {
  vi.useRealTimers();
});

describe("gongwenPdf", () => {
  it("is an A4 page whose words are found as they were written, and whose citations open", async () => {
    const pdf = await read(paper);
    expect(pdf.source).toContain("/MediaBox [0 0 595.276 841.89]");
    const whole = wholeOf(pdf);
    for (const said of [
      paper.title,
      "一、基本情况",
      "只列已入库的记录。",
      paper.footer,
      "— 1 —",
      words.typeface,
    ])
      expect(whole).toContain(said);
    expect(whole).toContain("张㛃、李䶮在土地清表中牵头完成1,280.75亩，见【记录5ff25530】。");
    expect(new Set(pdf.pages.flatMap(({ links }) => links))).toEqual(
      new Set(["https://a.example/observations/1?x=1&y=(2)"]),
    );
    // drawn, but no word of the page
    expect(whole).not.toContain("演示");
  });

  it("embeds fonts of the glyphs it needs, that a reader of fonts opens", async () => {
    const { fonts, source } = await read(paper);
    expect(fonts).toHaveLength(2);
    for (const file of fonts) {
      const font = create(Buffer.from(file));
      if (!("getGlyph" in font)) throw new Error("a collection");
      expect(font.unitsPerEm).toBe(1000);
      expect(font.numGlyphs).toBeLessThan(150);
      const widths = Array.from({ length: font.numGlyphs }, (_, glyph) => font.getGlyph(glyph).advanceWidth);
      expect(Math.max(...widths)).toBe(1000);
      expect(font.getGlyph(font.numGlyphs - 1).path.commands.length).toBeGreaterThan(4);
    }
    expect(source).toMatch(/\/BaseFont \/[A-Z]{6}\+SourceHanSerifCN-Regular/);
  });

  it("prints 〓 for what the typeface lacks, says which, and lets the character be copied", async () => {
    const text = await read(withBlocks({ kind: "text", runs: ["𠮷田来了😀。"] }));
    expect(wholeOf(text)).toContain("𠮷田来了😀。");
    expect(wholeOf(text)).toContain("字体里没有的字印作〓（U+1F600、U+20BB7）。");
    expect(wholeOf(await read(paper))).not.toContain("〓");
  });

  it("repeats the head of a table on each of its pages, cuts no row and no number, and counts the pages", async () => {
    const rows = Array.from({ length: 95 }, (_, at) => [[`第${at + 1}局`], ["12"], ["2026-09-30"]]);
    const pdf = await read(
      withBlocks({ kind: "table", widths: [80, 5, 15], head: ["单位", "2026.07", "最近记录"], rows }),
    );
    const withRows = pdf.pages.filter(({ lines }) => lines.some((line) => /^第\d+局$/.test(line)));
    expect(withRows.length).toBeGreaterThan(2);
    for (const { lines } of withRows) expect(lines).toEqual(expect.arrayContaining(["单位", "2026.07"]));
    const all = pdf.pages.flatMap(({ lines }) => lines);
    expect(all.filter((line) => /^第\d+局$/.test(line))).toHaveLength(95);
    expect(all.filter((line) => line === "2026-09-30")).toHaveLength(95);
    pdf.pages.forEach(({ lines }, page) => {
      expect(lines).toContain(`— ${page + 1} —`);
    });
  });

  it("lets a row that no page can hold go on over the next one, without losing a word", async () => {
    const long = Array.from({ length: 900 }, (_, at) => `第${at}项，`).join("");
    const pdf = await read(
      withBlocks({ kind: "table", widths: [20, 80], head: ["单位", "情况"], rows: [[["甲局"], [long]]] }),
    );
    const said = wholeOf(pdf).replaceAll(/单位情况|— \d+ —|平时考核材料[^局]*?4e5f/g, "");
    expect(said).toContain(long);
  });

  it("keeps a heading and the words above a table on the page of what follows", async () => {
    const filler = (lines: number): Block => ({ kind: "text", runs: [Array(lines).fill("行").join("\n")] });
    for (let lines = 15; lines < 24; lines++) {
      const { pages } = await read(
        withBlocks(
          filler(lines),
          { kind: "heading", level: 1, text: "附表" },
          { kind: "note", text: "表1　记录数" },
          { kind: "table", widths: [50, 50], head: ["单位", "数"], rows: [[["甲局"], ["1"]]] },
        ),
      );
      const on = (line: string) => pages.findIndex((page) => page.lines.includes(line));
      expect([on("附表"), on("表1　记录数")], `${lines}`).toEqual([on("甲局"), on("甲局")]);
    }
  });

  it("gives the same bytes for the same paper on another day, and carries the moment it is told alone", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T00:00:00Z") });
    const first = Buffer.from(await gongwenPdf(paper, { at, words }));
    vi.setSystemTime(new Date("2027-05-06T07:08:09Z"));
    expect(Buffer.from(await gongwenPdf(paper, { at, words })).equals(first)).toBe(true);
    expect(readPdf(first).source).toContain("/CreationDate (D:20261001010203Z)");
    const others = await gongwenPdf({ ...paper, footer: "另一份" }, { at, words });
    expect(Buffer.from(others).equals(first)).toBe(false);
    const undated = readPdf(await gongwenPdf(paper, { at: null, words })).source;
    expect(undated).not.toMatch(/CreationDate|D:20/);
  });
});

describe("what a screen reader is told", () => {
  const told = async (of: Gongwen) => (await read(of)).spoken.map(({ tag, text }) => [tag, text]);

  it("is a titled Chinese document: headings, paragraphs with their links, and nothing of watermark and page numbers", async () => {
    const pdf = await read(paper);
    expect(pdf.source).toMatch(/\/Type \/Catalog .*\/Lang \(zh-CN\) \/MarkInfo << \/Marked true >>/);
    expect(pdf.source).toContain("/DisplayDocTitle true");
    expect((await read({ ...paper, language: "en" })).source).toMatch(/\/Type \/Catalog .*\/Lang \(en\)/);
    const metadata = Buffer.from(await gongwenPdf(paper, { at, words })).toString("utf8");
    expect(metadata).toContain(`<rdf:li xml:lang="x-default">${paper.title}</rdf:li>`);
    expect(pdf.spoken.map(({ tag, text, depth }) => [depth, tag, text])).toEqual([
      [0, "Document", ""],
      [1, "H1", paper.title],
      [1, "H2", "一、基本情况"],
      [1, "P", "张㛃、李䶮在土地清表中牵头完成1,280.75亩，见【记录5ff25530】。"],
      [2, "Link", "【记录5ff25530】"],
      [1, "P", "说明：只列已入库的记录。"],
      [1, "P", words.typeface],
    ]);
  });

  it("is a table by its rows and heads, once each, over however many pages; a row that goes on is one row", async () => {
    const rows = Array.from({ length: 95 }, (_, at) => [[`第${at + 1}局`], ["12"]]);
    const long = Array.from({ length: 900 }, (_, at) => `第${at}项，`).join("");
    rows.push([["甲局"], [long]]);
    const spoken = await told(
      withBlocks({ kind: "table", widths: [40, 60], head: ["单位", "情况"], rows: rows }),
    );
    expect(spoken.filter(([tag]) => tag === "Table")).toHaveLength(1);
    expect(spoken.filter(([tag]) => tag === "TR")).toHaveLength(97);
    expect(spoken.filter(([tag]) => tag === "TH")).toEqual([
      ["TH", "单位"],
      ["TH", "情况"],
    ]);
    expect(spoken.filter(([tag]) => tag === "TD").map(([, text]) => text)).toEqual(
      rows.flat().map(([text]) => text),
    );
  });

  it("knows of each drawn stretch what it belongs to: by page and number, and of each link its part", async () => {
    const { source, pages, spoken } = await read(
      withBlocks(...paper.blocks, {
        kind: "text",
        runs: [Array(30).fill("各单位都有记录").join("\n"), { text: "【表1】", href: "https://a.example/t" }],
      }),
    );
    expect(pages.length).toBeGreaterThan(1);
    const parents = /\/Nums \[(.*?)\] >>/.exec(source)?.[1] ?? "";
    const tags = (ids: string) =>
      [...ids.matchAll(/(\d+) 0 R/g)].map(
        ([, id]) => new RegExp(`(?:^|\\n)${id} 0 obj\\n<< /S /(\\w+)`).exec(source)?.[1],
      );
    pages.forEach((_, page) => {
      const list = new RegExp(`(?:^| )${page} \\[(.*?)\\]`).exec(parents)?.[1] ?? "";
      expect(tags(list)).not.toContain(undefined);
    });
    const links = [...source.matchAll(/\/Subtype \/Link .*?\/StructParent (\d+)/g)].map(([, key]) => key);
    // one of them goes on in the next line: two areas, one link
    expect(links).toHaveLength(3);
    expect(spoken.filter(({ tag }) => tag === "Link").map(({ text }) => text)).toEqual([
      "【记录5ff25530】",
      "【表1】",
    ]);
    for (const key of links)
      expect(tags(new RegExp(`(?:^| )${key} (\\d+ 0 R)`).exec(parents)?.[1] ?? "")).toEqual(["Link"]);
  });
});
