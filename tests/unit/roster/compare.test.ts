import { describe, expect, it } from "vitest";
import { assessRow, doubledIdentities } from "@/lib/roster/checks/rules";
import { compareRow, type Known, matchRow, rosterOf } from "@/lib/roster/compare/rules";
import { indexUnits } from "@/lib/roster/names/rules";
import { faultSheets, templateSheets } from "@/lib/roster/paper/rules";
import { judgeRows, readRows } from "@/lib/roster/preview/rules";
import type { Values } from "@/lib/roster/schema";

const TODAY = "2026-11-30";
const UNITS = indexUnits([
  { id: "u1", name: "义乌市财政局", shortName: "市财政局", initials: "sczj", endsOn: null },
  { id: "u2", name: "义乌市赤岸镇", shortName: "赤岸镇", initials: "caz", endsOn: null },
  { id: "u3", name: "义乌市旧局", shortName: "市旧局", initials: "sjj", endsOn: "2025-12-31" },
]);
const NAMES = new Map(UNITS.units.map(({ id, shortName }) => [id, shortName]));
const NUMBER = "330799198503010028";

const known = (over: Partial<Known> = {}): Known => ({
  id: "c1",
  name: "沈澍",
  gender: "女",
  bornOn: "1985-03-01",
  idNumber: NUMBER,
  ethnicity: "汉族",
  nativePlace: "浙江义乌",
  joinedPartyOn: "2008-06-01",
  startedWorkOn: "2007-08-01",
  education: "大学本科",
  speciality: null,
  sheet: {},
  post: {
    id: "h1",
    unitId: "u1",
    unitName: "市财政局",
    title: "科长",
    level: "股所级正职",
    tier: "MIDDLE",
    startsOn: "2020-03-12",
  },
  ...over,
});
const rulesOf = (typed: Values): string[] =>
  assessRow(typed, UNITS, TODAY).faults.map(({ field, rule }) => `${field} ${rule}`);
const rowOf = (typed: Values, over = {}) => ({
  id: "r1",
  rowNo: 2,
  typed,
  choice: null,
  cadreId: null,
  ...over,
});
const judge = (typed: Values, people: Known[], over = {}) => {
  const [row] = judgeRows(readRows([rowOf(typed, over)], UNITS, TODAY), rosterOf(people), NAMES, TODAY);
  if (!row) throw new Error("no row");
  return row;
};

describe("assessRow", () => {
  it("takes birth and gender from the number, and the unit from the post", () => {
    const { taken, faults } = assessRow(
      { name: "沈澍", idNumber: NUMBER, title: "义乌市财政局科长" },
      UNITS,
      TODAY,
    );
    expect(faults).toEqual([]);
    expect(taken).toEqual({
      name: "沈澍",
      idNumber: NUMBER,
      bornOn: "1985-03",
      gender: "女",
      unit: "u1",
      title: "科长",
    });
  });

  it("settles by the number whether it was January or October", () => {
    const january = "330799198501010028".slice(0, 17);
    expect(january).toHaveLength(17);
    expect(rulesOf({ name: "沈澍", bornOn: "1985.1" })).toEqual(["bornOn dateAmbiguous"]);
  });

  it.each<[Values, string]>([
    [{ name: "" }, "name required"],
    [{ name: "沈澍", bornOn: "1984.03", idNumber: NUMBER }, "bornOn identityBirth"],
    [{ name: "沈澍", gender: "男", idNumber: NUMBER }, "gender identityGender"],
    [{ name: "沈澍", bornOn: "1985.03", startedWorkOn: "1997.08" }, "startedWorkOn workTooYoung"],
    [{ name: "沈澍", bornOn: "1985.03", joinedPartyOn: "2003.02" }, "joinedPartyOn partyTooYoung"],
    [{ name: "沈澍", startedWorkOn: "2027.01" }, "startedWorkOn dateAhead"],
    [{ name: "沈澍", bornOn: "2015.01" }, "bornOn bornOutOfRange"],
    [{ name: "沈澍", startedWorkOn: "2010.07", postStartsOn: "2009.01" }, "postStartsOn postBeforeWork"],
    [{ name: "沈澍", unit: "市旧局" }, "unit unitEnded"],
    [{ name: "沈澍", unit: "星际联络处" }, "unit unknownUnit"],
  ])("says of %j: %s", (typed, rule) => expect(rulesOf(typed)).toEqual([rule]));

  it("lets who turned eighteen that month join", () => {
    expect(rulesOf({ name: "沈澍", bornOn: "1985.03", joinedPartyOn: "2003.03" })).toEqual([]);
  });

  it("names every row of a doubled number", () => {
    const taken = { idNumber: NUMBER };
    expect([
      ...doubledIdentities([
        { rowNo: 3, taken },
        { rowNo: 9, taken },
        { rowNo: 4, taken: {} },
      ]),
    ]).toEqual([
      [3, { field: "idNumber", rule: "identityTwice", params: { row: 9 } }],
      [9, { field: "idNumber", rule: "identityTwice", params: { row: 3 } }],
    ]);
  });
});

describe("matchRow", () => {
  const roster = rosterOf([known(), known({ id: "c2", name: "骆筠", idNumber: null })]);
  it("goes by the number", () => {
    expect(matchRow({ name: "沈澍", idNumber: NUMBER }, roster, null, null)).toMatchObject({
      kind: "cadre",
      cadre: { id: "c1" },
    });
  });
  it("asks where there is a name alone, or a number under another name", () => {
    expect(matchRow({ name: "骆筠" }, roster, null, null)).toMatchObject({
      kind: "doubt",
      candidates: [{ id: "c2", isLikely: false }],
    });
    expect(matchRow({ name: "骆筠", bornOn: "1985-03", unit: "u1" }, roster, null, null)).toMatchObject({
      candidates: [{ id: "c2", isLikely: true }],
    });
    expect(matchRow({ name: "季峤", idNumber: NUMBER }, roster, null, null)).toMatchObject({
      kind: "doubt",
      candidates: [{ id: "c1" }],
    });
  });
  it("takes who has another number for another person", () => {
    expect(matchRow({ name: "沈澍", idNumber: "330799198503010036" }, roster, null, null)).toEqual({
      kind: "new",
    });
  });
  it("does as a person said", () => {
    expect(matchRow({ name: "骆筠" }, roster, "NEW", null)).toEqual({ kind: "new" });
    expect(matchRow({ name: "骆筠" }, roster, "CADRE", "c2")).toMatchObject({
      kind: "cadre",
      cadre: { id: "c2" },
    });
  });
});

describe("compareRow", () => {
  it("finds no difference in what is known, month by month", () => {
    const same: Values = {
      name: "沈澍",
      bornOn: "1985-03-01",
      joinedPartyOn: "2008-06",
      title: "科长",
      unit: "u1",
      postStartsOn: "2020-03",
    };
    expect(compareRow(same, known(), NAMES, TODAY)).toMatchObject({
      differences: [],
      faults: [],
      plan: { person: {}, move: null },
    });
  });

  it("erases nothing where the file is empty", () => {
    expect(compareRow({ name: "沈澍" }, known(), NAMES, TODAY).differences).toEqual([]);
  });

  it("makes a move of another unit or post, from the day of the file", () => {
    const { plan, differences } = compareRow(
      { unit: "u2", title: "副镇长", postStartsOn: "2026-09" },
      known(),
      NAMES,
      TODAY,
    );
    expect(plan.move).toEqual({
      unitId: "u2",
      title: "副镇长",
      level: "股所级正职",
      tier: "MIDDLE",
      startsOn: "2026-09-01",
      ends: "h1",
    });
    expect(differences).toEqual([
      { field: "unit", old: "市财政局", new: "赤岸镇" },
      { field: "title", old: "科长", new: "副镇长" },
      { field: "postStartsOn", old: "2020.03.12", new: "2026.09.01" },
    ]);
  });

  it("begins a new grade in the same post when the import counts", () => {
    const { plan } = compareRow({ level: "乡科级副职", postStartsOn: "2020-03" }, known(), NAMES, TODAY);
    expect(plan.move).toMatchObject({ title: "科长", level: "乡科级副职", startsOn: TODAY });
  });

  it("refuses a move that begins before the present post did", () => {
    const { plan, faults } = compareRow({ title: "局长", postStartsOn: "2019-01" }, known(), NAMES, TODAY);
    expect(plan.move).toBeNull();
    expect(faults).toEqual([{ field: "postStartsOn", rule: "postNotLater", params: { day: "2020.03.12" } }]);
  });

  it("wants of somebody new what a cadre cannot be without", () => {
    expect(compareRow({ name: "季峤" }, null, NAMES, TODAY).faults.map(({ field }) => field)).toEqual([
      "gender",
      "bornOn",
      "unit",
      "title",
    ]);
  });
});

describe("judgeRows", () => {
  it("gives each row its verdict", () => {
    expect(judge({ name: "沈澍", idNumber: NUMBER }, [known()]).verdict).toBe("SAME");
    expect(judge({ name: "沈澍", idNumber: NUMBER, education: "研究生" }, [known()]).verdict).toBe("CHANGED");
    expect(judge({ name: "沈澍" }, [known()]).verdict).toBe("DOUBTFUL");
    expect(judge({ name: "季峤", idNumber: NUMBER, title: "科员", unit: "市财政局" }, []).verdict).toBe(
      "NEW",
    );
    expect(judge({ name: "季峤", ethnicity: "汗族" }, []).verdict).toBe("FAULTY");
  });

  it("believes no number of three zeros beside one that was cut", () => {
    const zeros = "330799198202054000";
    const rulesOf = (...numbers: string[]) =>
      readRows(
        numbers.map((idNumber, at) => rowOf({ name: "沈澍", idNumber }, { id: `r${at}`, rowNo: at + 2 })),
        UNITS,
        TODAY,
      ).map(({ faults }) => faults.map(({ rule }) => rule));
    expect(rulesOf(zeros, NUMBER)).toEqual([[], []]);
    expect(rulesOf(zeros, "3.30799198503E+17", NUMBER)).toEqual([
      ["identityNumeric"],
      ["identityNumeric"],
      [],
    ]);
  });

  it("lets two rows not be one cadre", () => {
    const rows = [
      rowOf({ name: "沈澍" }, { choice: "CADRE", cadreId: "c1" }),
      rowOf({ name: "沈澍", idNumber: NUMBER }, { id: "r2", rowNo: 7 }),
    ];
    const judged = judgeRows(readRows(rows, UNITS, TODAY), rosterOf([known()]), NAMES, TODAY);
    expect(judged.map(({ verdict }) => verdict)).toEqual(["SAME", "FAULTY"]);
    expect(judged[1]?.faults).toEqual([{ field: "name", rule: "cadreTwice", params: { row: 2 } }]);
  });

  it("sees another digest once the cadre is another", () => {
    const typed = { name: "沈澍", idNumber: NUMBER };
    expect(judge(typed, [known()]).seen).toBe(judge(typed, [known()]).seen);
    expect(judge(typed, [known({ ethnicity: "畲族" })]).seen).not.toBe(judge(typed, [known()]).seen);
  });
});

describe("workbooks that go out", () => {
  it("keep the file's own columns, corrections and the reason", () => {
    const row = {
      rowNo: 5,
      raw: ["1", "沈澍", "汗族"],
      typed: { name: "沈澍", ethnicity: "汗族", gender: "女" },
      faults: [],
    };
    const [sheet] = faultSheets(
      ["序号", "姓 名", "民族"],
      ["", "name", "ethnicity"],
      [row],
      () => "民族不在范围内",
    );
    expect(sheet?.rows).toEqual([
      ["序号", "姓 名", "民族", "性别", "原行号", "错误说明"],
      ["1", "沈澍", "汗族", "女", "5", "民族不在范围内"],
    ]);
  });
  it("have a template whose headings are known", () => {
    expect(templateSheets()[0]?.rows[0]).toContain("身份证号");
  });
});
