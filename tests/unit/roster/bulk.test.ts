import { describe, expect, it } from "vitest";
import { type BulkCadre, bulkStop, bulkVerdict } from "@/lib/roster/bulk/rules";
import { bulkFilter, bulkInput } from "@/lib/roster/bulk/schema";

const TODAY = "2026-06-15";
const cadre = (over: Partial<BulkCadre> = {}): BulkCadre => ({
  id: "c",
  name: "闻序",
  holdingId: "h",
  unitId: "old",
  unitName: "甲镇",
  title: "副镇长",
  startsOn: "2024-01-01",
  hasLater: false,
  ...over,
});
const by = { cadreId: "another" };
const unit = (over = {}) => ({ id: "new", startsOn: null, endsOn: null, ...over });

describe("bulkVerdict", () => {
  it("lets people with one post move and leave", () => {
    expect(bulkVerdict(cadre(), "MOVE", TODAY, "new", by)).toEqual({ kind: "change" });
    expect(bulkVerdict(cadre(), "LEAVE", TODAY, undefined, by)).toEqual({ kind: "change" });
  });
  it.each([
    [{ holdingId: null, startsOn: null }, "roster.reason.bulkNoPost"],
    [{ hasLater: true }, "roster.reason.bulkLaterPost"],
    [{ startsOn: TODAY }, "roster.reason.bulkBeforePost"],
  ] as const)("says why not: %o", (over, reason) => {
    expect(bulkVerdict(cadre(over), "MOVE", TODAY, "new", by)).toEqual({ kind: "refused", reason });
  });
  it("is refused of oneself, whatever it is", () => {
    const own = { kind: "refused", reason: "roster.reason.bulkOwn" };
    for (const deed of ["MOVE", "LEAVE"] as const)
      expect(bulkVerdict(cadre(), deed, TODAY, "new", { cadreId: "c" })).toEqual(own);
  });
  it("leaves whoever is in that unit already as they are", () => {
    expect(bulkVerdict(cadre({ unitId: "new" }), "MOVE", TODAY, "new", by)).toEqual({ kind: "same" });
  });
  it("lets somebody leave on the first day of a post", () => {
    expect(bulkVerdict(cadre({ startsOn: TODAY }), "LEAVE", TODAY, undefined, by)).toEqual({
      kind: "change",
    });
  });
});

describe("bulkStop", () => {
  it("moves nobody into a unit that is not there that day", () => {
    expect(bulkStop("MOVE", TODAY, unit(), TODAY)).toBeNull();
    expect(bulkStop("MOVE", TODAY, null, TODAY)).toBe("roster.reason.bulkUnitGone");
    expect(bulkStop("MOVE", TODAY, unit({ endsOn: "2026-06-14" }), TODAY)).toBe("roster.reason.bulkUnitGone");
    expect(bulkStop("MOVE", TODAY, unit({ startsOn: "2026-06-16" }), TODAY)).toBe(
      "roster.reason.bulkUnitGone",
    );
    expect(bulkStop("LEAVE", TODAY, null, TODAY)).toBeNull();
  });
  it("keeps to a year on either side", () => {
    expect(bulkStop("LEAVE", "2027-06-16", null, TODAY)).toBeNull();
    expect(bulkStop("LEAVE", "2027-06-17", null, TODAY)).toBe("roster.reason.bulkDayFar");
    expect(bulkStop("LEAVE", "2025-06-13", null, TODAY)).toBe("roster.reason.bulkDayFar");
  });
});

describe("the address of a bulk change", () => {
  it("takes one ticked person like many, and nobody where the ids are none", () => {
    const id = "0b7c1f0e-5b1e-4c0a-9d2f-0a1b2c3d4e5f";
    expect(bulkFilter.parse({ cadres: id }).cadres).toEqual([id]);
    expect(bulkFilter.parse({ cadres: ["x"], deed: "SHOUT", day: "0000-01-01" })).toEqual({ cadres: [] });
  });
  it("wants a unit of a move", () => {
    const asked = {
      id: "0b7c1f0e-5b1e-4c0a-9d2f-0a1b2c3d4e5f",
      cadres: "0b7c1f0e-5b1e-4c0a-9d2f-0a1b2c3d4e5f",
      seen: "",
      day: TODAY,
      reason: "机构调整",
    };
    expect(bulkInput.safeParse({ ...asked, deed: "MOVE", into: "" }).success).toBe(false);
    expect(bulkInput.safeParse({ ...asked, deed: "LEAVE", into: "" }).success).toBe(true);
  });
});
