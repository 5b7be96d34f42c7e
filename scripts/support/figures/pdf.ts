/** What a reader finds in a PDF of ours: its objects, the text of each page as it is copied, its addresses, its fonts. */
import { unzlibSync } from "fflate";

export type ReadPdf = {
  source: string;
  pages: { lines: string[]; links: string[] }[];
  /** the embedded TrueType files */
  fonts: Uint8Array[];
};

const textOf = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");

export function readPdf(bytes: Uint8Array): ReadPdf {
  const source = Buffer.from(bytes).toString("latin1");
  const bodyOf = (id: string): string =>
    new RegExp(`(?:^|\\n)${id} 0 obj\\n(.*?)\\nendobj\\n`, "s").exec(source)?.[1] ?? "";
  const streamOf = (id: string): Uint8Array => {
    const body = bodyOf(id);
    const begin = body.indexOf("stream\n") + "stream\n".length;
    const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
    return unzlibSync(Buffer.from(body.slice(begin, begin + length), "latin1"));
  };
  const meanings = (font: string): Map<string, string> => {
    const cmap = Buffer.from(streamOf(/ToUnicode (\d+)/.exec(bodyOf(font))?.[1] ?? "")).toString("latin1");
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
  const pages = [
    ...source.matchAll(/\/Type \/Page \/Parent.*?\/Contents (\d+) 0 R(?: \/Annots \[(.*?)\])?/g),
  ].map(([, contents = "", annotations = ""]) => {
    const drawn = Buffer.from(streamOf(contents)).toString("latin1");
    const spoken = drawn.replaceAll(/\/Span << \/ActualText \(\) >> BDC.*?EMC/gs, "");
    const lines = [...spoken.matchAll(/BT \/(\w+) .*? ET/g)].map(([line, font = ""]) =>
      [...line.matchAll(/<([0-9a-f]*)>/g)]
        .flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? [])
        .map((glyph) => fonts.get(font)?.get(glyph) ?? "?")
        .join(""),
    );
    const links = [...annotations.matchAll(/(\d+) 0 R/g)].map(
      ([, id = ""]) => /\/URI \((.*?)\) >>/.exec(bodyOf(id))?.[1]?.replaceAll("\\", "") ?? "",
    );
    return { lines, links };
  });
  const files = [...source.matchAll(/\/FontFile2 (\d+)/g)].map(([, id = ""]) => streamOf(id));
  return { source, pages, fonts: files };
}
