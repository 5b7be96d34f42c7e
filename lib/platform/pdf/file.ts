/**
 * A PDF from drawn pages: fonts with what their glyphs mean, so that text can be searched and copied, and addresses that
 * can be clicked. Nothing in it comes from a clock or from chance: the same pages are the same bytes.
 */
import { zlibSync } from "fflate";
import { sha256Hex } from "../digest";
import { ASCENT, BOX, DESCENT, EM, type Glyph, trueTypeFile } from "./truetype";
import type { Weight } from "./typeface";

export type Link = { href: string; left: number; bottom: number; right: number; top: number };
/** `content`: drawing operators; fonts are /regular and /bold */
export type Page = { content: string; links: Link[] };
export type PdfFile = {
  title: string;
  creator: string;
  /** when its content was fixed; never when it was written */
  at: Date | null;
  size: { width: number; height: number };
  pages: readonly Page[];
  glyphs: Record<Weight, ReadonlyMap<number, Glyph>>;
};

/** Numbers of glyphs in the embedded font: nought is for none, the others follow their order. */
export const glyphNumbers = (glyphs: ReadonlyMap<number, Glyph>): Map<number, number> =>
  new Map([...glyphs.keys()].map((code, at) => [code, at + 1]));

const latin = new TextEncoder();
const hex4 = (value: number): string => value.toString(16).padStart(4, "0");
const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => hex4(text.charCodeAt(at))).join("");
const words = (text: string): string => `<feff${utf16(text)}>`;
export const number = (value: number): string => String(Math.round(value * 1000) / 1000);

const pdfMoment = (at: Date): string =>
  `(D:${at
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[^0-9]/g, "")}Z)`;

const PS_NAME: Record<Weight, string> = {
  regular: "SourceHanSerifCN-Regular",
  bold: "SourceHanSerifCN-Bold",
};

/** Objects in their order; each is known by its number. */
class Objects {
  private readonly bodies: (Uint8Array | null)[] = [];
  reserve(): number {
    return this.bodies.push(null);
  }
  set(id: number, body: string | Uint8Array): number {
    this.bodies[id - 1] = typeof body === "string" ? latin.encode(body) : body;
    return id;
  }
  add(body: string | Uint8Array): number {
    return this.set(this.reserve(), body);
  }
  stream(bytes: Uint8Array, entries = ""): number {
    const packed = zlibSync(bytes, { level: 6 });
    const head = latin.encode(`<< /Length ${packed.length} /Filter /FlateDecode ${entries}>>\nstream\n`);
    return this.add(concat([head, packed, latin.encode("\nendstream")]));
  }
  file(root: number, info: number): Uint8Array<ArrayBuffer> {
    // four bytes above 127 say that the file is no text
    const parts = [Uint8Array.from([...latin.encode("%PDF-1.7\n%"), 0xe4, 0xb8, 0x80, 0xe7, 10])];
    let length = parts[0]?.length ?? 0;
    const offsets: number[] = [];
    this.bodies.forEach((body, at) => {
      const whole = concat([
        latin.encode(`${at + 1} 0 obj\n`),
        body ?? new Uint8Array(),
        latin.encode("\nendobj\n"),
      ]);
      offsets.push(length);
      length += whole.length;
      parts.push(whole);
    });
    const id = sha256Hex(Buffer.from(concat(parts)).toString("base64")).slice(0, 32);
    const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
    parts.push(
      latin.encode(
        `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${offsets.length + 1} /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] >>\nstartxref\n${length}\n%%EOF\n`,
      ),
    );
    return concat(parts);
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function addFont(objects: Objects, weight: Weight, glyphs: ReadonlyMap<number, Glyph>): number {
  const codes = [...glyphs.keys()];
  const all = [{ advance: EM, data: new Uint8Array(), points: 0, contours: 0 }, ...glyphs.values()];
  const tag = [...sha256Hex(codes.join(","))]
    .slice(0, 6)
    .map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 16)))
    .join("");
  const name = `/${tag}+${PS_NAME[weight]}`;
  const file = trueTypeFile(all);
  const fontFile = objects.stream(file, `/Length1 ${file.length} `);
  const descriptor = objects.add(
    `<< /Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [${BOX.join(" ")}] /ItalicAngle 0 /Ascent ${ASCENT} /Descent ${DESCENT} /CapHeight 733 /StemV ${weight === "bold" ? 140 : 80} /FontFile2 ${fontFile} 0 R >>`,
  );
  const widths = all.flatMap(({ advance }, at) => (advance === EM ? [] : [`${at} [${advance}]`])).join(" ");
  const descendant = objects.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /DW ${EM} /W [${widths}] /CIDToGIDMap /Identity >>`,
  );
  const meanings = objects.stream(latin.encode(meaningsOf(codes)));
  return objects.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${meanings} 0 R >>`,
  );
}

const AT_ONCE = 100;
/** ToUnicode: which character each glyph is. */
function meaningsOf(codes: readonly number[]): string {
  const lines = codes.map((code, at) => `<${hex4(at + 1)}> <${utf16(String.fromCodePoint(code))}>`);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const some = lines.slice(at, at + AT_ONCE);
    blocks.push(`${some.length} beginbfchar\n${some.join("\n")}\nendbfchar\n`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("")}endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

const escaped = (text: string): string => text.replaceAll(/[\\()]/g, "\\$&");

export function pdfBytes({ title, creator, at, size, pages, glyphs }: PdfFile): Uint8Array<ArrayBuffer> {
  const objects = new Objects();
  const tree = objects.reserve();
  const regular = addFont(objects, "regular", glyphs.regular);
  const bold = addFont(objects, "bold", glyphs.bold);
  const resources = objects.add(`<< /Font << /regular ${regular} 0 R /bold ${bold} 0 R >> >>`);
  const kids = pages.map(({ content, links }) => {
    const stream = objects.stream(latin.encode(content));
    const annotations = links.map(({ href, left, bottom, right, top }) =>
      objects.add(
        `<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [${[left, bottom, right, top].map(number).join(" ")}] /A << /S /URI /URI (${escaped(encodeURI(href))}) >> >>`,
      ),
    );
    return objects.add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${number(size.width)} ${number(size.height)}] /Resources ${resources} 0 R /Contents ${stream} 0 R${annotations.length > 0 ? ` /Annots [${annotations.map((id) => `${id} 0 R`).join(" ")}]` : ""} >>`,
    );
  });
  objects.set(
    tree,
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((id) => `${id} 0 R`).join(" ")}] >>`,
  );
  const root = objects.add(
    `<< /Type /Catalog /Pages ${tree} 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  const info = objects.add(
    `<< /Title ${words(title)} /Creator ${words(creator)}${at ? ` /CreationDate ${pdfMoment(at)}` : ""} >>`,
  );
  return objects.file(root, info);
}
