import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadMessages, NAMESPACES } from "@/lib/platform/messages";

const SECTIONS = ["title", "nav", "field", "hint", "action", "status", "reason", "empty"];

function keysOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key));
}
const texts = (value: unknown): string[] =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [String(value)];

/** Arguments of an ICU message; the braces of a plural's branches are text. */
const placeholders = (text: string): string[] =>
  [
    ...new Set(
      [...text.matchAll(/(?<!(?:zero|one|two|few|many|other|=\d+) ?)\{(\w+)/g)].map(
        (match) => match[1] ?? "",
      ),
    ),
  ].sort();

describe("messages", () => {
  it("are one file a domain, the same in both languages", () => {
    const names = [...NAMESPACES].map((name) => `${name}.json`).sort();
    expect(readdirSync("messages/zh-CN").sort()).toEqual(names);
    expect(readdirSync("messages/en").sort()).toEqual(names);
  });

  it("have the same keys and placeholders in both languages", async () => {
    const [chinese, english] = await Promise.all([loadMessages("zh-CN"), loadMessages("en")]);
    expect(keysOf(english).sort()).toEqual(keysOf(chinese).sort());
    const at = (messages: unknown, key: string): string =>
      String(key.split(".").reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), messages));
    for (const key of keysOf(chinese))
      expect(placeholders(at(english, key)), key).toEqual(placeholders(at(chinese, key)));
  });

  it("keep to the fixed sections", async () => {
    for (const [domain, sections] of Object.entries(await loadMessages("zh-CN"))) {
      expect(SECTIONS, domain).toEqual(expect.arrayContaining(Object.keys(sections)));
    }
  });

  it("leave no empty text, and no Chinese in English", async () => {
    const english = await loadMessages("en");
    expect(texts(english).filter((text) => text.trim() === "")).toEqual([]);
    // the language switch names the other language in its own words
    expect(texts(english).filter((text) => /[\u4e00-\u9fff]/.test(text) && text !== "中文")).toEqual([]);
    // nor its punctuation: ，。：（）「」〔〕 …; 〓 is what the paper prints for a missing character
    expect(texts(english).filter((text) => /[\u3001-\u3011\u3014-\u303f\uff00-\uffef]/.test(text))).toEqual(
      [],
    );
    expect(texts(await loadMessages("zh-CN")).filter((text) => text.trim() === "")).toEqual([]);
  });

  it("leave what stands between words on a page to its reader's language (lib/platform/marks.ts)", () => {
    const chinese = ["app", "components"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.tsx?$/.test(file))
        .filter((file) => /join\(["'`][、；，：]/.test(readFileSync(`${folder}/${file}`, "utf8")))
        .map((file) => `${folder}/${file}`),
    );
    expect(chinese).toEqual([]);
  });

  it("word every refusal that code can give", async () => {
    const messages = await loadMessages("zh-CN");
    const known = new Set(keysOf(messages));
    const named = readdirSync("lib", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) =>
        [...readFileSync(`lib/${file}`, "utf8").matchAll(/"([a-z]+\.reason\.\w+)"/g)].map(
          (match) => match[1] ?? "",
        ),
      );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });
});
