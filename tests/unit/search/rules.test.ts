import { describe, expect, it } from "vitest";
import { isSpelled, marked, typedIn } from "@/lib/search/rules";

describe("typedIn", () => {
  it("takes two characters as a word, and letters as pinyin too", () => {
    expect(typedIn("停车")).toMatchObject({ words: ["停车"], spelling: "", tooShort: false });
    expect(typedIn("Chi an'zhen")).toMatchObject({ spelling: "chianzhen" });
    expect(typedIn("c z")).toMatchObject({ words: [], spelling: "cz", tooShort: false });
    expect(typedIn("ＣＡＺ")).toMatchObject({ words: ["caz"], spelling: "caz" });
  });

  it("asks for more where one character stands alone, and takes signs of LIKE as they are", () => {
    expect(typedIn("停").tooShort).toBe(true);
    expect(typedIn("c").tooShort).toBe(true);
    expect(typedIn("50%").patterns).toEqual(["%50\\%%"]);
    expect(typedIn("停车 c%").spelling).toBe("");
  });
});

describe("isSpelled", () => {
  it("knows a name in full and by initials, from any character on, and not across half a syllable", () => {
    const name = "滨江片区征迁专班（二期）";
    for (const typed of ["bjpq", "binjiang", "zhengqian", "zqzb", "binjiangpianq", "eq"])
      expect(isSpelled(name, typed), typed).toBe(true);
    for (const typed of ["injiang", "bp", "zhengqianbjpq"]) expect(isSpelled(name, typed), typed).toBe(false);
  });
});

describe("marked", () => {
  const text = (parts: { text: string }[]) => parts.map((part) => part.text).join("");
  const hits = (parts: { text: string; isHit: boolean }[]) =>
    parts.filter((part) => part.isHit).map((part) => part.text);

  it("marks each place of each word, whatever its case or width", () => {
    const parts = marked("现场看停车，停车场已满 ＡB", ["停车", "ab"]);
    expect(hits(parts)).toEqual(["停车", "停车", "ＡB"]);
    expect(text(parts)).toBe("现场看停车，停车场已满 ＡB");
  });

  it("shows a long text from shortly before the first hit", () => {
    const parts = marked(`${"甲".repeat(100)}停车${"乙".repeat(100)}`, ["停车"], 40);
    expect(text(parts)).toBe(`…${"甲".repeat(12)}停车${"乙".repeat(26)}…`);
    expect(hits(parts)).toEqual(["停车"]);
  });

  it("leaves a text without a hit whole or cut, and one with a sign of several characters in place", () => {
    expect(marked("没有", ["停车"])).toEqual([{ text: "没有", isHit: false }]);
    expect(hits(marked("㎏停车", ["停车"]))).toEqual(["停车"]);
    expect(text(marked("一二三四五", ["停车"], 3))).toBe("一二三…");
  });
});
