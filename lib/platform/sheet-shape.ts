/**
 * What the reader of workbooks does not tell: which sheets are hidden, which cells are merged, and how many rows there are,
 * before anything is built from them. Of a package that swells beyond measure nothing is read.
 */
import { inflateRawSync } from "node:zlib";
import { areApart, DEFLATED, packedBytes, type ZipEntry, zipEntries } from "./zip";

const LIMITS = { entries: 200, unpackedBytes: 24 * 1024 * 1024 } as const;

export type SheetMerge = { top: number; left: number; bottom: number; right: number };
export type SheetShape = { name: string; isHidden: boolean; rows: number; merges: SheetMerge[] };

/** Null where it is no workbook; `tooLarge` where it says of itself that it is more than may be read. */
export function workbookShape(bytes: Uint8Array<ArrayBuffer>): SheetShape[] | "tooLarge" | null {
  const entries = zipEntries(bytes, LIMITS.entries);
  if (!entries?.some(({ name }) => name === "xl/workbook.xml") || !areApart(bytes, entries)) return null;
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > LIMITS.unpackedBytes) return "tooLarge";
  const text = (path: string): string | null => {
    const entry = entries.find(({ name }) => name === path);
    return entry ? textOf(bytes, entry) : null;
  };
  const book = text("xl/workbook.xml");
  const links = text("xl/_rels/workbook.xml.rels");
  if (book === null || links === null) return null;
  const targets = new Map(
    [...links.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, "Id"),
      attribute(tag, "Target"),
    ]),
  );
  const shapes: SheetShape[] = [];
  for (const [tag] of book.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)) {
    const target = targets.get(attribute(tag, "r:id"))?.replace(/^\/?(xl\/)?/, "");
    const sheet = target ? text(`xl/${target}`) : null;
    if (sheet === null) return null;
    shapes.push({
      name: unescaped(attribute(tag, "name")),
      isHidden: /hidden/i.test(attribute(tag, "state")),
      rows: sheet.match(/<(?:\w+:)?row\b/g)?.length ?? 0,
      merges: [...sheet.matchAll(/<(?:\w+:)?mergeCell\b[^>]*>/g)].flatMap(([merge]) =>
        mergeOf(attribute(merge, "ref")),
      ),
    });
  }
  return shapes;
}

function textOf(bytes: Uint8Array, entry: ZipEntry): string | null {
  const packed = packedBytes(bytes, entry);
  try {
    const content =
      entry.method === DEFLATED
        ? inflateRawSync(packed, { maxOutputLength: Math.max(1, LIMITS.unpackedBytes) })
        : Buffer.from(packed);
    return content.length === entry.unpacked ? content.toString("utf8") : null;
  } catch {
    return null;
  }
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

const SIGNS: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, sign) => SIGNS[sign] ?? "");

function mergeOf(ref: string): SheetMerge[] {
  const [, left, top, right, bottom] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref) ?? [];
  if (!left || !right) return [];
  return [{ top: Number(top) - 1, left: columnOf(left), bottom: Number(bottom) - 1, right: columnOf(right) }];
}
const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
