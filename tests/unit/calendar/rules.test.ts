import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addWorkingDays,
  arrangeRefusal,
  type Calendar,
  deadlineRefusal,
  isWeekend,
  isWorkingDay,
  removeRefusal,
  weeksOf,
  workingDaysBetween,
  yearState,
} from "@/lib/calendar/rules";
import { arrangeInput, type DayKind, deadlineInput } from "@/lib/calendar/schema";
import { addDays, daysBetween } from "@/lib/platform/clock";
import announced from "@/prisma/seed/reference/calendar.json";

const REFERENCE: Calendar = new Map(
  announced.flatMap(({ from, until, work = [] }) => [
    ...Array.from({ length: daysBetween(from, until) + 1 }, (_, at): [string, DayKind] => [
      addDays(from, at),
      "OFF",
    ]),
    ...work.map((day): [string, DayKind] => [day, "WORK"]),
  ]),
);
const NONE: Calendar = new Map();

describe("the reference calendar", () => {
  it.each([
    // 2025 and 2026 had 28 and 33 days off; each make-up day falls on a weekend
    [2025, 248],
    [2026, 248],
  ])("gives %i as many working days as announced", (year, count) => {
    const days = Array.from({ length: 365 }, (_, at) => addDays(`${year}-01-01`, at));
    expect(days.filter((day) => isWorkingDay(day, REFERENCE))).toHaveLength(count);
  });
  it("names make-up days at weekends only", () => {
    expect([...REFERENCE].filter(([day, kind]) => kind === "WORK" && !isWeekend(day))).toEqual([]);
  });
});

describe("addWorkingDays", () => {
  it.each([
    // over the spring festival of 2026: 14 and 28 February are made up, 15–23 are off
    ["2026-02-13", 1, "2026-02-14"],
    ["2026-02-14", 1, "2026-02-24"],
    ["2026-02-24", 4, "2026-02-28"],
    // over the year's end: 1–3 January off, Sunday the 4th made up
    ["2025-12-31", 1, "2026-01-04"],
    ["2026-12-30", 2, "2027-01-04"],
    // a Saturday without an entry
    ["2026-11-27", 1, "2026-11-30"],
    ["2026-11-28", 5, "2026-12-04"],
    ["2026-11-28", 0, "2026-11-28"],
  ])("%s + %i = %s", (day, n, expected) => {
    expect(addWorkingDays(day, n, REFERENCE)).toBe(expected);
  });
  it("counts Monday to Friday in a year without entries", () => {
    expect(addWorkingDays("2031-09-30", 3, REFERENCE)).toBe("2031-10-03");
    expect(addWorkingDays("2031-09-30", 3, NONE)).toBe("2031-10-03");
  });
});

/** Any holidays and make-up days of some years, also across their ends. */
const days = fc.integer({ min: 0, max: 1200 }).map((at) => addDays("2024-11-01", at));
const calendars = fc
  .array(fc.tuple(days, fc.integer({ min: 1, max: 9 }), fc.constantFrom<DayKind>("OFF", "WORK")), {
    maxLength: 25,
  })
  .map(
    (ranges): Calendar =>
      new Map(
        ranges.flatMap(([from, length, kind]) =>
          Array.from({ length }, (_, at) => addDays(from, at))
            .filter((day) => kind === "OFF" || isWeekend(day))
            .map((day): [string, DayKind] => [day, kind]),
        ),
      ),
  );
const counts = fc.integer({ min: 0, max: 60 });

describe("working days, over any calendar", () => {
  it("end on a working day, and counting back gives the number that was added", () => {
    fc.assert(
      fc.property(calendars, days, counts, (calendar, day, n) => {
        const reached = addWorkingDays(day, n, calendar);
        if (n > 0) expect(isWorkingDay(reached, calendar)).toBe(true);
        expect(workingDaysBetween(day, reached, calendar)).toBe(n);
      }),
    );
  });
  it("add up: first m, then n is m + n at once", () => {
    fc.assert(
      fc.property(calendars, days, counts, counts, (calendar, day, m, n) => {
        expect(addWorkingDays(addWorkingDays(day, m, calendar), n, calendar)).toBe(
          addWorkingDays(day, m + n, calendar),
        );
      }),
    );
  });
  it("never move a deadline earlier by a day off, nor later by a day made up", () => {
    fc.assert(
      fc.property(calendars, days, days, counts, (calendar, day, changed, n) => {
        const before = addWorkingDays(day, n, calendar);
        expect(addWorkingDays(day, n, new Map([...calendar, [changed, "OFF"]])) >= before).toBe(true);
        expect(addWorkingDays(day, n, new Map([...calendar, [changed, "WORK"]])) <= before).toBe(true);
      }),
    );
  });
  it("between two days are the opposite of the way back, and add up over a day between", () => {
    fc.assert(
      fc.property(calendars, days, days, days, (calendar, a, b, c) => {
        expect(workingDaysBetween(a, b, calendar)).toBe(-workingDaysBetween(b, a, calendar) || 0);
        expect(workingDaysBetween(a, b, calendar) + workingDaysBetween(b, c, calendar)).toBe(
          workingDaysBetween(a, c, calendar),
        );
      }),
    );
  });
});

describe("yearState", () => {
  it("tells a year that is announced from one that is not, and from one without days", () => {
    const day = (at: string, isProvisional = false) => ({ day: at, isProvisional });
    expect(yearState([day("2026-10-01")], 2026)).toBe("arranged");
    expect(yearState([day("2027-10-01", true), day("2027-01-01")], 2027)).toBe("provisional");
    expect(yearState([day("2026-10-01")], 2028)).toBe("empty");
  });
});

describe("weeksOf", () => {
  it("holds each day of the month once, Monday first", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2199 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const weeks = weeksOf(year, month);
        const all = weeks.flat().filter((day) => day !== null);
        expect(all).toHaveLength(new Date(Date.UTC(year, month, 0)).getUTCDate());
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          expect(week.every((day, at) => day === null || isWeekend(day) === at > 4)).toBe(true);
        }
      }),
    );
  });
});

describe("refusals", () => {
  const today = "2026-11-27";
  const holiday = { from: "2027-02-04", until: "2027-02-10", kind: "OFF" } as const;
  it("let days from today on be set, and refuse those that were counted with", () => {
    expect(arrangeRefusal(holiday, today)).toBeNull();
    expect(arrangeRefusal({ ...holiday, from: today, until: today }, today)).toBeNull();
    expect(arrangeRefusal({ ...holiday, from: "2026-11-26" }, today)?.refused).toBe("calendar.reason.over");
    expect(removeRefusal({ day: today }, today)).toBeNull();
    expect(removeRefusal({ day: "2026-10-10" }, today)?.refused).toBe("calendar.reason.over");
  });
  it("refuse a month and more at once, and a workday that is one anyway", () => {
    expect(arrangeRefusal({ ...holiday, until: "2027-03-07" }, today)?.refused).toBe(
      "calendar.reason.rangeTooLong",
    );
    const saturday = { from: "2027-02-20", until: "2027-02-20", kind: "WORK" } as const;
    expect(arrangeRefusal(saturday, today)).toBeNull();
    expect(arrangeRefusal({ ...saturday, until: "2027-02-22" }, today)?.refused).toBe(
      "calendar.reason.worksAnyway",
    );
  });
  it("let a deadline change from today on", () => {
    expect(deadlineRefusal(today, today)).toBeNull();
    expect(deadlineRefusal("2026-11-26", today)?.refused).toBe("calendar.reason.inPast");
  });
});

describe("what is typed", () => {
  const typed = { from: "2027-02-05", until: "", kind: "OFF", name: "春节", reason: "国办通知" };
  it("is a single day without an end", () => {
    expect(arrangeInput.parse(typed)).toMatchObject({ until: "2027-02-05", isProvisional: false });
    expect(arrangeInput.parse({ ...typed, isProvisional: "on" }).isProvisional).toBe(true);
    expect(arrangeInput.safeParse({ ...typed, until: "2027-02-04" }).success).toBe(false);
    expect(arrangeInput.safeParse({ ...typed, reason: "" }).success).toBe(false);
  });
  it.each(["0", "121", "1.5", "", "五"])("is no number of working days: %s", (days) => {
    const input = { step: "CASE_IMMEDIATE", days, effectiveOn: "2027-01-01", reason: "试行" };
    expect(deadlineInput.safeParse(input).success).toBe(false);
    expect(deadlineInput.safeParse({ ...input, days: "120" }).success).toBe(true);
  });
});
