import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bornOf,
  type Cell,
  checkSign,
  genderOf,
  readCell,
  readDay,
  readIdentity,
} from "@/lib/roster/cells/rules";

const said = (cell: Cell): string => ("value" in cell ? cell.value : cell.rule);
const NUMBER = "330799198503010028";

describe("readDay", () => {
  it.each([
    ["197005", "1970-05"],
    ["19700503", "1970-05-03"],
    ["1970.05", "1970-05"],
    ["1970.5", "1970-05"],
    ["1970-05-03", "1970-05-03"],
    ["1970-5-3", "1970-05-03"],
    ["1970/05", "1970-05"],
    ["1970年5月", "1970-05"],
    ["1970年05月03日", "1970-05-03"],
    ["１９７０．０５", "1970-05"],
    ["1970 . 05", "1970-05"],
    ["1970-05-03 00:00", "1970-05-03"],
    ["25691", "1970-05-03"],
  ])("reads %s as %s", (text, day) => expect(said(readDay(text))).toBe(day));

  it.each(["1970", "1970.13", "1970.00", "1970-02-30", "七〇年五月", "05.1970", "1970.05.03.01", "70.05"])(
    "does not guess %s",
    (text) => expect(said(readDay(text))).toBe("dateUnreadable"),
  );

  it("asks where a number lost its zero", () => {
    expect(readDay("1970.1")).toEqual({
      rule: "dateAmbiguous",
      params: { january: "1970.01", october: "1970.10" },
    });
    expect(said(readDay("1970.10"))).toBe("1970-10");
    expect(said(readDay("1970.1.3"))).toBe("1970-01-03");
    expect(said(readDay("1970年1月"))).toBe("1970-01");
  });
});

describe("readIdentity", () => {
  it("takes a valid number, with spaces, wide digits and a small x", () => {
    expect(said(readIdentity(NUMBER))).toBe(NUMBER);
    expect(said(readIdentity(" 330799 19850301 0028 "))).toBe(NUMBER);
    expect(said(readIdentity("３３０７９９１９８５０３０１００２８"))).toBe(NUMBER);
    const withX = fc
      .sample(fc.integer({ min: 0, max: 999 }), 1_000)
      .map((serial) => `33079919850301${String(serial).padStart(3, "0")}`)
      .find((one) => checkSign(one) === "X");
    expect(said(readIdentity(`${withX}x`))).toBe(`${withX}X`);
  });

  it("knows a slip in any digit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(NUMBER[at]) + by) % 10;
        const slipped = NUMBER.slice(0, at) + digit + NUMBER.slice(at + 1);
        expect("rule" in readIdentity(slipped)).toBe(true);
      }),
    );
  });

  it.each([
    ["330799198503010022", "identityDigit"],
    ["33079919850301", "identityForm"],
    ["330799850301002", "identityForm"],
    ["330799198513010028", "identityForm"],
    ["3.30799198503E+17", "identityNumeric"],
    ["330799198503010000", "identityNumeric"],
    ["无号码", "identityForm"],
  ])("says of %s: %s", (text, rule) => expect(said(readIdentity(text))).toBe(rule));

  it("believes three zeros at the end where the check digit fits", () => {
    expect(said(readIdentity("330799198202054000"))).toBe("330799198202054000");
  });

  it("knows birth and gender", () => {
    expect(bornOf(NUMBER)).toBe("1985-03-01");
    expect(genderOf(NUMBER)).toBe("女");
    expect(genderOf("330799198503010010")).toBe("男");
  });
});

describe("readCell", () => {
  it("takes words by their other names, and names the nearest of what it does not know", () => {
    expect(said(readCell("ethnicity", "汉"))).toBe("汉族");
    expect(said(readCell("education", "本科"))).toBe("大学本科");
    expect(said(readCell("level", "副科级"))).toBe("乡科级副职");
    expect(said(readCell("tier", "班子"))).toBe("班子成员");
    expect(readCell("ethnicity", "汗族")).toEqual({ rule: "unknownWord", params: { nearest: "汉族" } });
    expect(readCell("education", "大学木科")).toEqual({
      rule: "unknownWord",
      params: { nearest: "大学本科" },
    });
    expect(readCell("gender", "未知")).toEqual({ rule: "unknownWord" });
  });

  it("takes nothing for nothing, and a name apart for a name", () => {
    for (const text of ["", "无", "—", "/", " "]) expect(said(readCell("joinedPartyOn", text))).toBe("");
    expect(said(readCell("joinedPartyOn", "九三学社"))).toBe("");
    expect(said(readCell("name", "王　明"))).toBe("王明");
    expect(said(readCell("name", "阿依古丽•买买提"))).toBe("阿依古丽·买买提");
    expect(said(readCell("name", "王3"))).toBe("nameForm");
    expect(said(readCell("title", "#REF!"))).toBe("cellError");
    expect(said(readCell("title", "长".repeat(101)))).toBe("textTooLong");
    expect(said(readCell("title", "'=局长"))).toBe("=局长");
  });
});
