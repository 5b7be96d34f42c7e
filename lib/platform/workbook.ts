/**
 * xlsx in and out. What comes in is measured before a library sees it: entries, what the directory says, and what really
 * comes out when each entry is inflated (security.md 21). What goes out is text in every cell, and no text is a formula.
 */
import readExcelFile from "read-excel-file/universal";
import writeExcelFile from "write-excel-file/node";
import { inflated } from "./unzip";
import { areApart, packedBytes, type ZipEntry, zipEntries } from "./zip";

export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const LIMITS = { entries: 200, unpackedBytes: 24 * 1024 * 1024 } as const;

/** A cell as typed; a day or moment of a date cell reads as the wall clock showed it. */
export type SheetRow = string[];
export type Sheet = { name: string; rows: SheetRow[] };

/** Null where it is no workbook, or one that swells beyond measure. */
export async function readWorkbook(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Sheet[] | null> {
  if (bytes.length > most) return null;
  const entries = zipEntries(bytes, LIMITS.entries);
  if (!entries?.some(({ name }) => name === "xl/workbook.xml") || !areApart(bytes, entries)) return null;
  if (!isWithinLimits(bytes, entries)) return null;
  try {
    const sheets = await readExcelFile(new Blob([bytes]));
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: data.map((row) => row.map((cell) => textOf(cell))),
    }));
  } catch {
    // a damaged sheet and one that the library does not know are the same to whoever sent it
    return null;
  }
}

function isWithinLimits(bytes: Uint8Array, entries: ZipEntry[]): boolean {
  let left: number = LIMITS.unpackedBytes;
  for (const entry of entries) {
    // a document type in a sheet's XML has no place: entities multiply there
    const content = inflated(packedBytes(bytes, entry), entry, left);
    if (content === null || content.includes("<!DOCTYPE")) return false;
    left -= content.length;
  }
  return true;
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (!(cell instanceof Date)) return String(cell).trim();
  const [day = "", time = ""] = cell.toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day} ${time.slice(0, 5)}`;
}

/** A cell that begins like a formula is shown as the text that it is, by every program. */
export const plainText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The first row of each sheet is its heading. */
export async function writeWorkbook(
  sheets: (Sheet & { widths: number[] })[],
): Promise<Buffer<ArrayBufferLike>> {
  return writeExcelFile(
    sheets.map(({ name, rows, widths }) => ({
      sheet: name,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
      data: rows.map((row, at) =>
        row.map((cell) => ({
          value: plainText(cell),
          type: String,
          // text: a number or a day stays as it was typed
          format: "@",
          ...(at === 0 ? { fontWeight: "bold" as const } : {}),
        })),
      ),
    })),
  ).toBuffer();
}
