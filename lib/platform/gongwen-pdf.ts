/**
 * 公文 as PDF: the same description as the docx, set by GB/T 9704 in a free typeface (docs/adr/0039), which the last lines
 * say. Heads of tables stand again on each page, a heading stays with what follows it. The same description and the same
 * moment give the same bytes.
 */
import { type Block, type Gongwen, POINTS, type Run, titleLines } from "./gongwen";
import { pdfBytes } from "./pdf/file";
import { type Line, linesOf, type Stretch } from "./pdf/lines";
import { HEIGHT, type Look, plain, Sheets, SIZE, WIDTH } from "./pdf/sheets";
import { type Element, type Tag, within } from "./pdf/structure";
import { facesOf, type Weight } from "./pdf/typeface";

export type PdfWords = {
  /** which typeface stands in for those of the standard */
  typeface: string;
  /** characters that it does not have, as U+4DAE */
  missing: (codes: string[]) => string;
};

const LOOK = {
  title: { weight: "bold", size: POINTS.title },
  heading: { weight: "bold", size: POINTS.text },
  text: { weight: "regular", size: POINTS.text },
  note: { weight: "regular", size: POINTS.table },
  head: { weight: "bold", size: POINTS.table },
  cell: { weight: "regular", size: POINTS.table },
} as const satisfies Record<string, Look>;
const LINE = 28;
const TITLE_LINE = 36;
const CELL_LINE = 17;
const CELL = { across: 4, down: 3 } as const;
const INDENT = 2 * POINTS.text;
const AFTER_TABLE = 8;

// what no file may hold is dropped, as the docx does
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\ufeff\ufffe\uffff]|\p{Surrogate}/gu;
const clean = (text: string): string => text.replaceAll(CONTROL, "");
const stretchesOf = (runs: readonly Run[]): Stretch[] =>
  runs.map((run) =>
    typeof run === "string" ? { text: clean(run) } : { text: clean(run.text), href: run.href },
  );

type Table = Extract<Block, { kind: "table" }>;

/** Every character in the weight it is set in. */
function wantedBy(texts: Iterable<{ text: string; weight: Weight }>): Record<Weight, Set<number>> {
  const wanted: Record<Weight, Set<number>> = { regular: new Set(), bold: new Set() };
  for (const { text, weight } of texts)
    for (const char of text) {
      const code = char.codePointAt(0) ?? 0;
      if (code >= 32) wanted[weight].add(code);
    }
  return wanted;
}

function* textsOf(paper: Gongwen): Generator<{ text: string; weight: Weight }> {
  yield { text: clean(paper.title), weight: "bold" };
  yield { text: `${clean(paper.footer)}${clean(paper.watermark ?? "")}— 0123456789`, weight: "regular" };
  for (const block of paper.blocks) {
    if (block.kind === "heading") yield { text: clean(block.text), weight: "bold" };
    else if (block.kind === "note") yield { text: clean(block.text), weight: "regular" };
    else if (block.kind === "text")
      for (const { text } of stretchesOf(block.runs)) yield { text, weight: "regular" };
    else {
      for (const text of block.head) yield { text: clean(text), weight: "bold" };
      for (const { text } of block.rows.flat().flatMap(stretchesOf)) yield { text, weight: "regular" };
    }
  }
}

const unicode = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

/** `at`: when the content was fixed; where nothing says it, the file does not either */
export async function gongwenPdf(
  paper: Gongwen,
  { at, words }: { at: Date | null; words: PdfWords },
): Promise<Uint8Array<ArrayBuffer>> {
  const wanted = wantedBy(textsOf(paper));
  const first = await facesOf(wanted);
  const missing = [...new Set([...first.regular.missing, ...first.bold.missing])].sort((a, b) => a - b);
  const notes = [words.typeface, ...(missing.length > 0 ? [words.missing(missing.map(unicode))] : [])];
  for (const note of notes) for (const char of note) wanted.regular.add(char.codePointAt(0) ?? 0);
  const faces = await facesOf(wanted);
  const sheets = new Sheets(faces, {
    footer: clean(paper.footer),
    watermark: clean(paper.watermark ?? ""),
  });
  const title = setLines(sheets, plain(titleLines(clean(paper.title)).join("\n")), LOOK.title, 0);
  const head = within(sheets.structure, "H1");
  for (const line of title) place(sheets, line, LOOK.title, TITLE_LINE, head, { align: "centre" });
  sheets.down(LINE);
  const blocks: Block[] = [...paper.blocks, ...notes.map((text): Block => ({ kind: "note", text }))];
  const set = blocks.map((block) => setOf(sheets, block));
  set.forEach((one, index) => {
    if (!sheets.isAtTop && sheets.room < least(set, index)) sheets.turn();
    if (one.kind === "table") drawTable(sheets, one.block);
    else {
      const element = within(sheets.structure, tagOf(one.block));
      for (const [number, line] of one.lines.entries())
        place(sheets, line, one.look, LINE, element, { align: "fill", indent: number === 0 ? INDENT : 0 });
    }
  });
  return pdfBytes({
    title: paper.title,
    creator: "一线观察员",
    language: paper.language ?? "zh-CN",
    at,
    size: SIZE,
    pages: sheets.pages,
    structure: sheets.structure,
    glyphs: { regular: faces.regular.glyphs, bold: faces.bold.glyphs },
  });
}

/** The title is the first heading; those of the text stand below it. */
const tagOf = (block: Block): Tag => {
  if (block.kind !== "heading") return "P";
  return block.level === 1 ? "H2" : "H3";
};

type SetBlock =
  | { kind: "lines"; lines: Line[]; look: Look; leads: boolean; block: Block }
  | { kind: "table"; block: Table };

const setLines = (sheets: Sheets, stretches: Stretch[], look: Look, indent: number): Line[] =>
  linesOf(stretches, { width: WIDTH, indent, widthOf: sheets.widthOf(look) });

function setOf(sheets: Sheets, block: Block): SetBlock {
  if (block.kind === "table") return { kind: "table", block };
  const look = LOOK[block.kind];
  const stretches = block.kind === "text" ? stretchesOf(block.runs) : plain(clean(block.text));
  return {
    kind: "lines",
    lines: setLines(sheets, stretches, look, INDENT),
    look,
    // a heading, and the words above a table, do not stay behind alone
    leads: block.kind === "heading" || block.kind === "note",
    block,
  };
}

/** How much of it, and of what must stay with it, has to find room on one page. */
function least(set: readonly SetBlock[], index: number): number {
  const one = set[index];
  if (!one) return 0;
  if (one.kind === "table") return 4 * CELL_LINE;
  const next = set[index + 1];
  const follows = one.block.kind === "heading" || (one.leads && next?.kind === "table");
  const whole = one.leads ? one.lines.length : 1;
  return Math.min(HEIGHT, whole * LINE + (follows ? least(set, index + 1) : 0));
}

function place(
  sheets: Sheets,
  line: Line,
  look: Look,
  height: number,
  element: Element,
  { align, indent = 0 }: { align: "fill" | "centre"; indent?: number },
): void {
  if (sheets.room < height) sheets.turn();
  sheets.line(line, look, element, { height, left: indent, width: WIDTH - indent, align });
  sheets.down(height);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Widths by their shares, but none so narrow that a month or a number would be cut: the wider ones give it room. */
function columnsOf(shares: readonly number[], needs: readonly number[]): number[] {
  const all = sum(shares);
  const widths = shares.map((share) => (share / all) * WIDTH);
  const lacks = sum(widths.map((width, at) => Math.max(0, (needs[at] ?? 0) - width)));
  const spares = sum(widths.map((width, at) => Math.max(0, width - (needs[at] ?? 0))));
  if (lacks === 0 || lacks > spares) return widths;
  return widths.map((width, at) => {
    const need = needs[at] ?? 0;
    return width < need ? need : width - ((width - need) * lacks) / spares;
  });
}
/** with the bracket or stop that follows it */
const UNCUT = /[A-Za-z0-9._-]+[】）〕”。，]*/g;

function drawTable(sheets: Sheets, { widths, head, rows }: Table): void {
  const needOf = (text: string, look: Look): number => {
    const widthOf = sheets.widthOf(look);
    return Math.max(0, ...(text.match(UNCUT) ?? []).map((word) => sum([...word].map(widthOf))));
  };
  const textOf = (runs: readonly Run[] = []): string =>
    runs.map((run) => (typeof run === "string" ? run : run.text)).join("");
  const needs = head.map(
    (text, at) =>
      2 * CELL.across +
      0.1 +
      Math.max(needOf(text, LOOK.head), ...rows.map((row) => needOf(textOf(row[at]), LOOK.cell))),
  );
  const columns = columnsOf(
    head.map((_, at) => widths[at] ?? 0),
    needs,
  );
  const cellLines = (stretches: Stretch[], at: number, look: Look): Line[] =>
    linesOf(stretches, {
      width: (columns[at] ?? 0) - 2 * CELL.across,
      widthOf: sheets.widthOf(look),
    });
  const heads = head.map((text, at) => cellLines(plain(clean(text)), at, LOOK.head));
  const heightOf = (cells: readonly Line[][]): number =>
    Math.max(1, ...cells.map(({ length }) => length)) * CELL_LINE + 2 * CELL.down;
  /** `parts`: what of the table each cell is; none where it has been read out before */
  const drawRow = (
    cells: readonly Line[][],
    look: Look,
    align: "centre" | "left",
    parts: readonly Element[] | null,
  ): void => {
    const height = heightOf(cells);
    sheets.boxes(columns, height);
    let left = 0;
    columns.forEach((width, at) => {
      cells[at]?.forEach((line, row) => {
        sheets.line(line, look, parts?.[at] ?? null, {
          height: CELL_LINE,
          left: left + CELL.across,
          below: CELL.down + row * CELL_LINE,
          width: width - 2 * CELL.across,
          align,
        });
      });
      left += width;
    });
    sheets.down(height);
  };
  const table = within(sheets.structure, "Table");
  const partsOf = (tag: Tag): Element[] => {
    const row = within(table, "TR");
    return columns.map(() => within(row, tag));
  };
  const turn = () => {
    sheets.turn();
    drawRow(heads, LOOK.head, "centre", null);
  };
  drawRow(heads, LOOK.head, "centre", partsOf("TH"));
  for (const row of rows) {
    const parts = partsOf("TD");
    let rest = row.map((runs, at) => cellLines(stretchesOf(runs), at, LOOK.cell));
    if (heightOf(rest) > sheets.room && heightOf(rest) + heightOf(heads) <= HEIGHT) turn();
    // a row that no page can hold goes on over the next one
    while (heightOf(rest) > sheets.room) {
      const fits = Math.floor((sheets.room - 2 * CELL.down) / CELL_LINE);
      if (fits > 0) {
        drawRow(
          rest.map((lines) => lines.slice(0, fits)),
          LOOK.cell,
          "left",
          parts,
        );
        rest = rest.map((lines) => lines.slice(fits));
      }
      turn();
    }
    drawRow(rest, LOOK.cell, "left", parts);
  }
  sheets.down(AFTER_TABLE);
}
