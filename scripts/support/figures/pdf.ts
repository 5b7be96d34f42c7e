/**
 * What a reader finds in a PDF of ours: its objects, the text of each page as it is copied, its addresses, its fonts, and the
 * parts that a screen reader reads out.
 */
import { unzlibSync } from "fflate";

/** A heading, a paragraph, a cell …, with what it says; `depth` 0 is the document. */
export type SpokenPart = { tag: string; depth: number; text: string };
export type ReadPdf = {
  /** all objects, unpacked */
  source: string;
  pages: { lines: string[]; links: string[] }[];
  /** in the order of the tags */
  spoken: SpokenPart[];
  /** the embedded TrueType files */
  fonts: Uint8Array[];
};

const textOf = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");
type Stored = { body: string; stream: Uint8Array | null };

/** By number; what lies packed in a stream of objects is one too. */
function objectsOf(bytes: Uint8Array): Map<string, Stored> {
  const source = Buffer.from(bytes).toString("latin1");
  const found = new Map<string, Stored>();
  for (const [, id = "", whole = ""] of source.matchAll(/(?<=\n)(\d+) 0 obj\n(.*?)\nendobj\n/gs)) {
    const begin = whole.indexOf("\nstream\n");
    if (begin < 0) {
      found.set(id, { body: whole, stream: null });
      continue;
    }
    const body = whole.slice(0, begin);
    const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
    const from = begin + "\nstream\n".length;
    const stored = Buffer.from(whole.slice(from, from + length), "latin1");
    const stream = body.includes("/FlateDecode") ? unzlibSync(stored) : stored;
    found.set(id, { body, stream });
    if (!body.includes("/Type /ObjStm")) continue;
    const text = Buffer.from(stream).toString("latin1");
    const first = Number(/\/First (\d+)/.exec(body)?.[1]);
    const index = text.slice(0, first).trim().split(/\s+/).map(Number);
    for (let at = 0; at < index.length; at += 2)
      found.set(String(index[at]), {
        body: text.slice(first + (index[at + 1] ?? 0), first + (index[at + 3] ?? text.length)).trim(),
        stream: null,
      });
  }
  return found;
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const objects = objectsOf(bytes);
  const bodyOf = (id: string | undefined): string => objects.get(id ?? "")?.body ?? "";
  const streamOf = (id: string | undefined): Uint8Array => objects.get(id ?? "")?.stream ?? new Uint8Array();
  const source = [...objects].map(([id, { body }]) => `${id} 0 obj\n${body}\nendobj\n`).join("");
  const meanings = (font: string): Map<string, string> => {
    const cmap = Buffer.from(streamOf(/ToUnicode (\d+)/.exec(bodyOf(font))?.[1])).toString("latin1");
    return new Map(
      [...cmap.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm)].map(([, glyph = "", text = ""]) => [
        glyph,
        textOf(text),
      ]),
    );
  };
  const resources = /\/Font << (.*?) >>/.exec(source)?.[1] ?? "";
  const fonts = new Map(
    [...resources.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [name, meanings(id)]),
  );
  const wordsOf = (drawn: string, font: string): string =>
    [...drawn.matchAll(/<([0-9a-f]*)>/g)]
      .flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? [])
      .map((glyph) => fonts.get(font)?.get(glyph) ?? "?")
      .join("");
  const ids = [...(/\/Kids \[(.*?)\]/.exec(source)?.[1]?.matchAll(/(\d+) 0 R/g) ?? [])].map(
    ([, id = ""]) => id,
  );
  /** by page and number: what each stretch says */
  const stretches = new Map<string, string>();
  const pages = ids.map((page) => {
    const body = bodyOf(page);
    const drawn = Buffer.from(streamOf(/\/Contents (\d+) 0 R/.exec(body)?.[1])).toString("latin1");
    const copied = drawn.replaceAll(/\/Span << \/ActualText \(\) >> BDC.*?EMC/gs, "");
    const lines = [...copied.matchAll(/BT \/(\w+) .*? ET/g)].map(([line, font = ""]) => {
      for (const [, number, inner = ""] of line.matchAll(/<<\/MCID (\d+)>> BDC (.*?) EMC/g))
        stretches.set(`${page} ${number}`, wordsOf(inner, font));
      return wordsOf(line, font);
    });
    const annotations = /\/Annots \[(.*?)\]/.exec(body)?.[1] ?? "";
    const links = [...annotations.matchAll(/(\d+) 0 R/g)].map(
      ([, id]) => /\/URI \((.*?)\) >>/.exec(bodyOf(id))?.[1]?.replaceAll("\\", "") ?? "",
    );
    return { lines, links };
  });
  const files = [...source.matchAll(/\/FontFile2 (\d+)/g)].map(([, id]) => streamOf(id));
  const root = /\/StructTreeRoot \/K \[(\d+) 0 R\]/.exec(source)?.[1];
  return { source, pages, fonts: files, spoken: root ? spokenFrom(root, bodyOf, stretches) : [] };
}

/** The tree of parts, each with the words of its own stretches and of the links in it. */
function spokenFrom(
  root: string,
  bodyOf: (id: string | undefined) => string,
  stretches: ReadonlyMap<string, string>,
): SpokenPart[] {
  const parts: SpokenPart[] = [];
  const walk = (id: string, depth: number): string => {
    const body = bodyOf(id);
    const home = /\/Pg (\d+) 0 R/.exec(body)?.[1];
    const part: SpokenPart = { tag: /\/S \/(\w+)/.exec(body)?.[1] ?? "", depth, text: "" };
    parts.push(part);
    const kids = /\/K \[(.*)\]/s.exec(body)?.[1] ?? "";
    for (const [, page, far, child, near] of kids.matchAll(
      /<< \/Type \/MCR \/Pg (\d+) 0 R \/MCID (\d+) >>|<< \/Type \/OBJR .*?>>|(\d+) 0 R|(\d+)/g,
    )) {
      if (child) {
        const text = walk(child, depth + 1);
        if (/\/S \/Link/.test(bodyOf(child))) part.text += text;
      } else if (far ?? near) part.text += stretches.get(`${page ?? home} ${far ?? near}`) ?? "";
    }
    return part.text;
  };
  walk(root, 0);
  return parts;
}
