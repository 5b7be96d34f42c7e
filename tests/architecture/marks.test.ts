/** Marks between words are the reader's own (lib/platform/marks.ts) or stand in the messages; a page sets none by itself. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadMessages } from "@/lib/platform/messages";

const MARK = /[、；：（）「」〔〕，。\u3000]/;
/** Chinese by themselves, whoever reads: the page of last resort, and a mark that is looked for and not set. */
const NONE_OF_A_LINE: Record<string, RegExp> = {
  "app/global-error.tsx": /hint: /,
  "app/(desk)/roster/imports/[id]/_components/row-story.tsx": /includes\("、"\)/,
};
const isRemark = (line: string): boolean => /^\s*(\/\/|\*|\/\*|\{\/\*)/.test(line);
/** What stands behind the code of a line. */
const withoutRemark = (line: string): string =>
  line.replace(/\/\*.*?\*\//g, "").replace(/(^|\s)\/\/ .*$/, "");

describe("marks between words", () => {
  it("are set by no page and no part of one", () => {
    const found = ["app", "components"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(folder, name).replaceAll("\\", "/"))
        .flatMap((path) =>
          readFileSync(path, "utf8")
            .split("\n")
            .filter(
              (line) =>
                !isRemark(line) && MARK.test(withoutRemark(line)) && !NONE_OF_A_LINE[path]?.test(line),
            )
            .map((line) => `${path}: ${line.trim()}`),
        ),
    );
    expect(found).toEqual([]);
  });

  it("are none of the Chinese ones in an English message", async () => {
    const texts = (value: unknown): string[] =>
      typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [String(value)];
    // the name of a rule or a form may be told as it is written
    expect(texts(await loadMessages("en")).filter((text) => /[、；：（），。\u3000]/.test(text))).toEqual([]);
  });
});
