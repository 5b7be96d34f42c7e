import { describe, expect, it } from "vitest";
import {
  type ListRule,
  outstandingMissing,
  periodFrom,
  reserveMissing,
  ruleRefusal,
  verdictOf,
} from "@/lib/lists/rules";
import { listFilter, ruleInput } from "@/lib/lists/schema";

const rule: ListRule = {
  periodMonths: 24,
  achievements: 2,
  methods: 3,
  recorders: 2,
  reserveDays: 90,
  reserveAchievements: 1,
  effectiveOn: "2020-01-01",
};
const enough = { achievements: 2, methods: 3, recorders: 2, concerns: 0 };

describe("实绩突出", () => {
  it("is whoever has two results, three methods, two recorders and no concern", () => {
    expect(outstandingMissing(rule, enough)).toEqual([]);
    expect(outstandingMissing(rule, { ...enough, achievements: 9, methods: 9, recorders: 9 })).toEqual([]);
    expect(verdictOf([])).toBe("listed");
  });

  it("says of whoever is one requirement short what that is, and is silent about the rest", () => {
    const missing = (over: Partial<typeof enough>) => outstandingMissing(rule, { ...enough, ...over });
    expect(missing({ achievements: 1 })).toEqual([{ kind: "achievements", short: 1 }]);
    expect(missing({ methods: 1 })).toEqual([{ kind: "methods", short: 2 }]);
    expect(missing({ recorders: 1 })).toEqual([{ kind: "recorders", short: 1 }]);
    expect(missing({ concerns: 2 })).toEqual([{ kind: "concern", short: 2 }]);
    expect(verdictOf(missing({ methods: 1 }))).toBe("almost");
    expect(verdictOf(missing({ methods: 2, recorders: 1 }))).toBe("none");
    expect(verdictOf(missing({ achievements: 1, concerns: 1 }))).toBe("none");
  });

  it("looks as many months back as the rule says, the day of the list among them", () => {
    expect(periodFrom(rule, "2026-11-30")).toBe("2024-12-01");
    expect(periodFrom({ periodMonths: 12 }, "2026-02-28")).toBe("2025-03-01");
  });
});

describe("一线后备", () => {
  it("is whoever served long enough on the main battlefield, with a result there and no concern", () => {
    expect(reserveMissing(rule, { days: 90, achievements: 1, concerns: 0 })).toEqual([]);
    expect(reserveMissing(rule, { days: 60, achievements: 1, concerns: 0 })).toEqual([
      { kind: "days", short: 30 },
    ]);
    expect(reserveMissing(rule, { days: 90, achievements: 0, concerns: 1 })).toEqual([
      { kind: "achievements", short: 1 },
      { kind: "concern", short: 1 },
    ]);
    expect(
      reserveMissing({ ...rule, reserveAchievements: 0 }, { days: 90, achievements: 0, concerns: 0 }),
    ).toEqual([]);
  });
});

describe("the rule", () => {
  it("changes from today on, and into another one", () => {
    const wanted = { ...rule, achievements: 3, effectiveOn: "2026-12-01" };
    expect(ruleRefusal(rule, wanted, "2026-12-01")).toBeNull();
    expect(ruleRefusal(rule, wanted, "2026-12-02")).toMatchObject({ refused: "lists.reason.inPast" });
    expect(ruleRefusal(rule, { ...rule, effectiveOn: "2026-12-01" }, "2026-12-01")).toMatchObject({
      refused: "lists.reason.sameRule",
    });
  });

  it("has numbers within reach, and a reason", () => {
    const { effectiveOn: _, ...numbers } = rule;
    const wanted = { ...numbers, effectiveOn: "2026-12-01", reason: "收紧" };
    expect(ruleInput.safeParse(wanted).success).toBe(true);
    for (const over of [
      { methods: 11 },
      { methods: 0 },
      { recorders: "x" },
      { reason: "紧" },
      { periodMonths: 3 },
    ])
      expect(ruleInput.safeParse({ ...wanted, ...over }).success, JSON.stringify(over)).toBe(false);
    expect(listFilter.parse({ view: "x", unit: "y", on: "0000-01-01" })).toEqual({ view: "outstanding" });
  });
});
