import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardRange, crossed, sharesOf } from "@/lib/boards/rules";
import { boardFilter } from "@/lib/boards/schema";

describe("boardRange", () => {
  it("counts whole months up to this one", () => {
    expect(boardRange(boardFilter.parse({}), "2026-11-30")).toEqual({
      month: "2026-11",
      from: "2025-12-01",
      to: "2026-11-30",
    });
    expect(boardRange(boardFilter.parse({ month: "2026-02", span: "3" }), "2026-11-30")).toEqual({
      month: "2026-02",
      from: "2025-12-01",
      to: "2026-02-28",
      // these are over: lists open what was open on their last day
      on: "2026-02-28",
    });
  });

  it("knows no month that lies ahead, and no span of its own making", () => {
    expect(boardRange(boardFilter.parse({ month: "2027-01", span: "99" }), "2026-11-30").month).toBe(
      "2026-11",
    );
    expect(boardFilter.parse({ span: "99", type: "某类", task: "x" })).toEqual({ span: "12" });
  });
});

describe("sharesOf", () => {
  it("adds up to a hundred", () => {
    expect(sharesOf([1, 1, 1])).toEqual([34, 33, 33]);
    expect(sharesOf([0, 0])).toEqual([0, 0]);
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 12 }), (counts) => {
        const sum = sharesOf(counts).reduce((all, one) => all + one, 0);
        expect(sum).toBe(counts.some((count) => count > 0) ? 100 : 0);
      }),
    );
  });
});

describe("crossed", () => {
  it("lays counts out by row and column, with what was never counted as none", () => {
    expect(crossed({ "a:x": 2, "b:y": 3 }, ["a", "b"], ["x", "y"])).toEqual([
      { key: "a", cells: [2, 0], total: 2 },
      { key: "b", cells: [0, 3], total: 3 },
    ]);
  });
});
