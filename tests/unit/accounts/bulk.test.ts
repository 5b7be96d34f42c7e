import { describe, expect, it } from "vitest";
import { HEADINGS, peopleOf, tableOf } from "@/lib/accounts/bulk/rules";
import { MOST_AT_ONCE } from "@/lib/accounts/schema";

const letters: Record<string, string> = { 王伟: "wangwei", 李娜: "lina" };
const proposed = (name: string) => letters[name] ?? "xxx";
const read = (text: string, inUse: string[] = []) => peopleOf(tableOf(text), proposed, new Set(inUse));
const faultsOf = (text: string) => {
  const result = read(text);
  return "faults" in result ? result.faults : [];
};

describe("peopleOf", () => {
  it("reads columns by their heading, in any order and under their other names", () => {
    expect(read("部门\t登录名\t姓名\n干部一科\tWang.Wei\t王伟\n")).toEqual({
      people: [{ row: 2, name: "王伟", account: "wang.wei", department: "干部一科" }],
    });
  });
  it("reads a list without a heading in the shown order", () => {
    expect(HEADINGS).toEqual(["姓名", "账号", "科室", "联络单位", "干部单位", "出生年月"]);
    expect(read("王伟,wangwei,党政办公室,赤岸镇,赤岸镇,1985.3")).toMatchObject({
      people: [{ row: 1, unit: "赤岸镇", cadreUnit: "赤岸镇", bornIn: "1985-03" }],
    });
  });
  it("makes accounts from names where none is given, apart from each other and from those in use", () => {
    const result = read("姓名\t科室\n王伟\t一科\n王伟\t二科\n李娜\t三科", ["lina", "lina2"]);
    expect("people" in result && result.people.map(({ account }) => account)).toEqual([
      "wangwei",
      "wangwei2",
      "lina3",
    ]);
  });
  it.each([
    ["1985-03", "1985-03"],
    ["1985.3", "1985-03"],
    ["198503", "1985-03"],
    ["1985年3月", "1985-03"],
    ["1985-03-15", "1985-03"],
    ["19850315", "1985-03"],
  ])("reads the month %s", (typed, month) => {
    expect(read(`王伟,wangwei,一科,,赤岸镇,${typed}`)).toMatchObject({ people: [{ bornIn: month }] });
  });
  it("names row, column, value and rule of what is wrong, and skips empty lines without losing count", () => {
    expect(
      faultsOf(
        "姓名\t账号\t科室\t出生年月\n\n王伟\t9bad\t一科\t\n李娜\tlina\t\t\n王伟\twangwei\t一科\t旧历三月",
      ),
    ).toEqual([
      { row: 3, column: "账号", value: "9bad", code: "accountForm" },
      { row: 4, column: "科室", value: "", code: "required" },
      { row: 5, column: "出生年月", value: "旧历三月", code: "notAMonth" },
    ]);
  });
  it("refuses the same account twice, a missing column, nobody and too many", () => {
    expect(faultsOf("王伟,same,一科\n李娜,same,二科")).toMatchObject([{ row: 2, code: "accountTwice" }]);
    expect(faultsOf("姓名\t账号\n王伟\twangwei")).toMatchObject([{ column: "科室", code: "noColumn" }]);
    expect(faultsOf("姓名\t科室\n")).toMatchObject([{ code: "nobody" }]);
    const many = Array.from({ length: MOST_AT_ONCE + 1 }, (_, at) => `王伟,w${at}xx,一科`).join("\n");
    expect(faultsOf(many)).toMatchObject([{ row: MOST_AT_ONCE + 1, code: "tooManyRows" }]);
  });
});
