/** A table that somebody sends, as xlsx or csv: told apart by what it is, measured before it is read. */
import { decodeText, parseCsv } from "./csv";
import { type SheetMerge, workbookShape } from "./sheet-shape";
import { readWorkbook, type SheetRow } from "./workbook";

export type TableSheet = { name: string; isHidden: boolean; rows: SheetRow[]; merges: SheetMerge[] };
export type TableFile =
  | { kind: "XLSX" | "CSV"; sheets: TableSheet[] }
  | { refused: "tooLarge" | "tooManyRows" | "oldWorkbook" | "notATable"; rows?: number };
export type TableLimits = { fileBytes: number; rows: number };

/** Headings, titles and empty lines are rows too. */
const ROOM = 3;

export async function readTableFile(
  bytes: Uint8Array<ArrayBuffer>,
  { fileBytes, rows: most }: TableLimits,
): Promise<TableFile> {
  if (bytes.length > fileBytes) return { refused: "tooLarge" };
  if (startsWith(bytes, [0x50, 0x4b])) return readSheets(bytes, fileBytes, most);
  // xls of before 2007, and a workbook under a password
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { refused: "oldWorkbook" };
  const text = decodeText(bytes);
  if (text === null || /^\s*<(\?xml|!doctype|html)/i.test(text)) return { refused: "notATable" };
  const rows = parseCsv(text, most * ROOM);
  if (!rows) return { refused: "tooManyRows" };
  return { kind: "CSV", sheets: [{ name: "", isHidden: false, rows, merges: [] }] };
}

async function readSheets(
  bytes: Uint8Array<ArrayBuffer>,
  fileBytes: number,
  most: number,
): Promise<TableFile> {
  const shapes = workbookShape(bytes);
  if (shapes === "tooLarge") return { refused: "tooManyRows" };
  if (!shapes) return { refused: "notATable" };
  const longest = Math.max(...shapes.filter(({ isHidden }) => !isHidden).map(({ rows }) => rows), 0);
  if (longest > most * ROOM) return { refused: "tooManyRows", rows: longest };
  const sheets = await readWorkbook(bytes, fileBytes);
  if (!sheets) return { refused: "notATable" };
  return {
    kind: "XLSX",
    sheets: sheets.map(({ name, rows }) => {
      const shape = shapes.find((one) => one.name === name);
      return { name, rows, isHidden: shape?.isHidden ?? false, merges: shape?.merges ?? [] };
    }),
  };
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);
