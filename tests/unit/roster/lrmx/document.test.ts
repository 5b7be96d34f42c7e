import { describe, expect, it } from "vitest";
import { readLrmx } from "@/lib/roster/lrmx/file/rules";
import { monthDay, newDocument, withValues } from "@/lib/roster/lrmx/rules";
import { ELEMENTS, type LrmxSheet } from "@/lib/roster/lrmx/schema";
import { ADULT, lrmxFile, PIXEL_PNG, relatives, SHAPES } from "@/tests/support/lrmx";

const encoder = new TextEncoder();
const read = (source: string) => readLrmx(encoder.encode(source));
function opened(source: string) {
  const result = read(source);
  if ("fault" in result) throw new Error(result.fault);
  return result.document;
}
const namesOf = (source: string) => opened(source).elements.map(({ name }) => name);

describe("lrmx in and out", () => {
  it("is tried on more than twenty shapes", () => {
    expect(Object.keys(SHAPES).length).toBeGreaterThanOrEqual(20);
  });

  describe.each(Object.entries(SHAPES))("%s", (_, source) => {
    it("comes out byte for byte when nothing changed", () => {
      const document = opened(source);
      expect(withValues(document, document.sheet)).toBe(source);
      expect(Buffer.from(document.source)).toEqual(Buffer.from(source));
    });

    it("keeps everything else when one value changes", () => {
      const document = opened(source);
      const changed = withValues(document, { currentPost: "市住房局<副>局长 & 党组成员" });
      const again = opened(changed);
      expect(again.sheet).toEqual({ ...document.sheet, currentPost: "市住房局<副>局长 & 党组成员" });
      // one splice: what stands before and behind is the same text
      const place = document.elements.find(({ name }) => name === "XianRenZhiWu");
      expect(place).toBeDefined();
      expect(changed.startsWith(source.slice(0, place?.start))).toBe(true);
      expect(changed.endsWith(source.slice(place?.end))).toBe(true);
    });

    it("keeps names and order when all values change", () => {
      const document = opened(source);
      const wanted: LrmxSheet = { ...document.sheet };
      for (const { field } of ELEMENTS) {
        if (field === "family")
          wanted.family = [
            { title: "妻子", name: "何某", born: "1983-05-01", politics: "群众", work: "某校" },
          ];
        else if (field) wanted[field] = /On$/.test(field) ? "1990-11-01" : field === "photo" ? "" : "新值";
      }
      const changed = withValues(document, wanted);
      expect(opened(changed).sheet).toEqual(wanted);
      const kept = namesOf(changed).filter((name) => document.elements.some((one) => one.name === name));
      expect(kept).toEqual(namesOf(source));
    });
  });

  it("puts an element that older programs left out in its place", () => {
    const source = SHAPES["of older programs, with fewer elements"] ?? "";
    const changed = withValues(opened(source), { idNumber: "110101197505123313" });
    expect(namesOf(changed).at(-1)).toBe("ShenFenZheng");
    expect(changed).toContain("\n  <ShenFenZheng>110101197505123313</ShenFenZheng>\n</Person>");
    const twice = withValues(opened(source), { idNumber: "110101197505123313", photo: PIXEL_PNG });
    expect(namesOf(twice).slice(-2)).toEqual(["ShenFenZheng", "ZhaoPian"]);
  });

  it("reads names, days and relatives", () => {
    const { sheet } = opened(SHAPES["with dates of all forms"] ?? "");
    expect(sheet).toMatchObject({
      name: "林晚舟",
      bornOn: "1982-03-01",
      joinedPartyOn: "2004-06-01",
      startedWorkOn: "2004-07-15",
    });
    expect(opened(SHAPES["with another party and no date"] ?? "").sheet.joinedPartyOn).toBe("民盟 2010.05");
    expect(opened(SHAPES["with a spaced name"] ?? "").sheet.name).toBe("林晚");
    expect(opened(SHAPES["with CRLF"] ?? "").sheet.resume).toBe(ADULT.JianLi);
    expect(opened(SHAPES["with CDATA"] ?? "").sheet.resume).toBe("2004.07—2012.03  A&B <局>");
    expect(opened(SHAPES["with references"] ?? "").sheet.nativePlace).toBe("江临<>\"'&");
    const { family } = opened(SHAPES["with ten relatives"] ?? "").sheet;
    expect(family).toHaveLength(10);
    expect(family[0]).toEqual({
      title: "丈夫",
      name: "林某0",
      born: "1950-04-01",
      politics: "群众",
      work: "江临市某单位职工",
    });
    expect(opened(SHAPES["with relatives left empty"] ?? "").sheet.family).toEqual([]);
    expect(opened(SHAPES["with a photo in lines of 76"] ?? "").sheet.photo).toBe(PIXEL_PNG);
  });

  it("writes a new document with all 34 elements in the order of the format", () => {
    const { sheet } = opened(lrmxFile({ raw: { JiaTingChengYuan: relatives(2) } }));
    const source = newDocument(sheet, { TianBiaoShiJian: "20261130", Version: "3" });
    expect(ELEMENTS).toHaveLength(34);
    expect(namesOf(source)).toEqual(ELEMENTS.map(({ element }) => element));
    expect(opened(source).sheet).toEqual(sheet);
    expect(source).toContain("<ChuShengNianYue>198203</ChuShengNianYue>");
    expect(source).toContain("<TianBiaoShiJian>20261130</TianBiaoShiJian>");
  });
});

describe("what is no lrmx", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE Person [<!ENTITY a "啊啊啊啊"><!ENTITY b "&a;&a;&a;&a;">]>`;
  it.each([
    ["a document type", `${bomb}<Person><XingMing>&b;</XingMing></Person>`, "doctype"],
    [
      "an external entity",
      `<!doctype Person SYSTEM "file:///etc/passwd"><Person><XingMing>a</XingMing></Person>`,
      "doctype",
    ],
    ["an entity without a document type", "<Person><XingMing>&nbsp;</XingMing></Person>", "notXml"],
    [
      "depth beyond measure",
      `<Person><XingMing>林</XingMing>${"<a>".repeat(5_000)}${"</a>".repeat(5_000)}</Person>`,
      "tooDeep",
    ],
    ["elements beyond number", `<Person><XingMing>林</XingMing>${"<a/>".repeat(3_000)}</Person>`, "tooMany"],
    [
      "attributes beyond number",
      `<Person ${Array.from({ length: 40 }, (_, at) => `a${at}=""`).join(" ")}><XingMing>林</XingMing></Person>`,
      "tooMany",
    ],
    ["another root", "<Persons><XingMing>林</XingMing></Persons>", "notLrmx"],
    ["a page", "<html><body>a</body></html>", "notLrmx"],
    ["no name element", "<Person><XingBie>男</XingBie></Person>", "notLrmx"],
    ["an empty name", "<Person><XingMing> </XingMing></Person>", "noName"],
    ["one element twice", "<Person><XingMing>林</XingMing><XingMing>何</XingMing></Person>", "twice"],
    ["eleven relatives", lrmxFile({ raw: { JiaTingChengYuan: relatives(11) } }), "tooManyRelatives"],
    ["a text without end", lrmxFile({ values: { JianLi: "某".repeat(20_001) } }), "tooLong"],
    ["a tag that is not closed", "<Person><XingMing>林</Person>", "notXml"],
    ["two roots", `${lrmxFile()}<Person/>`, "notXml"],
    ["text behind the root", `${lrmxFile()}完`, "notXml"],
    ["a control character", lrmxFile({ values: { JiGuan: "江\u0001临" } }), "notXml"],
    ["a reference to one", lrmxFile({ raw: { JiGuan: "&#0;" } }), "notXml"],
    ["an attribute twice", '<Person a="" a=""><XingMing>林</XingMing></Person>', "notXml"],
    ["a declaration that is not first", ` ${lrmxFile()}`, "notXml"],
    ["nothing", "", "notXml"],
  ])("%s is refused", (_, source, fault) => {
    expect(read(source)).toEqual({ fault });
  });

  it("another encoding is refused, and named", () => {
    expect(readLrmx(Buffer.from(`\ufeff${lrmxFile()}`, "utf16le"))).toEqual({ fault: "utf16" });
    expect(readLrmx(Buffer.from(lrmxFile(), "utf16le"))).toEqual({ fault: "utf16" });
    expect(readLrmx(Buffer.from(lrmxFile(), "utf16le").swap16())).toEqual({ fault: "utf16" });
    // 林 in GB18030, without a word about it
    const gb = Buffer.concat([
      Buffer.from("<Person><XingMing>"),
      Buffer.from([0xc1, 0xd6]),
      Buffer.from("</XingMing></Person>"),
    ]);
    expect(readLrmx(gb)).toEqual({ fault: "gb18030" });
    expect(read(lrmxFile({ head: '<?xml version="1.0" encoding="GB2312"?>' }))).toEqual({ fault: "gb18030" });
    expect(read(lrmxFile({ head: '<?xml version="1.0" encoding="utf-7"?>' }))).toEqual({
      fault: "otherEncoding",
    });
    expect(readLrmx(Uint8Array.of(0x3c, 0xff, 0xff, 0xff))).toEqual({ fault: "otherEncoding" });
  });

  it("5 MiB is the limit, and counts bytes", () => {
    const frame = encoder.encode(lrmxFile({ tail: "<!---->" })).length;
    const padded = (bytes: number) => lrmxFile({ tail: `<!--${"x".repeat(bytes - frame)}-->` });
    expect(read(padded(5 * 1024 * 1024))).toHaveProperty("document");
    expect(read(padded(5 * 1024 * 1024 + 1))).toEqual({ fault: "tooLarge" });
  });
});

describe("monthDay", () => {
  it.each([
    ["197005", "1970-05-01"],
    ["19700503", "1970-05-03"],
    ["1970.05", "1970-05-01"],
    ["1970.5", "1970-05-01"],
    ["1970-05-03", "1970-05-03"],
    ["1970/5/3", "1970-05-03"],
    ["1970年5月", "1970-05-01"],
    ["1970年5月3日", "1970-05-03"],
    ["197013", null],
    ["19700230", null],
    ["1970", null],
    ["五月", null],
    ["", null],
  ])("%s → %s", (text, day) => {
    expect(monthDay(text)).toBe(day);
  });
});
