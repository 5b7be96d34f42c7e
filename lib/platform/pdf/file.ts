/**
 * A PDF from drawn pages: fonts with what their glyphs mean, so that text can be searched and copied, and addresses that
 * can be clicked. Nothing in it comes from a clock or from chance: the same pages are the same bytes.
 */
import { sha256Hex } from "../digest";
import { latin, Objects } from "./objects";
import { type Area, addStructure, type Element, type Marks } from "./structure";
import { ASCENT, BOX, DESCENT, EM, type Glyph, trueTypeFile } from "./truetype";
import type { Weight } from "./typeface";

/** `element`: the Link that it is an area of */
export type Link = { element: Element; left: number; bottom: number; right: number; top: number };
/** `content`: drawing operators; fonts are /regular and /bold */
export type Page = { content: string; links: Link[]; marks: Marks };
export type PdfFile = {
  title: string;
  creator: string;
  /** of its words, for a reader that speaks them */
  language: string;
  /** when its content was fixed; never when it was written */
  at: Date | null;
  size: { width: number; height: number };
  pages: readonly Page[];
  /** what is read out, in its order */
  structure: Element;
  glyphs: Record<Weight, ReadonlyMap<number, Glyph>>;
};

/** Numbers of glyphs in the embedded font: nought is for none, the others follow their order. */
export const glyphNumbers = (glyphs: ReadonlyMap<number, Glyph>): Map<number, number> =>
  new Map([...glyphs.keys()].map((code, at) => [code, at + 1]));

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
const inXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** What a catalogue of papers reads without opening the file. */
const metadataOf = (
  title: string,
  language: string,
): string => `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${inXml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;

export function pdfBytes({
  title,
  creator,
  language,
  at,
  size,
  pages,
  structure,
  glyphs,
}: PdfFile): Uint8Array<ArrayBuffer> {
  const objects = new Objects();
  const tree = objects.reserve();
  const regular = addFont(objects, "regular", glyphs.regular);
  const bold = addFont(objects, "bold", glyphs.bold);
  const resources = objects.add(`<< /Font << /regular ${regular} 0 R /bold ${bold} 0 R >> >>`);
  const kids = pages.map(() => objects.reserve());
  const areas: Area[] = [];
  pages.forEach(({ content, links }, page) => {
    const stream = objects.stream(latin.encode(content));
    const annotations = links.map(({ element, left, bottom, right, top }) => {
      const address = escaped(encodeURI(element.href ?? ""));
      const object = objects.add(
        `<< /Type /Annot /Subtype /Link /Border [0 0 0] /StructParent ${pages.length + areas.length} /Rect [${[left, bottom, right, top].map(number).join(" ")}] /Contents (${address}) /A << /S /URI /URI (${address}) >> >>`,
      );
      areas.push({ object, page, element });
      return `${object} 0 R`;
    });
    objects.set(
      kids[page] ?? 0,
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${number(size.width)} ${number(size.height)}] /Resources ${resources} 0 R /Contents ${stream} 0 R /StructParents ${page} /Tabs /S${annotations.length > 0 ? ` /Annots [${annotations.join(" ")}]` : ""} >>`,
    );
  });
  objects.set(
    tree,
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((id) => `${id} 0 R`).join(" ")}] >>`,
  );
  const read = addStructure(objects, structure, {
    pages: kids,
    marks: pages.map(({ marks }) => marks),
    areas,
  });
  const metadata = objects.plain(latin.encode(metadataOf(title, language)), "/Type /Metadata /Subtype /XML ");
  const root = objects.add(
    `<< /Type /Catalog /Pages ${tree} 0 R /Lang (${language}) /MarkInfo << /Marked true >> /StructTreeRoot ${read} 0 R /Metadata ${metadata} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  const info = objects.add(
    `<< /Title ${words(title)} /Creator ${words(creator)}${at ? ` /CreationDate ${pdfMoment(at)}` : ""} >>`,
  );
  return objects.file(root, info);
}
