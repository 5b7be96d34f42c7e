/**
 * What stands in a docx, and what stands on a page, as text: paragraphs, and tables of cells. Told apart from the program's
 * own writing of papers on purpose: it reads what a person would find in the file.
 */
import { unzipSync } from "fflate";

export type Table = string[][];
export type Paper = { paragraphs: string[]; tables: Table[] };

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };
const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, digits?: string, name = "") =>
    hex
      ? String.fromCodePoint(Number.parseInt(hex, 16))
      : digits
        ? String.fromCodePoint(Number(digits))
        : (NAMED[name] ?? whole),
  );
/** Spaces, ways of breaking a line and commas of thousands are no part of what is said. */
export const bared = (text: string): string =>
  text.replace(/(?<=\d),(?=\d{3})/g, "").replace(/[\s；;]+/g, "");

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, inner = ""]) => inner);

const wordsOf = (xml: string): string => decoded(all(xml, /<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g).join(""));
export function docxOf(bytes: Uint8Array): Paper {
  const xml = new TextDecoder().decode(unzipSync(bytes)["word/document.xml"]);
  const tables = all(xml, /<w:tbl>(.*?)<\/w:tbl>/gs).map((table) =>
    all(table, /<w:tr(?:\s[^>]*)?>(.*?)<\/w:tr>/gs).map((row) =>
      all(row, /<w:tc>(.*?)<\/w:tc>/gs).map((cell) => bared(wordsOf(cell))),
    ),
  );
  const outside = xml.replace(/<w:tbl>.*?<\/w:tbl>/gs, "");
  const paragraphs = all(outside, /<w:p(?:\s[^>]*)?>(.*?)<\/w:p>/gs).map((one) => bared(wordsOf(one)));
  return { paragraphs: paragraphs.filter((one) => one !== ""), tables };
}

/** As it is read: what only a screen reader hears, or only a drawing says, left out. */
export const shownText = (html: string): string =>
  bared(
    decoded(
      html
        .replace(/<svg\b.*?<\/svg>/gs, "")
        .replace(/<(\w+)\b[^>]*class="[^"]*\bsr-only\b[^"]*"[^>]*>.*?<\/\1>/gs, "")
        .replace(/<[^>]+>/g, " "),
    ),
  );
export const tablesOn = (html: string): Table[] =>
  all(html, /<table\b[^>]*>(.*?)<\/table>/gs).map((table) =>
    all(table, /<tr\b[^>]*>(.*?)<\/tr>/gs).map((row) =>
      all(row, /<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs).map(shownText),
    ),
  );

export type Compared = { figures: number; differing: string[] };
const DIGIT = /\d/;

/** Cell by cell; a cell without a number is compared, and counts as no figure. */
export function compareTables(where: string, page: readonly Table[], paper: readonly Table[]): Compared {
  const differing: string[] = [];
  let figures = 0;
  if (page.length !== paper.length)
    differing.push(`${where}: ${page.length} tables on the page, ${paper.length} in the file`);
  paper.forEach((table, at) => {
    const other = page[at] ?? [];
    if (other.length !== table.length)
      differing.push(
        `${where}, table ${at + 1}: ${other.length} rows on the page, ${table.length} in the file`,
      );
    table.forEach((row, line) => {
      row.forEach((cell, column) => {
        if (DIGIT.test(cell)) figures += 1;
        const shown = other[line]?.[column] ?? "";
        if (shown !== cell)
          differing.push(
            `${where}, table ${at + 1}, row ${line}, ${column}: page “${shown}”, file “${cell}”`,
          );
      });
    });
  });
  return { figures, differing };
}

/** Each of them stands in the other as it is. */
export function compareTexts(where: string, texts: readonly string[], other: string): Compared {
  const differing = texts.filter((text) => !other.includes(text)).map((text) => `${where} lacks “${text}”`);
  return { figures: texts.flatMap((text) => text.match(/\d+/g) ?? []).length, differing };
}
