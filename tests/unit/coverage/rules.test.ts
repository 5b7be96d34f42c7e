import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asOfDay,
  boardPeriod,
  bySilence,
  inOrder,
  isSilent,
  lastDayOf,
  minimumState,
  monthOf,
  monthsBetween,
  quarterEnd,
  quartersTo,
  silentDays,
  sum,
  sumColumns,
  twelveMonthsTo,
  unitMinimum,
} from "@/lib/coverage/rules";
import { coverageFilter, coverageRange } from "@/lib/coverage/schema";
import { periodOf } from "@/lib/methods/rules";
import { addDays } from "@/lib/platform/clock";

const day = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays("1990-01-01", offset));

describe("months of the board", () => {
  it("are twelve, end with the one asked for and follow each other", () => {
    fc.assert(
      fc.property(day, (on) => {
        const { from, to } = twelveMonthsTo(monthOf(on));
        const months = monthsBetween(from, to);
        expect(months).toHaveLength(12);
        expect(months.at(-1)).toBe(monthOf(on));
        expect(to).toBe(lastDayOf(monthOf(on)));
        expect(monthOf(addDays(to, 1))).not.toBe(monthOf(on));
        expect([...months].sort()).toEqual(months);
      }),
    );
  });
  it("include a month of which one day is asked for", () => {
    expect(monthsBetween("2026-01-31", "2026-03-01")).toEqual(["2026-01", "2026-02", "2026-03"]);
    expect(monthsBetween("2026-02-10", "2026-02-10")).toEqual(["2026-02"]);
  });
});

describe("quarters", () => {
  it("run backwards from today's, and end today while they run", () => {
    expect(quartersTo("2026-11-24", 3)).toEqual(["2026-10", "2026-07", "2026-04"]);
    expect(quarterEnd("2026-10", "2026-11-24")).toBe("2026-11-24");
    expect(quarterEnd("2026-07", "2026-11-24")).toBe("2026-09-30");
  });
  it("are never looked at beyond today", () => {
    fc.assert(
      fc.property(day, day, (end, today) => {
        expect(asOfDay(end, today) <= today).toBe(true);
        expect(asOfDay(end, today) <= end).toBe(true);
      }),
    );
  });
  it("lie whole inside the half-year and year that are counted with them", () => {
    fc.assert(
      fc.property(day, (on) => {
        const quarter = periodOf(on, "quarter");
        for (const wider of ["half_year", "year"] as const) {
          const period = periodOf(on, wider);
          expect(period.from <= quarter.from && quarter.to <= period.to).toBe(true);
          // one year holds all of them, so one read from its first day serves every method
          expect(period.from >= periodOf(on, "year").from).toBe(true);
        }
      }),
    );
  });
});

describe("minima", () => {
  const unitQuarter = { minimumCount: 2, minimumPeriod: "quarter", minimumScope: "unit" } as const;
  it("hold where they count records of a unit", () => {
    expect(unitMinimum(unitQuarter)).toBe(2);
  });
  it.each([
    { ...unitQuarter, minimumScope: "claim" as const },
    { ...unitQuarter, minimumScope: "task" as const },
    { ...unitQuarter, minimumScope: "cadre" as const },
    { ...unitQuarter, minimumPeriod: "week" as const },
    { ...unitQuarter, minimumPeriod: "event" as const },
    { ...unitQuarter, minimumCount: 0 },
  ])("are counts only for $minimumScope / $minimumPeriod / $minimumCount", (method) => {
    expect(unitMinimum(method)).toBeNull();
  });
  it("count weeks and events by the quarter", () => {
    expect(boardPeriod("week")).toBe("quarter");
    expect(boardPeriod("event")).toBe("quarter");
    expect(boardPeriod("half_year")).toBe("half_year");
  });
  it("are met or short by exactly what is missing", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 20 }), (count, minimum) => {
        const state = minimumState(count, minimum);
        if (state.kind === "short") expect(count + state.missing).toBe(minimum);
        else expect(count).toBeGreaterThanOrEqual(minimum);
      }),
    );
    expect(minimumState(0, null)).toEqual({ kind: "countOnly" });
  });
});

describe("silence", () => {
  it("begins after 90 days", () => {
    expect(isSilent(89, 90)).toBe(false);
    expect(isSilent(90, 90)).toBe(true);
    expect(isSilent(90, 120)).toBe(false);
  });
  it("is counted from the last record, else from the unit's first day", () => {
    expect(silentDays("2026-11-01", "2026-01-01", "2026-11-24")).toBe(23);
    expect(silentDays(null, "2026-11-20", "2026-11-24")).toBe(4);
    expect(isSilent(silentDays(null, null, "2026-11-24"), 90)).toBe(true);
  });
  it("puts the never seen first, then the longest", () => {
    const units = [{ silentDays: 90 }, { silentDays: null }, { silentDays: 120 }, { silentDays: null }];
    expect(units.sort(bySilence).map((unit) => unit.silentDays)).toEqual([null, null, 120, 90]);
  });
});

describe("sums", () => {
  it("of rows and of columns are the same number", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(100), { minLength: 4, maxLength: 4 })), (rows) => {
        expect(sum(sumColumns(rows, 4))).toBe(sum(rows.map(sum)));
      }),
    );
  });
  it("fill what was never counted with 0", () => {
    expect(inOrder({ b: 2 }, ["a", "b"])).toEqual([0, 2]);
  });
});

describe("what may be asked", () => {
  it("takes months in order, five years at most", () => {
    expect(coverageRange.safeParse({ from: "2026-01-15", to: "2026-01-01" }).success).toBe(false);
    expect(coverageRange.safeParse({ from: "2021-12-01", to: "2026-11-30" }).success).toBe(true);
    expect(coverageRange.safeParse({ from: "2021-11-30", to: "2026-11-30" }).success).toBe(false);
    expect(coverageRange.safeParse({ from: "2026-13-01", to: "2026-11-30" }).success).toBe(false);
  });
  it("opens an old or mistyped address with the default view", () => {
    expect(coverageFilter.parse({})).toEqual({ tab: "months" });
    expect(
      coverageFilter.parse({ tab: "x", month: "2026-13", quarter: ["2026-01"], short: "1", type: "" }),
    ).toEqual({
      tab: "months",
    });
  });
});
