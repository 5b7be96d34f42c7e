import { describe, expect, it } from "vitest";
import { type Declared, declareRefusal, isStanding, openSuggestions, openYears } from "@/lib/recusals/rules";
import { declareInput } from "@/lib/recusals/schema";

const UNIT = "6b1b3c1e-0000-4000-8000-000000000001";
const today = "2026-11-30";
const buildDeclared = (over: Partial<Declared> = {}): Declared => ({
  id: "a",
  kind: "KIN",
  unitId: UNIT,
  personName: "甲某",
  workedUntil: null,
  endsOn: null,
  ...over,
});
const line = (over: object) =>
  declareInput.parse({ id: crypto.randomUUID(), kind: "OTHER", unitId: UNIT, note: "有合伙关系", ...over });

describe("openYears", () => {
  it("opens the next year's sheet in December", () => {
    expect(openYears("2026-11-30")).toEqual([2026]);
    expect(openYears("2026-12-01")).toEqual([2026, 2027]);
    expect(openYears("2027-01-01")).toEqual([2027]);
  });
});

describe("isStanding", () => {
  it.each([
    ["2021-11-30", false],
    ["2021-12-01", true],
  ])("a workplace left on %s, five years later: %s", (workedUntil, stands) => {
    expect(isStanding(buildDeclared({ kind: "FORMER_WORKPLACE", workedUntil }), today)).toBe(stands);
  });
  it("ends with what a leader let go", () => {
    expect(isStanding(buildDeclared({ endsOn: "2026-11-29" }), today)).toBe(false);
    expect(isStanding(buildDeclared({ endsOn: today }), today)).toBe(true);
  });
});

describe("declareInput", () => {
  it.each([
    [{ kind: "KIN", relation: "", personName: "甲某" }, ["relation"]],
    [{ kind: "KIN", relation: "SPOUSE", personName: "" }, ["personName"]],
    [{ kind: "FORMER_WORKPLACE", workedUntil: "" }, ["workedUntil"]],
    [{ kind: "OTHER", note: "" }, ["note"]],
    [{ kind: "NATIVE_TOWN", note: "" }, []],
  ])("%o asks for %o", (over, missing) => {
    const parsed = declareInput.safeParse({ id: crypto.randomUUID(), unitId: UNIT, ...over });
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))).toEqual(missing);
  });
});

describe("declareRefusal", () => {
  it("refuses a day ahead and a workplace left five years ago", () => {
    const at = (workedUntil: string) => line({ kind: "FORMER_WORKPLACE", workedUntil });
    expect(declareRefusal(at("2026-12-01"), [], today)).toBe("recusals.reason.dayAhead");
    expect(declareRefusal(at("2021-11-30"), [], today)).toBe("recusals.reason.longAgo");
    expect(declareRefusal(at("2021-12-01"), [], today)).toBeNull();
  });
  it("refuses what stands already; another relative in the same unit is another line", () => {
    const kin = (personName: string) => line({ kind: "KIN", relation: "SIBLING", personName });
    expect(declareRefusal(kin("甲某"), [buildDeclared()], today)).toBe("recusals.reason.alreadyDeclared");
    expect(declareRefusal(kin("乙某"), [buildDeclared()], today)).toBeNull();
    expect(declareRefusal(kin("甲某"), [buildDeclared({ endsOn: "2026-01-01" })], today)).toBeNull();
  });
});

describe("openSuggestions", () => {
  it("offers what the post history tells and nobody declared", () => {
    const found = [
      { kind: "FORMER_WORKPLACE" as const, unitId: UNIT, unitName: "甲局", workedUntil: "2024-01-31" },
      { kind: "FORMER_WORKPLACE" as const, unitId: "b", unitName: "乙局", workedUntil: "2020-01-31" },
      { kind: "NATIVE_TOWN" as const, unitId: "c", unitName: "丙镇", workedUntil: null },
    ];
    const offered = (declared: Declared[]) =>
      openSuggestions(found, declared, today).map(({ unitName }) => unitName);
    expect(offered([])).toEqual(["甲局", "丙镇"]);
    expect(offered([buildDeclared({ kind: "FORMER_WORKPLACE", workedUntil: "2024-01-31" })])).toEqual([
      "丙镇",
    ]);
  });
});
