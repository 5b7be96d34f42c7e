import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const list = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));

describe("domain modules", () => {
  it("hold only the closed set of file names", () => {
    const odd = list("lib").filter(
      (file) => !file.startsWith("platform/") && !/(^|\/)(schema|rules|queries|commands)\.ts$/.test(file),
    );
    // the one pipeline beside lib/platform/command.ts, for writes that need the system role
    expect(odd).toEqual(["accounts/account-command.ts"]);
  });

  it("stay short enough to hold in the head", () => {
    const long = ["app", "components", "lib"].flatMap((folder) =>
      list(folder)
        .map((file) => ({
          file: `${folder}/${file}`,
          lines: readFileSync(`${folder}/${file}`, "utf8").split("\n").length,
        }))
        .filter((one) => one.lines > 350),
    );
    expect(long).toEqual([]);
  });
});

describe("sources", () => {
  const sources = ["app", "components", "lib"].flatMap((folder) =>
    list(folder).map((file) => ({
      file: `${folder}/${file}`,
      text: readFileSync(`${folder}/${file}`, "utf8"),
    })),
  );

  it("never build SQL from strings", () => {
    const unsafe = sources.filter((source) =>
      /\$(queryRawUnsafe|executeRawUnsafe)|Prisma\.raw/.test(source.text),
    );
    expect(unsafe.map((source) => source.file)).toEqual([]);
  });

  it("ship no translation code to the browser", () => {
    const heavy = sources.filter(
      (source) => /^"use client"/.test(source.text) && /from "next-intl/.test(source.text),
    );
    expect(heavy.map((source) => source.file)).toEqual([]);
  });

  it("show no Chinese or English sentence that is not in messages", () => {
    // data values of the domain (genders, unit types, method answers) are Chinese by nature and live in lib and prisma
    const texts = sources
      .filter((source) => /^(app|components)\//.test(source.file) && source.file.endsWith(".tsx"))
      .map((source) => ({ file: source.file, text: source.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "") }))
      .filter((source) => />[^<>{}]*[\u4e00-\u9fff]{2,}[^<>{}]*</.test(source.text));
    expect(texts.map((source) => source.file)).toEqual([]);
  });
});
