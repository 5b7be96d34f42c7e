/** The check of papers finds a planted number: in a docx cell, in a sentence, in a PDF, in a list. */
import { describe, expect, it } from "vitest";
import { type Gongwen, gongwenDocx } from "@/lib/platform/gongwen";
import { gongwenPdf } from "@/lib/platform/gongwen-pdf";
import {
  compareComparison,
  compareList,
  comparePdf,
  compareReport,
} from "@/scripts/support/figures/paper-walk";
import { docxOf, shownText, tablesOn } from "@/scripts/support/figures/papers";
import { readPdf } from "@/scripts/support/figures/pdf";

const paper = (records: number): Gongwen => ({
  title: "演示报告",
  footer: "平时考核材料，仅供研判参考",
  blocks: [
    { kind: "heading", level: 1, text: "一、覆盖情况" },
    {
      kind: "text",
      runs: [`共形成观察记录${records}条`, { text: "【表1】", href: "https://a.example/x" }, "。"],
    },
    { kind: "table", widths: [60, 40], head: ["单位", "记录数"], rows: [[["甲 & 乙局"], [String(records)]]] },
  ],
});
const html = (
  records: number,
) => `<main><p data-paragraph="1">共形成观察记录${records}条<a href="/x">【表1】</a>。</p>
  <table class="dt"><caption class="sr-only">表</caption><thead><tr><th scope="col">单位</th><th scope="col">记录数</th></tr></thead>
  <tbody><tr><th scope="row">甲 &amp; 乙局</th><td>${records.toLocaleString("en")}<svg><title>9</title></svg></td></tr></tbody></table></main>`;
const pageOf = (records: number) => ({
  tables: tablesOn(html(records)),
  texts: [shownText(/<p data[^>]*>(.*?)<\/p>/s.exec(html(records))?.[1] ?? "")],
});
const words = { typeface: "思源宋体", missing: String };

describe("papers and their pages", () => {
  it("agree where nothing differs, thousands and entities apart", async () => {
    const docx = docxOf(await gongwenDocx(paper(1452)));
    expect(compareReport("报告", pageOf(1452), docx)).toEqual({ figures: 3, differing: [] });
    const pdf = readPdf(await gongwenPdf(paper(1452), { at: null, words }));
    expect(
      comparePdf(
        "报告",
        docx,
        pdf.pages.map(({ lines }) => lines),
      ).differing,
    ).toEqual([]);
  });

  it("differ in the cell and in the sentence of a planted number, and in the PDF", async () => {
    const docx = docxOf(await gongwenDocx(paper(1452)));
    const { differing } = compareReport("报告", pageOf(1453), docx);
    expect(differing).toEqual([
      expect.stringMatching(/table 1, row 1, 1: page “1453”, file “1452”/),
      expect.stringMatching(/报告 lacks “共形成观察记录1453条【表1】。”/),
    ]);
    const pdf = readPdf(await gongwenPdf(paper(1453), { at: null, words }));
    expect(
      comparePdf(
        "报告",
        docx,
        pdf.pages.map(({ lines }) => lines),
      ).differing,
    ).toHaveLength(2);
  });

  it("differ where a list has another reason, or one more", () => {
    const page = [
      ["姓名", "依据"],
      ["张三 副局长", "3种方法、2名记录人"],
    ];
    const sheet = (reason: string) => [
      ["姓名", "入列依据"],
      ["张三", reason],
    ];
    expect(compareList("名单", page, sheet("3种方法、2名记录人"))).toEqual({ figures: 2, differing: [] });
    expect(compareList("名单", page, sheet("4种方法、2名记录人")).differing).toHaveLength(1);
    expect(
      compareList("名单", page, [...sheet("3种方法、2名记录人"), ["李四", "3种方法"]]).differing,
    ).toHaveLength(2);
  });

  it("differ where a cell of a comparison does, by the name of its row", () => {
    const page = [
      ["项目", "张三甲局科长", "李四甲局副科长"],
      ["主战场近24个月有差异", "379天", "没有"],
    ];
    const file = (days: string) => [
      ["项目", "张三", "李四"],
      ["现任职务", "甲局科长", "甲局副科长"],
      ["主战场", days, "没有"],
    ];
    expect(compareComparison("比选", page, file("379天"))).toEqual({ figures: 1, differing: [] });
    expect(compareComparison("比选", page, file("380天")).differing).toHaveLength(1);
  });
});
