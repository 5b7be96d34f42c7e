/** Whoever adds a right says in words what it lets people do: SECADMIN reads it on the page 能看到什么. */
import { describe, expect, it } from "vitest";
import { RIGHTS } from "@/lib/platform/rights";
import english from "@/messages/en/sight.json";
import chinese from "@/messages/zh-CN/sight.json";

const wordsOf = (words: Record<string, Record<string, string>>): string[] =>
  Object.entries(words).flatMap(([domain, deeds]) => Object.keys(deeds).map((deed) => `${domain}.${deed}`));

describe("messages/*/sight.json, status.right", () => {
  it.each([
    ["zh-CN", chinese],
    ["en", english],
  ])("has a word for each right in %s", (_, messages) => {
    const words = wordsOf(messages.status.right);
    const rights = Object.keys(RIGHTS).filter((right) => right !== "self.settle");
    expect(rights.filter((right) => !words.includes(right))).toEqual([]);
  });
});
