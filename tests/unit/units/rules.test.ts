import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countByType, escapeLike, isOwnList, reaches, rosterReach, unitTypeKey } from "@/lib/units/rules";
import { UNIT_TYPES, unitFilter } from "@/lib/units/schema";

const observer = { roles: ["OBSERVER" as const], unitIds: ["a", "b"], ownUnitId: null };

describe("rosterReach", () => {
  it("lets the department's readers reach every unit", () => {
    for (const role of ["REVIEWER", "LEADER", "ADMIN"] as const) {
      expect(reaches(rosterReach({ roles: [role], unitIds: [], ownUnitId: null }), "x")).toBe(true);
    }
  });

  it("keeps an observer to the units of their assignments", () => {
    expect(reaches(rosterReach(observer), "a")).toBe(true);
    expect(reaches(rosterReach(observer), "x")).toBe(false);
  });

  it("keeps a liaison to the own unit, and to none without one", () => {
    const liaison = { roles: ["LIAISON" as const], unitIds: [], ownUnitId: "own" };
    expect(reaches(rosterReach(liaison), "own")).toBe(true);
    expect(reaches(rosterReach(liaison), "x")).toBe(false);
    expect(reaches(rosterReach({ ...liaison, ownUnitId: null }), "own")).toBe(false);
  });
});

describe("isOwnList", () => {
  const filter = unitFilter.parse({});
  it("opens an observer's list with the own units until something else is asked for", () => {
    expect(isOwnList(rosterReach(observer), filter)).toBe(true);
    expect(isOwnList(rosterReach(observer), { ...filter, scope: "all" })).toBe(false);
    expect(isOwnList(rosterReach(observer), { ...filter, type: "镇街" })).toBe(false);
    expect(isOwnList(rosterReach(observer), { ...filter, q: "cas" })).toBe(false);
  });

  it("is no matter for those who reach all units", () => {
    expect(isOwnList({ kind: "all" }, filter)).toBe(false);
  });
});

describe("escapeLike", () => {
  it("leaves no sign of LIKE with its meaning", () => {
    expect(escapeLike("100%_\\")).toBe("100\\%\\_\\\\");
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bare = escapeLike(text).replace(/\\[\\%_]/g, "");
        expect(bare).not.toMatch(/[\\%_]/);
      }),
    );
  });
});

describe("unitFilter", () => {
  it("never refuses an address", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("type", "q", "sort", "scope"), fc.anything()), (search) => {
        expect(unitFilter.safeParse(search).success).toBe(true);
      }),
    );
  });
});

describe("unit types", () => {
  it("have a key each and are counted each", () => {
    expect(new Set(UNIT_TYPES.map(unitTypeKey)).size).toBe(8);
    expect([...countByType([{ type: "镇街" }, { type: "群团" }, { type: "镇街" }])]).toEqual([
      ["镇街", 2],
      ["群团", 1],
    ]);
  });
});
