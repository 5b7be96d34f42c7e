/**
 * 公文 as docx, by GB/T 9704: A4, margins 37/35/28/26 mm, title 方正小标宋 22 pt, text 仿宋_GB2312 16 pt on exact lines of
 * 28 pt with two characters of indent. Fonts are named in the file, none is shipped. What a document says is a plain
 * description made by the domains' rules; the same description gives the same bytes.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { unzipSync, zipSync } from "fflate";
import type { Locale } from "./messages";

/** A stretch of text; with an address it opens what it cites. */
export type Run = string | { text: string; href: string };
export type Block =
  | { kind: "heading"; level: 1 | 2; text: string }
  | { kind: "text"; runs: Run[] }
  /** shares of the width, in hundredths */
  | { kind: "table"; widths: number[]; head: string[]; rows: Run[][][] }
  | { kind: "note"; text: string };
export type Gongwen = {
  title: string;
  blocks: Block[];
  /** below each page, beside its number: what the paper is for, and the trace number */
  footer: string;
  /** across each page of a PDF: who took it and under which number */
  watermark?: string;
  /** in which its own words are; of the office where nothing says otherwise */
  language?: Locale;
};

/** As many characters as a line of the title holds; two letters or digits take the room of one. */
const TITLE_ROOM = 20;
/** A long title goes on in a second line where its sense has a break: before what stands in brackets at its end. */
export function titleLines(title: string): string[] {
  const room = [...title].reduce((total, char) => total + (char < "\u0100" ? 0.5 : 1), 0);
  const at = title.endsWith("）") ? title.lastIndexOf("（") : -1;
  return room > TITLE_ROOM && at > 0 ? [title.slice(0, at), title.slice(at)] : [title];
}

/** A4 and its margins by GB/T 9704, in millimetres. */
export const SHEET = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 } as const;
/** of letters, in points */
export const POINTS = { title: 22, text: 16, table: 12, page: 14, footer: 9 } as const;

const MM = 56.693;
const PAGE = {
  size: { width: Math.round(SHEET.width * MM), height: Math.round(SHEET.height * MM) },
  margin: {
    top: Math.round(SHEET.top * MM),
    bottom: Math.round(SHEET.bottom * MM),
    left: Math.round(SHEET.left * MM),
    right: Math.round(SHEET.right * MM),
  },
};
/** Half points, as Word counts. */
const SIZE = {
  title: 2 * POINTS.title,
  text: 2 * POINTS.text,
  table: 2 * POINTS.table,
  page: 2 * POINTS.page,
  footer: 2 * POINTS.footer,
};
/** Two characters; readers that do not know characters take the length. */
const INDENT = { firstLineChars: 200, firstLine: 2 * 16 * 20 };
const LINE = { line: 28 * 20, lineRule: LineRuleType.EXACT };
const latin = { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman" };
const font = (name: string) => ({ ...latin, eastAsia: name });
const FONTS = {
  title: font("方正小标宋简体"),
  text: font("仿宋_GB2312"),
  heading1: font("黑体"),
  heading2: font("楷体_GB2312"),
  page: font("宋体"),
};

function runsOf(runs: readonly Run[], size: number): (TextRun | ExternalHyperlink)[] {
  const words = (text: string) => new TextRun({ text, font: FONTS.text, size });
  return runs.map((run) =>
    typeof run === "string"
      ? words(run)
      : // no field, whose letters would be those of its paragraph
        new ExternalHyperlink({ link: encodeURI(run.href), children: [words(run.text)] }),
  );
}

const TABLE_TEXT = "TableText";
const line = { style: BorderStyle.SINGLE, size: 4, color: "808080" };
const borders = { top: line, bottom: line, left: line, right: line };

function tableOf({ widths, head, rows }: Extract<Block, { kind: "table" }>): Table {
  const cell = (runs: readonly Run[], at: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 10, type: WidthType.PERCENTAGE },
      borders,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          style: TABLE_TEXT,
          alignment: isHead ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: isHead
            ? [new TextRun({ text: runs.map(String).join(""), font: FONTS.heading1, size: SIZE.table })]
            : runsOf(runs, SIZE.table),
        }),
      ],
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text, at) => cell([text], at, true)) }),
      ...rows.map(
        (row) => new TableRow({ cantSplit: true, children: row.map((runs, at) => cell(runs, at, false)) }),
      ),
    ],
  });
}

function blockOf(block: Block): Paragraph | Table {
  switch (block.kind) {
    case "heading":
      return new Paragraph({
        heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
        spacing: LINE,
        indent: INDENT,
        keepNext: true,
        children: [
          new TextRun({
            text: block.text,
            font: block.level === 1 ? FONTS.heading1 : FONTS.heading2,
            size: SIZE.text,
            color: "000000",
          }),
        ],
      });
    case "text":
      return new Paragraph({
        spacing: LINE,
        indent: INDENT,
        children: runsOf(block.runs, SIZE.text),
      });
    case "note":
      return new Paragraph({
        spacing: LINE,
        indent: INDENT,
        children: [new TextRun({ text: block.text, font: FONTS.heading2, size: SIZE.table })],
      });
    case "table":
      return tableOf(block);
  }
}

function footerOf(text: string): Footer {
  const number = (children: (string | (typeof PageNumber)["CURRENT"])[]) =>
    new TextRun({ children, font: FONTS.page, size: SIZE.page });
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [number(["— ", PageNumber.CURRENT, " —"])],
      }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ text: text, font: FONTS.page, size: SIZE.footer, color: "606060" })],
      }),
    ],
  });
}

/** Written into the file instead of the moment of writing: who made it and when stands in its own text. */
const EPOCH = new Date("2020-01-01T00:00:00Z");

export async function gongwenDocx(paper: Gongwen): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    title: paper.title,
    creator: "一线观察员",
    styles: {
      // Latin letters are English in either, all else is Chinese
      default: {
        document: {
          run: { font: FONTS.text, size: SIZE.text, language: { value: "en-US", eastAsia: "zh-CN" } },
        },
      },
      paragraphStyles: [
        { id: TABLE_TEXT, name: TABLE_TEXT, basedOn: "Normal", run: { font: FONTS.text, size: SIZE.table } },
      ],
    },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: footerOf(paper.footer) },
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            spacing: { ...LINE, line: 36 * 20, after: LINE.line },
            children: [
              ...titleLines(paper.title).map(
                (text, at) =>
                  new TextRun({ text, break: at, font: FONTS.title, size: SIZE.title, color: "000000" }),
              ),
            ],
          }),
          ...paper.blocks.map(blockOf),
        ],
      },
    ],
  });
  return withoutMoments(await Packer.toBuffer(document));
}

const RELATIONS = "word/_rels/document.xml.rels";
const DOCUMENT = "word/document.xml";
/** Addresses are numbered in their order; the library draws lots for each. */
function numberLinks(files: Record<string, Uint8Array>): void {
  const [relations, document] = [files[RELATIONS], files[DOCUMENT]];
  if (!relations || !document) return;
  const told = new TextDecoder().decode(relations);
  const ids = [...told.matchAll(/Id="([^"]+)"[^>]*TargetMode="External"/g)].map(([, id = ""]) => id);
  const numbers = new Map(ids.map((id, at) => [id, `rIdLink${at + 1}`]));
  const renamed = (text: string): string =>
    text.replaceAll(/\b((?:r:i|I)d)="([^"]+)"/g, (whole, name: string, id: string) =>
      numbers.has(id) ? `${name}="${numbers.get(id)}"` : whole,
    );
  files[RELATIONS] = new TextEncoder().encode(renamed(told));
  files[DOCUMENT] = new TextEncoder().encode(renamed(new TextDecoder().decode(document)));
}

/** Without the moments and lots of the library: the same content gives the same bytes. */
export function withoutMoments(docx: Uint8Array): Uint8Array<ArrayBuffer> {
  const files = unzipSync(docx);
  const core = files["docProps/core.xml"];
  if (core) {
    const text = new TextDecoder().decode(core);
    files["docProps/core.xml"] = new TextEncoder().encode(
      text.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${EPOCH.toISOString()}`),
    );
  }
  numberLinks(files);
  return zipSync(files, { mtime: EPOCH });
}
