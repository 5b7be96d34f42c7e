/** A sheet as rows of people: the heading found, merged cells filled, a row with only a unit heading those below. */
import { guessMapping, headingRow, normalHeading } from "../heading/rules";
import { findUnit, type UnitIndex } from "../names/rules";
import { type Field, isField, LIMITS, type Values } from "../schema";

type Merge = { top: number; left: number; bottom: number; right: number };
type RawSheet = {
  name: string;
  isHidden: boolean;
  rows: readonly (readonly string[])[];
  merges: readonly Merge[];
};

export type RawRow = { rowNo: number; cells: string[] };
export type Table = { header: string[]; rows: RawRow[] };
export type ReadTable =
  | Table
  | { refused: "noHeading" | "noRows" | "tooManyRows" | "tooManyColumns"; rows?: number };

/** Heading of the column that keeps the unit of a group, so that the error file still knows it. */
export const GROUP_HEADING = "单位（分组）";

type Remembered = ReadonlyMap<string, Field | "">;
type Guess = (header: readonly string[]) => readonly string[];

/** The first visible sheet that has a heading; what is hidden was not meant to be sent. */
export const readTable = (sheets: readonly RawSheet[], units: UnitIndex, remembered: Remembered): ReadTable =>
  readTableBy(sheets, units, (header) => guessMapping(header, remembered));

/** The same for a table of other columns; `guess` says which of them is which. */
export function readTableBy(sheets: readonly RawSheet[], units: UnitIndex, guess: Guess): ReadTable {
  for (const sheet of sheets.filter(({ isHidden }) => !isHidden)) {
    const rows = filled(sheet);
    const at = headingRow(rows, guess);
    if (at >= 0) return tableOf(rows, at, units, guess);
  }
  return { refused: "noHeading" };
}

/** Each cell of a merged field says what the field says; a title across the whole sheet does no harm. */
function filled({ rows, merges }: RawSheet): string[][] {
  const whole = rows.map((row) => [...row]);
  for (const { top, left, bottom, right } of merges) {
    const text = whole[top]?.[left] ?? "";
    for (let row = top; row <= Math.min(bottom, whole.length - 1); row++)
      for (let column = left; column <= Math.min(right, LIMITS.columns - 1); column++) {
        const cells = whole[row];
        if (cells && (cells[column] ?? "") === "") cells[column] = text;
      }
  }
  return whole;
}

function tableOf(rows: readonly string[][], at: number, units: UnitIndex, guess: Guess): ReadTable {
  const header = trimmed(rows[at] ?? []);
  if (header.length > LIMITS.columns) return { refused: "tooManyColumns" };
  const nameAt = guess(header).indexOf("name");
  const body: RawRow[] = [];
  let group = "";
  let isGrouped = false;
  for (const [below, row] of rows.slice(at + 1).entries()) {
    const cells = header.map((_, column) => (row[column] ?? "").trim());
    const said = [...new Set(cells.filter(Boolean))];
    const [only] = said;
    if (only === undefined || isHeadingAgain(cells, header)) continue;
    if (said.length === 1) {
      const heads = groupOf(only, cells[nameAt] ?? "", units, cells.filter(Boolean).length > 1);
      if (heads !== null) {
        group = heads || group;
        isGrouped ||= heads !== "";
        continue;
      }
    }
    body.push({ rowNo: at + below + 2, cells: [...cells, group] });
  }
  if (body.length === 0) return { refused: "noRows" };
  if (body.length > LIMITS.rows) return { refused: "tooManyRows", rows: body.length };
  return isGrouped
    ? { header: [...header, GROUP_HEADING], rows: body }
    : { header, rows: body.map(({ rowNo, cells }) => ({ rowNo, cells: cells.slice(0, header.length) })) };
}

function trimmed(cells: readonly string[]): string[] {
  let end = cells.length;
  while (end > 0 && (cells[end - 1] ?? "").trim() === "") end--;
  return cells.slice(0, end).map((cell) => cell.replace(/\s+/g, " ").trim());
}

/** Printed lists repeat the heading on each page. */
const isHeadingAgain = (cells: readonly string[], header: readonly string[]): boolean =>
  cells.every((cell, at) => normalHeading(cell) === normalHeading(header[at] ?? ""));

const ASIDE = /^(合计|小计|总计|填表|制表|审核|注[:：]|说明|备注|共\s*\d+)/;

/**
 * A row that says one thing only. A unit heads the rows below; what stands in the column of names is a person without
 * anything else; a total or a footnote is neither ("").
 */
function groupOf(text: string, name: string, units: UnitIndex, isMerged: boolean): string | null {
  const plain = text
    .replace(
      /^[一二三四五六七八九十百]+[、.．]\s*|^[（(][一二三四五六七八九十\d]+[)）]\s*|^\d+[、.．]\s*/,
      "",
    )
    .replace(/\s*[（(]?\s*共?\s*\d+\s*[人名]\s*[)）]?$/, "")
    .trim();
  if (findUnit(units, plain).kind === "found") return plain;
  if (ASIDE.test(text)) return "";
  if (name === text && !isMerged) return null;
  // a numbering alone is a line that nobody filled in
  return /^\d+$/.test(text) ? "" : plain;
}

/** Text by field; the group's unit where the row itself names none. */
export const valuesOf = (
  cells: readonly string[],
  header: readonly string[],
  mapping: readonly string[],
): Values => valuesBy(cells, header, mapping, isField);

export function valuesBy<F extends string>(
  cells: readonly string[],
  header: readonly string[],
  mapping: readonly string[],
  isField: (text: string) => text is F,
): Partial<Record<F | "unit", string>> {
  const values: Partial<Record<string, string>> = {};
  mapping.forEach((field, at) => {
    const text = cells[at] ?? "";
    if (isField(field) && text !== "") values[field] ??= text;
  });
  const group = cells[header.indexOf(GROUP_HEADING)] ?? "";
  if (group !== "") values.unit ??= group;
  return values as Partial<Record<F | "unit", string>>;
}
