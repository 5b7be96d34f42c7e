import { describe, expect, it } from "vitest";
import {
  ageBand,
  caseKind,
  groupsOf,
  type Member,
  measuresOf,
  median,
  monthsIn,
  pollOf,
  rangeOf,
  termBand,
  withNone,
} from "@/lib/teams/rules";

const member = (over: Partial<Member> = {}): Member => ({
  cadreId: "a",
  unitId: "u",
  bornOn: "1986-12-01",
  gender: "男",
  education: "大学",
  speciality: null,
  since: "2024-01-15",
  ...over,
});
const ON = "2026-11-30";

describe("structure", () => {
  it("counts age by month and puts each edge into the older band", () => {
    // forty in the month of the fortieth birthday, not before
    expect(ageBand("1986-12-01", "2026-11-30")).toBe("u40");
    expect(ageBand("1986-12-01", "2026-12-01")).toBe("u45");
    expect(ageBand("1976-11-01", ON)).toBe("o50");
    expect(ageBand("1992-01-01", ON)).toBe("u35");
  });

  it("counts whole months in a post", () => {
    expect(monthsIn("2026-10-31", "2026-11-30")).toBe(0);
    expect(monthsIn("2026-10-30", "2026-11-30")).toBe(1);
    expect(termBand("2025-12-01", ON)).toBe("u1");
    expect(termBand("2025-11-30", ON)).toBe("u3");
    expect(termBand("2021-11-30", ON)).toBe("o5");
    expect(monthsIn("2027-01-01", ON)).toBe(0);
  });

  it("groups all members once, bands in order with zeros, words by number", () => {
    const members = [
      member(),
      member({ cadreId: "b", gender: "女", education: "研究生", bornOn: "1980-01-01" }),
      member({ cadreId: "c", education: "大学", speciality: "水利" }),
    ];
    expect(groupsOf("age", members, ON).map((one) => one.count)).toEqual([0, 2, 0, 1, 0]);
    expect(groupsOf("education", members, ON)).toEqual([
      { value: "大学", count: 2 },
      { value: "研究生", count: 1 },
    ]);
    expect(groupsOf("speciality", members, ON)[0]).toEqual({ value: "", count: 2 });
  });

  it("measures each person once, and says nothing of an empty team", () => {
    const two = [
      member(),
      member({ title: "x" } as Partial<Member>),
      member({ cadreId: "b", gender: "女", bornOn: "1980-01-01" }),
    ];
    expect(measuresOf(two, ON)).toEqual({ size: 2, age: 42.5, termYears: 2.8, womenShare: 50 });
    expect(measuresOf([], ON)).toEqual({ size: 0, age: null, termYears: null, womenShare: null });
  });
});

describe("rangeOf", () => {
  it("gives middle and ends, and nothing under three units", () => {
    expect(rangeOf([5, null, 9, 6, 7])).toEqual({ median: 6.5, low: 5, high: 9, units: 4 });
    expect(rangeOf([5, 6, null])).toBeNull();
    // a unit that nobody has recorded is one of its type all the same
    expect(rangeOf(withNone([4, 8], 5))).toEqual({ median: 0, low: 0, high: 8, units: 5 });
    expect(rangeOf(withNone([1, 2, 3], 3))?.low).toBe(1);
    expect(median([])).toBeNull();
  });
});

describe("caseKind", () => {
  const open = { state: "OPEN" as const, dueOn: "2026-11-30", settledOn: null, closedOn: null };
  it("judges by the day of the page: closed later is still open", () => {
    expect(caseKind(open, "2026-11-30")).toBe("open");
    expect(caseKind(open, "2026-12-01")).toBe("overdue");
    const closed = { ...open, state: "CLOSED" as const, closedOn: "2026-12-02" };
    expect(caseKind(closed, "2026-12-05")).toBe("late");
    expect(caseKind(closed, "2026-12-01")).toBe("overdue");
    expect(caseKind({ ...closed, closedOn: "2026-11-30" }, "2026-12-05")).toBe("inTime");
    expect(caseKind({ ...open, state: "WITHDRAWN" }, ON)).toBeNull();
  });
  it("is in time where it was settled in time, however long the department takes to close it", () => {
    const settled = { ...open, state: "SETTLED" as const, settledOn: "2026-11-29" };
    expect(caseKind(settled, "2026-12-20")).toBe("open");
    expect(caseKind({ ...settled, settledOn: "2026-12-03" }, "2026-12-02")).toBe("overdue");
    const closed = { ...settled, state: "CLOSED" as const, closedOn: "2026-12-10" };
    expect(caseKind(closed, "2026-12-20")).toBe("inTime");
    expect(caseKind({ ...closed, settledOn: "2026-12-01" }, "2026-12-20")).toBe("late");
  });
});

describe("pollOf", () => {
  const details = {
    issued: 30,
    returned: 29,
    valid: 28,
    items: [
      { subject: "someone", dimension: "综合", excellent: 1 },
      { dimension: "德", excellent: 2 },
      { dimension: "综合", excellent: 20, competent: 6, basic: 1, incompetent: 0, unknown: 1 },
    ],
  };
  it("takes the team's own overall row, never a person's", () => {
    expect(pollOf(details)).toEqual({
      issued: 30,
      returned: 29,
      valid: 28,
      votes: { excellent: 20, competent: 6, basic: 1, incompetent: 0, unknown: 1 },
    });
    expect(pollOf({ ...details, items: details.items.slice(0, 2) }).votes).toBeNull();
  });
  it("shows no result of under ten valid forms, and survives what is no number", () => {
    expect(pollOf({ ...details, valid: 9 }).votes).toBeNull();
    expect(pollOf({ issued: "30", items: "x" })).toEqual({
      issued: null,
      returned: null,
      valid: null,
      votes: null,
    });
  });
});
