import { describe, expect, it } from "vitest";
import { guessMapping, headingRow } from "@/lib/roster/heading/rules";
import { findUnit, indexUnits, nearestOf, pinyinOf, unitOfPost } from "@/lib/roster/names/rules";
import { type Field, isField } from "@/lib/roster/schema";
import { GROUP_HEADING, readTable, valuesOf } from "@/lib/roster/table/rules";

const unit = (id: string, name: string, shortName: string, initials: string) => ({
  id,
  name,
  shortName,
  initials,
  endsOn: null,
});
const UNITS = indexUnits([
  unit("u1", "义乌市发展和改革局", "市发改局", "sfgj"),
  unit("u2", "义乌市财政局", "市财政局", "sczj"),
  unit("u3", "义乌市人力资源和社会保障局", "市人力社保局", "srlsbj"),
  unit("u4", "义乌市赤岸镇", "赤岸镇", "caz"),
  unit("u5", "义乌市商城镇", "商城镇", "scz"),
  unit("u6", "义乌市苏州镇", "苏州镇", "szz"),
  unit("u7", "义乌市松竹镇", "松竹镇", "szz"),
]);
const NONE = new Map<string, Field | "">();
const sheet = (rows: string[][], over = {}) => ({ name: "名册", isHidden: false, rows, merges: [], ...over });
const tableOf = (...sheets: ReturnType<typeof sheet>[]) => {
  const read = readTable(sheets, UNITS, NONE);
  if ("refused" in read) throw new Error(read.refused);
  return read;
};

describe("guessMapping", () => {
  it("knows headings by their other names, spaces and brackets aside", () => {
    const header = ["序号", "姓 名", "出生年月日", "参 工\n时间", "证件号码（必填）", "职务", "备注"];
    expect(guessMapping(header, NONE)).toEqual([
      "",
      "name",
      "bornOn",
      "startedWorkOn",
      "idNumber",
      "title",
      "",
    ]);
  });

  it("takes a field once, and what was said the last time before what is guessed", () => {
    expect(guessMapping(["姓名", "职务", "现任职务"], NONE)).toEqual(["name", "title", ""]);
    const remembered = new Map<string, Field | "">([
      ["职务", ""],
      ["岗位", "title"],
    ]);
    expect(guessMapping(["姓名", "职务", "岗位"], remembered)).toEqual(["name", "", "title"]);
  });

  it("finds the heading under a title", () => {
    const guess = (header: readonly string[]) => guessMapping(header, NONE);
    expect(headingRow([["全市干部名册"], ["2026 年 11 月"], ["姓名", "性别", "民族"]], guess)).toBe(2);
    expect(headingRow([["会议名称", "日期"]], guess)).toBe(-1);
  });
});

describe("readTable", () => {
  it("reads one person a row, with the row's own number", () => {
    const { header, rows } = tableOf(
      sheet([["名册"], ["姓名", "单位"], ["沈澍", "市财政局"], [], ["骆筠", "赤岸镇"]]),
    );
    expect(header).toEqual(["姓名", "单位"]);
    expect(rows).toEqual([
      { rowNo: 3, cells: ["沈澍", "市财政局"] },
      { rowNo: 5, cells: ["骆筠", "赤岸镇"] },
    ]);
  });

  it("reads rows under the unit that heads them, and leaves totals and repeated headings", () => {
    const { header, rows } = tableOf(
      sheet([
        ["序号", "姓名", "职务"],
        ["一、市财政局（2人）", "", ""],
        ["1", "沈澍", "科员"],
        ["2", "骆筠", "科长"],
        ["序号", "姓名", "职务"],
        ["二、义乌市赤岸镇", "", ""],
        ["3", "季峤", "镇长"],
        ["合计", "", ""],
      ]),
    );
    const mapping = guessMapping(header, NONE);
    expect(rows.map(({ cells }) => valuesOf(cells, header, mapping))).toEqual([
      { name: "沈澍", title: "科员", unit: "市财政局" },
      { name: "骆筠", title: "科长", unit: "市财政局" },
      { name: "季峤", title: "镇长", unit: "义乌市赤岸镇" },
    ]);
    expect(header.at(-1)).toBe(GROUP_HEADING);
  });

  it("fills merged cells: the unit beside several people, and a heading across the sheet", () => {
    const { header, rows } = tableOf(
      sheet(
        [
          ["单位", "姓名", "职务"],
          ["市财政局", "沈澍", "科员"],
          ["", "骆筠", "科长"],
          ["赤岸镇", "", ""],
          ["", "季峤", "镇长"],
        ],
        {
          merges: [
            { top: 1, left: 0, bottom: 2, right: 0 },
            { top: 3, left: 0, bottom: 3, right: 2 },
          ],
        },
      ),
    );
    const mapping = guessMapping(header, NONE);
    expect(rows.map(({ cells }) => valuesOf(cells, header, mapping).unit)).toEqual([
      "市财政局",
      "市财政局",
      "赤岸镇",
    ]);
  });

  it("reads no hidden sheet, and says what is missing", () => {
    const hidden = sheet(
      [
        ["姓名", "单位"],
        ["沈澍", "市财政局"],
      ],
      { isHidden: true },
    );
    expect(readTable([hidden], UNITS, NONE)).toEqual({ refused: "noHeading" });
    expect(
      tableOf(
        hidden,
        sheet([
          ["姓名", "性别"],
          ["骆筠", "女"],
        ]),
      ).rows,
    ).toHaveLength(1);
    expect(readTable([sheet([["姓名", "单位"]])], UNITS, NONE)).toEqual({ refused: "noRows" });
    const many = [["姓名", "性别"], ...Array.from({ length: 5_001 }, () => ["沈澍", "男"])];
    expect(readTable([sheet(many)], UNITS, NONE)).toEqual({ refused: "tooManyRows", rows: 5_001 });
  });
});

describe("findUnit", () => {
  it.each([
    ["义乌市发展和改革局", "u1"],
    ["市发改局", "u1"],
    [" 义乌市 财政局 ", "u2"],
    ["sfgj", "u1"],
    ["SCZJ", "u2"],
    ["chianzhen", "u4"],
  ])("knows %s", (text, id) => expect(findUnit(UNITS, text)).toMatchObject({ kind: "found", unit: { id } }));

  it("asks where several sound alike, and names what is near", () => {
    expect(findUnit(UNITS, "szz")).toMatchObject({ kind: "several", units: [{ id: "u6" }, { id: "u7" }] });
    expect(findUnit(UNITS, "市财证局")).toMatchObject({ kind: "unknown", nearest: [{ id: "u2" }] });
    expect(findUnit(UNITS, "市人社局")).toMatchObject({ kind: "unknown", nearest: [{ id: "u3" }] });
    expect(findUnit(UNITS, "星际联络处")).toEqual({ kind: "unknown", nearest: [] });
  });

  it("finds the unit that a post begins with", () => {
    expect(unitOfPost(UNITS, "义乌市财政局党组成员、副局长")).toMatchObject({
      unit: { id: "u2" },
      title: "党组成员、副局长",
    });
    expect(unitOfPost(UNITS, "赤岸镇镇长")).toMatchObject({ unit: { id: "u4" }, title: "镇长" });
    expect(unitOfPost(UNITS, "副局长")).toBeUndefined();
  });
});

describe("names", () => {
  it("have pinyin and initials, a surname read as one", () => {
    expect(pinyinOf("单筠")).toEqual({ pinyin: "shanyun", initials: "sy" });
  });
  it("are near only where one would slip", () => {
    expect(nearestOf("汗族", ["汉族", "满族"])).toBe("汉族");
    expect(nearestOf("甲乙", ["丙丁"])).toBeUndefined();
  });
  it("fields are the known ones", () => {
    expect(isField("name")).toBe(true);
    expect(isField("points")).toBe(false);
  });
});
