import { describe, expect, it } from "vitest";
import { overlapRefusal } from "@/lib/assignments/rules";
import { overlapOf, stepFor } from "@/lib/transfers/rules";

const buildSheet = (state: "OPEN" | "HANDED" | "TAKEN") => ({
  state,
  fromObserverId: "goes",
  toObserverId: "comes",
});

describe("stepFor", () => {
  it("is the turn of one of the two, and of nobody else", () => {
    const turns = (["OPEN", "HANDED", "TAKEN"] as const).map((state) =>
      ["goes", "comes", "other"].map((person) => stepFor(buildSheet(state), person)),
    );
    expect(turns).toEqual([
      ["hand", null, null],
      [null, "answer", null],
      [null, null, null],
    ]);
  });
});

describe("overlapOf", () => {
  it("is the days on which both have the unit", () => {
    expect(overlapOf("2026-12-14", "2026-12-01")).toEqual({ from: "2026-12-01", to: "2026-12-14" });
    expect(overlapOf("2026-11-30", "2026-12-01")).toBeNull();
  });
});

describe("overlapRefusal", () => {
  it.each([
    ["2026-11-29", "assignments.reason.overlapDays"],
    ["2026-11-30", null],
    ["2027-01-30", null],
    ["2027-01-31", "assignments.reason.overlapDays"],
  ])("the last day %s before one who comes on 1 December: %s", (lastDay, reason) => {
    expect(overlapRefusal(lastDay, "2026-12-01", { overlapDays: 60 })).toBe(reason);
  });

  it("is as long as the office has set it", () => {
    expect(overlapRefusal("2026-12-15", "2026-12-01", { overlapDays: 14 })).toBeNull();
    expect(overlapRefusal("2026-12-16", "2026-12-01", { overlapDays: 14 })).toBe(
      "assignments.reason.overlapDays",
    );
  });
});
