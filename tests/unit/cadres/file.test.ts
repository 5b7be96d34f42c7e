import { describe, expect, it } from "vitest";
import { exposureMonths, lateShare, lateSpans, perTenVisits, timeInPost } from "@/lib/cadres/file/rules";
import { toLimits } from "@/lib/calendar/limits/rules";

describe("late records", () => {
  const usual = toLimits(null);
  it("are those of the last 60 days and of twelve months, the day of the file among them", () => {
    expect(lateSpans("2026-03-01", usual)).toEqual({ recentFrom: "2026-01-01", yearFrom: "2025-03-02" });
    expect(lateSpans("2028-03-01", usual)).toEqual({ recentFrom: "2028-01-02", yearFrom: "2027-03-02" });
    // a month that has no such day ends on its last one
    expect(lateSpans("2028-02-28", usual).yearFrom).toBe("2027-02-28");
  });

  it("are a share of the year beside what an even spread would give", () => {
    const on = "2026-03-01";
    expect(lateShare({ recent: 9, year: 12 }, on, usual)).toEqual({ share: 75, even: 16 });
    expect(lateShare({ recent: 0, year: 7 }, on, usual)).toEqual({ share: 0, even: 16 });
    expect(lateShare({ recent: 0, year: 0 }, on, usual)).toEqual({ share: null, even: 16 });
  });

  it("are counted by what the office has set", () => {
    const windows = toLimits({ LATE_DAYS: 90, LATE_MONTHS: 6 });
    expect(lateSpans("2026-06-30", windows)).toEqual({ recentFrom: "2026-04-02", yearFrom: "2026-01-01" });
    // 90 days of 181
    expect(lateShare({ recent: 1, year: 2 }, "2026-06-30", windows)).toEqual({ share: 50, even: 50 });
  });
});

describe("exposure", () => {
  it("is counted in the twelve whole months before the month of the file", () => {
    expect(exposureMonths("2026-03-31")).toEqual({ first: "2025-03-01", last: "2026-02-01" });
    expect(exposureMonths("2026-01-01")).toEqual({ first: "2025-01-01", last: "2025-12-01" });
  });

  it("gives how many of ten visits met them, and nothing where there was none", () => {
    expect(perTenVisits({ visits: 40, seen: 13 })).toBe(3.3);
    expect(perTenVisits({ visits: 3, seen: 3 })).toBe(10);
    expect(perTenVisits({ visits: 0, seen: 0 })).toBeNull();
  });
});

describe("timeInPost", () => {
  it("is whole years and months, both days counted", () => {
    expect(timeInPost("2024-01-01", "2025-12-31")).toEqual({ years: 2, months: 0 });
    expect(timeInPost("2024-01-01", "2024-01-30")).toEqual({ years: 0, months: 0 });
    expect(timeInPost("2024-01-15", "2024-02-14")).toEqual({ years: 0, months: 1 });
    expect(timeInPost("2023-11-30", "2025-03-01")).toEqual({ years: 1, months: 3 });
    expect(timeInPost("2024-05-02", "2024-05-01")).toEqual({ years: 0, months: 0 });
  });
});
