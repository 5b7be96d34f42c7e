/**
 * The typeface of our PDFs: 思源宋体 (Source Han Serif CN, SIL Open Font Licence 1.1, docs/adr/0039), 30,898 characters in
 * 383 small files, of which a document opens those that it needs. It stands in for 方正小标宋, 仿宋, 黑体 and 楷体, none of
 * which may be shipped.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import decompress from "wawoff2/decompress.js";
import { type Glyph, glyphOf } from "./truetype";

export type Weight = "regular" | "bold";
/** What of the variable font each weight is. */
const AXIS: Record<Weight, number> = { regular: 400, bold: 700 };

/** Printed for a character that the typeface does not have, as type has it; copied, it is the character itself. */
const IN_PLACE = 0x3013; // 〓

const folder = (): string => join(process.cwd(), "node_modules/@chinese-fonts/syst/dist/SourceHanSerifCN");

type Places = ReadonlyMap<number, string>;
let places: Promise<Places> | undefined;
/** Which file draws a character, as the package's own style sheet says it. */
function placesOf(): Promise<Places> {
  places ??= readFile(join(folder(), "result.css"), "utf8").then((css) => {
    const found = new Map<number, string>();
    for (const [, file = "", ranges = ""] of css.matchAll(
      /url\("\.\/([0-9a-f]+\.woff2)"\)[^}]*?unicode-range:([^;}]+)/g,
    ))
      for (const range of ranges.split(",")) {
        const [from = "", to = from] = range.trim().replace("U+", "").split("-");
        for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code++)
          if (!found.has(code)) found.set(code, file);
      }
    return found;
  });
  return places;
}

/** Drawn once in a process: outlines of a typeface that does not change. */
const drawn: Record<Weight, Map<number, Glyph>> = { regular: new Map(), bold: new Map() };

async function draw(file: string, wanted: Record<Weight, number[]>): Promise<void> {
  const opened = create(Buffer.from(await decompress(await readFile(join(folder(), file)))));
  if (!("getVariation" in opened)) throw new Error(`${file} is a collection`);
  for (const weight of ["regular", "bold"] as const) {
    if (wanted[weight].length === 0) continue;
    const font: Font = opened.getVariation({ wght: AXIS[weight] });
    for (const code of wanted[weight]) {
      const glyph = font.glyphForCodePoint(code);
      drawn[weight].set(code, glyphOf(glyph.path.commands, glyph.advanceWidth));
    }
  }
}

/** Glyphs by character; `missing` are those that the typeface does not have, and that stand as 〓. */
export type Face = { glyphs: ReadonlyMap<number, Glyph>; missing: number[] };

export async function facesOf(wanted: Record<Weight, ReadonlySet<number>>): Promise<Record<Weight, Face>> {
  const files = await placesOf();
  const byFile = new Map<string, Record<Weight, number[]>>();
  for (const weight of ["regular", "bold"] as const)
    for (const code of [IN_PLACE, ...wanted[weight]]) {
      const file = files.get(code);
      if (file === undefined || drawn[weight].has(code)) continue;
      const of = byFile.get(file) ?? { regular: [], bold: [] };
      of[weight].push(code);
      byFile.set(file, of);
    }
  // one after another: other requests are answered between two files
  for (const [file, codes] of byFile) await draw(file, codes);
  const face = (weight: Weight): Face => {
    const codes = [...wanted[weight]].sort((a, b) => a - b);
    const inPlace = drawn[weight].get(IN_PLACE);
    if (!inPlace) throw new Error("the typeface has no 〓");
    return {
      glyphs: new Map(codes.map((code) => [code, drawn[weight].get(code) ?? inPlace])),
      missing: codes.filter((code) => !drawn[weight].has(code)),
    };
  };
  return { regular: face("regular"), bold: face("bold") };
}
