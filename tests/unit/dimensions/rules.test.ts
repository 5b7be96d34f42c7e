import { describe, expect, it } from "vitest";
import { type DimensionWording, dimensionWordsOn, wordingOn, wordingRefusal } from "@/lib/dimensions/rules";

const usual = (dimension: string) => `usual ${dimension}`;
const wording = (over: Partial<DimensionWording> = {}): DimensionWording => ({
  dimension: "PERFORMANCE",
  name: "绩",
  shortName: "绩",
  hint: "",
  nameEn: "",
  shortNameEn: "",
  hintEn: "",
  startsOn: "2020-01-01",
  ...over,
});
const first = wording();
const second = wording({ name: "工作实绩", shortName: "实绩", startsOn: "2026-12-01" });
const coming = wording({ name: "业绩", shortName: "业绩", startsOn: "2027-01-01" });
/** newest first, as they are read */
const wordings = [coming, second, wording({ dimension: "VIRTUE", name: "德" }), first];

describe("wordingOn", () => {
  it("tells a day in the words of that day", () => {
    const on = (day: string) => wordingOn(wordings, "PERFORMANCE", day)?.name;
    expect(on("2026-11-30")).toBe("绩");
    expect(on("2026-12-01")).toBe("工作实绩");
    expect(on("2026-12-31")).toBe("工作实绩");
    expect(on("2027-01-01")).toBe("业绩");
  });

  it("tells a day before the first wording in the first", () => {
    expect(wordingOn(wordings, "PERFORMANCE", "0001-01-01")).toBe(first);
    expect(wordingOn([], "PERFORMANCE", "2026-01-01")).toBeUndefined();
  });

  it("takes the later set of two that begin on one day", () => {
    const overtaken = wording({ name: "成绩", startsOn: "2026-12-01" });
    expect(wordingOn([second, overtaken, first], "PERFORMANCE", "2026-12-02")).toBe(second);
  });
});

describe("dimensionWordsOn", () => {
  it("gives all five, and the usual words where nothing was ever set", () => {
    const words = dimensionWordsOn(wordings, "2026-12-02", false, usual);
    expect(words.PERFORMANCE).toMatchObject({ name: "工作实绩", shortName: "实绩" });
    expect(words.INTEGRITY).toEqual({
      name: "usual INTEGRITY",
      shortName: "usual INTEGRITY",
      hint: "",
    });
  });

  it("speaks English with English words only", () => {
    const english = (over: Partial<DimensionWording>) =>
      dimensionWordsOn([wording({ name: "实绩", ...over })], "2026-12-02", true, usual).PERFORMANCE;
    expect(english({})).toEqual({
      name: "usual PERFORMANCE",
      shortName: "usual PERFORMANCE",
      hint: "",
    });
    expect(english({ nameEn: "Work results" })).toMatchObject({
      name: "Work results",
      shortName: "Work results",
    });
    expect(english({ nameEn: "Work results", shortNameEn: "Results" })).toMatchObject({
      shortName: "Results",
    });
  });
});

describe("wordingRefusal", () => {
  const present = [coming, second, first];
  const wanted = (over: Partial<DimensionWording>) => ({ ...first, ...over });

  it("lets an announced wording be overtaken from its own day on, also by the one before it", () => {
    expect(wordingRefusal(wanted({ ...second, startsOn: "2027-01-01" }), present, "2026-12-05")).toBeNull();
    expect(wordingRefusal(wanted({ startsOn: "2026-12-05" }), [second, first], "2026-12-05")).toBeNull();
  });

  it("refuses the past, a day before the announced one, and what says nothing new", () => {
    const refused = (over: Partial<DimensionWording>, today = "2026-12-05") =>
      wordingRefusal(wanted(over), present, today)?.refused;
    expect(refused({ name: "成效", startsOn: "2026-12-04" })).toBe("dimensions.reason.inThePast");
    expect(refused({ name: "成效", startsOn: "2026-12-31" })).toBe("dimensions.reason.beforeTheLast");
    expect(refused({ ...coming, startsOn: "2027-02-01" })).toBe("dimensions.reason.unchanged");
  });
});
