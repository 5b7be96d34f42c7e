import { deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readTableFile } from "@/lib/platform/table-file";
import { writeWorkbook } from "@/lib/platform/workbook";

const LIMITS = { fileBytes: 5 * 1024 * 1024, rows: 5_000 };
const text = (content: string) => new Uint8Array(Buffer.from(content, "utf8"));
const read = (bytes: Uint8Array<ArrayBuffer>) => readTableFile(bytes, LIMITS);
const sheetsOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const file = await read(bytes);
  if ("refused" in file) throw new Error(file.refused);
  return file.sheets;
};

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
/** A workbook by hand: one sheet of this XML, and a hidden one. */
function workbook(sheetData: string, after = ""): Uint8Array<ArrayBuffer> {
  const part = (xml: string) => text(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${xml}`);
  const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return new Uint8Array(
    zipSync({
      "[Content_Types].xml": part(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
      ),
      "_rels/.rels": part(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      "xl/workbook.xml": part(
        `<workbook ${NS} xmlns:r="${rel}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/><sheet name="旧表" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": part(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${rel}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
      ),
      "xl/styles.xml": part(
        `<styleSheet ${NS}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      ),
      "xl/worksheets/sheet1.xml": part(
        `<worksheet ${NS}><sheetData>${sheetData}</sheetData>${after}</worksheet>`,
      ),
      "xl/worksheets/sheet2.xml": part(
        `<worksheet ${NS}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>旧</t></is></c></row></sheetData></worksheet>`,
      ),
    }),
  );
}
const cell = (at: string, word: string) => `<c r="${at}" t="inlineStr"><is><t>${word}</t></is></c>`;

describe("a workbook", () => {
  it("comes back as it was written", async () => {
    const bytes = new Uint8Array(
      await writeWorkbook([
        {
          name: "名册",
          widths: [10, 10],
          rows: [
            ["姓名", "身份证号"],
            ["沈澍", "330799198503010028"],
          ],
        },
      ]),
    );
    expect(await sheetsOf(bytes)).toEqual([
      {
        name: "名册",
        isHidden: false,
        merges: [],
        rows: [
          ["姓名", "身份证号"],
          ["沈澍", "330799198503010028"],
        ],
      },
    ]);
  });

  it("gives the last result of a formula, days of date cells, merges, and which sheet is hidden", async () => {
    const [first, second] = await sheetsOf(
      workbook(
        `<row r="1">${cell("A1", "姓名")}${cell("B1", "出生年月")}</row>` +
          `<row r="2"><c r="A2" t="str"><f>CONCATENATE("沈","澍")</f><v>沈澍</v></c><c r="B2" s="1"><v>31107</v></c></row>` +
          `<row r="3"><c r="A3" t="e"><f>X1</f><v>#REF!</v></c><c r="B3"><v>1985.1</v></c></row>`,
        `<mergeCells count="1"><mergeCell ref="A4:C5"/></mergeCells>`,
      ),
    );
    expect(first).toMatchObject({
      name: "名册",
      isHidden: false,
      merges: [{ top: 3, left: 0, bottom: 4, right: 2 }],
    });
    expect(first?.rows.slice(0, 2)).toEqual([
      ["姓名", "出生年月"],
      ["沈澍", "1985-03-01"],
    ]);
    expect(first?.rows[2]?.[1]).toBe("1985.1");
    expect(second).toMatchObject({ name: "旧表", isHidden: true });
  });

  it("of a hundred thousand rows is refused with a word for it", async () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, n) => `<row r="${n + 1}">${cell(`A${n + 1}`, "沈澍")}</row>`,
    ).join("");
    expect(await read(workbook(rows))).toEqual({ refused: "tooManyRows", rows: 100_000 });
  });

  it("that swells beyond measure is refused unread, also one that lies about it", async () => {
    const bomb = workbook(" ".repeat(40 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await read(bomb)).toEqual({ refused: "tooManyRows" });
    const lying = new Uint8Array(bomb);
    const view = new DataView(lying.buffer);
    for (let at = 0; at + 46 < lying.length; at++)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000)
        view.setUint32(at + 24, 1_000, true);
    expect(await read(lying)).toEqual({ refused: "notATable" });
  });

  it("is no old one, no other file, and no larger than may be", async () => {
    expect(await read(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toEqual({ refused: "oldWorkbook" });
    expect(await read(new Uint8Array([0x50, 0x4b, 3, 4, 1]))).toEqual({ refused: "notATable" });
    expect(await read(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]))).toEqual({ refused: "notATable" });
    expect(await read(text("<html><table></table></html>"))).toEqual({ refused: "notATable" });
    expect(await read(new Uint8Array(LIMITS.fileBytes + 1))).toEqual({ refused: "tooLarge" });
    expect(await read(new Uint8Array(deflateRawSync(Buffer.alloc(10))))).toEqual({ refused: "notATable" });
  });
});

describe("csv", () => {
  const rowsOf = async (bytes: Uint8Array<ArrayBuffer>) => (await sheetsOf(bytes))[0]?.rows;
  it("is read with a mark, in UTF-16 and in GB18030", async () => {
    const expected = [
      ["姓名", "职务"],
      ["沈澍", "局长"],
    ];
    expect(await rowsOf(text("\ufeff姓名,职务\r\n沈澍,局长\r\n"))).toEqual(expected);
    expect(await rowsOf(new Uint8Array(Buffer.from("\ufeff姓名\t职务\n沈澍\t局长", "utf16le")))).toEqual(
      expected,
    );
    // 姓名,职务 / 沈澍,局长
    const gb = Buffer.from("d0d5c3fb2cd6b0cef10ac9f2e4f82cbed6b3a4", "hex");
    expect(await rowsOf(new Uint8Array(gb))).toEqual(expected);
  });

  it("keeps what stands in quotes, and numbers that were kept as text", async () => {
    expect(await rowsOf(text('姓名,职务\n沈澍,"局长,""代""\n书记"\n骆筠,="330799198503010028"'))).toEqual([
      ["姓名", "职务"],
      ["沈澍", '局长,"代"\n书记'],
      ["骆筠", "330799198503010028"],
    ]);
    expect(await rowsOf(text("姓名;职务\n沈澍;局长"))).toEqual([
      ["姓名", "职务"],
      ["沈澍", "局长"],
    ]);
  });

  it("of too many rows is refused, and so is a quote without an end", async () => {
    expect(await read(text("a,b\n".repeat(100_000)))).toEqual({ refused: "tooManyRows" });
    expect(await read(text('姓名,"职务\n沈澍,局长'))).toEqual({ refused: "tooManyRows" });
  });
});
