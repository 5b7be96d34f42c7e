/** LibreOffice, where this machine has one: opens a docx as an office would and prints it; and what then stands on paper. */
import { execFile } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { promisify } from "node:util";
import { unzipSync, unzlibSync } from "fflate";

const run = promisify(execFile);

/** Null where none is on the path. */
export function findOffice(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const name of ["soffice", "libreoffice"])
    for (const folder of folders) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // the next one
      }
    }
  return null;
}

/** All of them opened by one process with a profile of its own, and saved as that kind. */
export async function converted<Name extends string>(
  office: string,
  papers: Readonly<Record<Name, Uint8Array>>,
  kind: "pdf" | "odt",
): Promise<Record<Name, Uint8Array>> {
  const folder = mkdtempSync(join(tmpdir(), "frontline-office-"));
  try {
    const files = Object.entries<Uint8Array>(papers).map(([name, bytes]) => {
      const path = join(folder, `${name}.docx`);
      writeFileSync(path, bytes);
      return path;
    });
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    await run(office, [profile, "--headless", "--convert-to", kind, "--outdir", folder, ...files], {
      timeout: 120_000,
    });
    return Object.fromEntries(
      files.map((path) => [
        basename(path, ".docx"),
        new Uint8Array(readFileSync(path.replace(/docx$/, kind))),
      ]),
    ) as Record<Name, Uint8Array>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Addresses that the opened document knows as links. */
export const linksIn = (odt: Uint8Array): string[] =>
  [...new TextDecoder().decode(unzipSync(odt)["content.xml"]).matchAll(/xlink:href="(http[^"]*)"/g)].map(
    ([, href = ""]) => href.replaceAll("&amp;", "&"),
  );

type Printed = {
  pages: { width: number; height: number; text: string; left: number; top: number }[];
  /** each with whether it lies in the file */
  fonts: { name: string; isEmbedded: boolean }[];
};

const textOf = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");

/** A PDF as LibreOffice writes it: sizes, words and the place of the first letters of each page, in points from left and top. */
export function printedBy(pdf: Uint8Array): Printed {
  const source = Buffer.from(pdf).toString("latin1");
  const bodies = new Map(
    [...source.matchAll(/(?<=\n)(\d+) 0 obj\n(.*?)endobj/gs)].map(([, id = "", body = ""]) => [id, body]),
  );
  const bodyOf = (id: string | undefined): string => bodies.get(id ?? "") ?? "";
  const streamOf = (id: string | undefined): string => {
    const [, packed = ""] = /stream\r?\n(.*)\r?\nendstream/s.exec(bodyOf(id)) ?? [];
    return Buffer.from(unzlibSync(Buffer.from(packed, "latin1"))).toString("latin1");
  };
  const fontIds = new Map(
    [...bodies.values()].flatMap((body) =>
      [...body.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [name, id] as const),
    ),
  );
  const meanings = new Map(
    [...fontIds].map(([name, id]) => {
      const cmap = streamOf(/\/ToUnicode (\d+)/.exec(bodyOf(id))?.[1]);
      const known = [...cmap.matchAll(/^<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>$/gm)];
      return [name, new Map(known.map(([, code = "", text = ""]) => [code, textOf(text)]))];
    }),
  );
  const kids = /\/Type\/Pages.*?\/Kids\[(.*?)\]/s.exec(source)?.[1] ?? "";
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const body = bodyOf(id);
    const [, width, height] = /\/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]/.exec(body) ?? [];
    const drawn = [
      ...streamOf(/\/Contents (\d+)/.exec(body)?.[1]).matchAll(/BT\n([\d.]+) ([\d.]+) Td(.*?)\nET/gs),
    ];
    const text = drawn.map(([, , , shown = ""]) => {
      // the font may change in the middle: none has more than 255 letters
      let known = new Map<string, string>();
      let words = "";
      for (const [, font, hex = ""] of shown.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>/g)) {
        if (font) known = meanings.get(font) ?? new Map();
        for (const code of hex.match(/../g) ?? []) words += known.get(code) ?? "?";
      }
      return words;
    });
    return {
      width: Number(width),
      height: Number(height),
      text: text.join(""),
      left: Math.min(...drawn.map(([, x]) => Number(x))),
      top: Number(height) - Math.max(...drawn.map(([, , y]) => Number(y))),
    };
  });
  const fonts = [...fontIds.values()].map((id) => {
    const descriptor = /\/FontDescriptor (\d+)/.exec(bodyOf(id))?.[1];
    return {
      name: /\/BaseFont\/(?:[A-Z]{6}\+)?([^\s/]+)/.exec(bodyOf(id))?.[1] ?? "",
      isEmbedded: /\/FontFile[23]? \d+/.test(bodyOf(descriptor)),
    };
  });
  return { pages, fonts };
}
