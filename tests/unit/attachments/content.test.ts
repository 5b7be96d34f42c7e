import { describe, expect, it } from "vitest";
import { contentOf } from "@/lib/attachments/content/rules";
import { DOCX_PARTS, PDF, photo, XLSX_PARTS, zip } from "@/tests/support/files";

const refusalOf = (bytes: Buffer): string | null => {
  const content = contentOf(bytes);
  return "refused" in content ? content.refused.replace("attachments.reason.", "") : null;
};
const typeOf = (bytes: Buffer): string | null => {
  const content = contentOf(bytes);
  return "refused" in content ? null : content.mediaType;
};

describe("contentOf", () => {
  it("knows what is taken by its bytes", async () => {
    expect(typeOf(await photo(20, 20))).toBe("image/jpeg");
    expect(typeOf(PDF)).toBe("application/pdf");
    expect(typeOf(Buffer.concat([PDF, Buffer.alloc(2_000)]))).toBe("application/pdf");
    expect(typeOf(zip(DOCX_PARTS))).toContain("wordprocessingml");
    expect(typeOf(zip(XLSX_PARTS))).toContain("spreadsheetml");
  });

  it.each([
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "kind"],
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>"), "kind"],
    ["a program", Buffer.from("MZ\u0090\u0000"), "kind"],
    ["a GIF", Buffer.from("GIF89a"), "kind"],
    ["nothing", Buffer.alloc(0), "kind"],
    ["a zip of something else", zip([{ name: "readme.txt" }]), "kind"],
    ["a HEIC photo", Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic")]), "heic"],
    ["a PDF cut off", PDF.subarray(0, 60), "broken"],
    ["a PDF with a zip behind", Buffer.concat([PDF, zip(DOCX_PARTS)]), "broken"],
    [
      "a PDF with a zip inside its tail",
      Buffer.concat([PDF.subarray(0, 20), zip(DOCX_PARTS), PDF.subarray(20)]),
      "twoInOne",
    ],
    ["a PDF with a script", Buffer.from(PDF.toString().replace("/Type", "/JavaScript (x) /Type")), "active"],
    [
      "a PDF with a file inside",
      Buffer.from(PDF.toString().replace("/Type", "/EmbeddedFiles 3 0 R /Type")),
      "active",
    ],
  ])("refuses %s", (_, bytes, reason) => {
    expect(refusalOf(bytes)).toBe(reason);
  });
});

describe("packages", () => {
  it.each([
    ["macros", [...DOCX_PARTS, { name: "word/vbaProject.bin" }], "macros"],
    ["ActiveX controls", [...DOCX_PARTS, { name: "word/activeX/activeX1.xml" }], "active"],
    ["packed objects", [...XLSX_PARTS, { name: "xl/embeddings/oleObject1.bin" }], "active"],
    ["a program", [...DOCX_PARTS, { name: "word/media/setup.exe" }], "active"],
    ["a page", [...DOCX_PARTS, { name: "word/afchunk.htm" }], "active"],
    ["a path that climbs", [...DOCX_PARTS, { name: "../../etc/passwd" }], "broken"],
    ["two entries of one name", [...DOCX_PARTS, { name: "word/document.xml" }], "broken"],
    [
      "an entry that calls itself otherwise",
      [...DOCX_PARTS, { name: "a.xml", localName: "b.exe" }],
      "broken",
    ],
    ["a bomb by ratio", [...XLSX_PARTS, { name: "xl/big.xml", declared: 90_000_000 }], "zip"],
    [
      "a bomb by size",
      [...XLSX_PARTS, { name: "xl/big.xml", bytes: Buffer.alloc(2_000_000), declared: 200_000_000 }],
      "zip",
    ],
    ["thousands of entries", Array.from({ length: 2_001 }, (_, n) => ({ name: `n${n}` })), "broken"],
  ])("with %s are refused", (_, parts, reason) => {
    expect(refusalOf(zip(parts))).toBe(reason);
  });

  it("are one zip from the first byte to the last", () => {
    const docx = zip(DOCX_PARTS);
    expect(refusalOf(Buffer.concat([docx, Buffer.from("tail")]))).toBe("broken");
    expect(refusalOf(Buffer.concat([zip([{ name: "other" }]), docx]))).toBe("broken");
    expect(refusalOf(docx.subarray(0, -30))).toBe("broken");
  });

  it("whose entries share bytes are refused", () => {
    const docx = zip(DOCX_PARTS);
    // the second entry of the directory points at the first one's bytes
    const second = docx.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    docx.writeUInt32LE(0, second + 42);
    expect(refusalOf(docx)).toBe("broken");
  });

  it("never end in an exception, whatever the bytes", () => {
    const docx = zip([...DOCX_PARTS, { name: "word/styles.xml" }]);
    for (let at = 0; at < docx.length; at++) {
      for (const value of [0, 255]) {
        const spoilt = Buffer.from(docx);
        spoilt[at] = value;
        expect(() => contentOf(spoilt)).not.toThrow();
      }
    }
  });
});
