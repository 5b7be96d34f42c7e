import { describe, expect, it } from "vitest";
import {
  groundsOf,
  type Held,
  isFromBattlefield,
  isPart,
  medianOf,
  promotionRange,
  quartersBetween,
  type Stint,
  shareOf,
  type Traced,
} from "@/lib/boards/promotions/rules";
import { lengthOf, united } from "@/lib/central-tasks/front/rules";

const stint = (startsOn: string, endsOn: string | null, over: Partial<Stint["task"]> = {}): Stint => ({
  taskId: "t1",
  taskName: "征迁专班",
  startsOn,
  endsOn,
  task: {
    startsOn: "2024-01-01",
    endsOn: null,
    battlefieldFrom: "2024-01-01",
    battlefieldTo: null,
    ...over,
  },
});
const post = (startsOn: string, endsOn: string | null, unitType: Held["unitType"]): Held => ({
  startsOn,
  endsOn,
  unitName: "新城指挥部",
  unitType,
});
const DECIDED = "2026-07-01";

/** Counted by hand on a calendar. */
describe("time on the main battlefield", () => {
  it("is six months from January to June, whatever the days of these months", () => {
    const grounds = groundsOf([stint("2025-01-01", "2025-06-30")], [], DECIDED);
    expect(lengthOf(grounds)).toEqual({ months: 6, days: 0 });
    expect(isFromBattlefield(grounds)).toBe(true);
  });

  it("is a day short of six months", () => {
    const grounds = groundsOf([stint("2025-01-01", "2025-06-29")], [], DECIDED);
    expect(lengthOf(grounds)).toEqual({ months: 5, days: 29 });
    expect(isFromBattlefield(grounds)).toBe(false);
  });

  it("counts days that overlap once", () => {
    // January to April on one task, March to May on another: five months, not seven
    const grounds = groundsOf(
      [stint("2025-01-01", "2025-04-30"), stint("2025-03-01", "2025-05-31")],
      [],
      DECIDED,
    );
    expect(grounds).toHaveLength(2);
    expect(lengthOf(grounds)).toEqual({ months: 5, days: 0 });
  });

  it("follows somebody who changed posts: from a headquarters to a task, over the seam and with a gap", () => {
    // 2025-01-15 – 03-31 in the headquarters, 2025-03-20 – 05-14 on the task: 2025-01-15 – 05-14, four months; then
    // 2025-09-01 – 10-31 on the task again: two months; six in all, and the office between does not count
    const grounds = groundsOf(
      [stint("2025-03-20", "2025-05-14"), stint("2025-09-01", "2025-10-31")],
      [
        post("2023-01-01", "2025-01-14", "政府部门"),
        post("2025-01-15", "2025-03-31", "平台指挥部"),
        post("2025-04-01", null, "镇街"),
      ],
      DECIDED,
    );
    expect(united(grounds)).toEqual([
      { from: "2025-01-15", to: "2025-05-14" },
      { from: "2025-09-01", to: "2025-10-31" },
    ]);
    expect(lengthOf(grounds)).toEqual({ months: 6, days: 0 });
    expect(isFromBattlefield(grounds)).toBe(true);
  });

  it("makes a month of thirty days that are left over", () => {
    // 20 days and 15 days: a month and five days
    expect(
      lengthOf([
        { from: "2025-01-01", to: "2025-01-20" },
        { from: "2025-03-01", to: "2025-03-15" },
      ]),
    ).toEqual({ months: 1, days: 5 });
  });

  it("leaves out what lies before the window, after the flag, or on a task without one", () => {
    expect(lengthOf(groundsOf([stint("2024-01-01", "2024-09-30")], [], DECIDED))).toEqual({
      months: 3,
      days: 0,
    });
    expect(
      lengthOf(groundsOf([stint("2025-01-01", null, { battlefieldTo: "2025-02-28" })], [], DECIDED)),
    ).toEqual({ months: 2, days: 0 });
    expect(lengthOf(groundsOf([stint("2025-01-01", null, { endsOn: "2025-03-31" })], [], DECIDED))).toEqual({
      months: 3,
      days: 0,
    });
    expect(groundsOf([stint("2025-01-01", null, { battlefieldFrom: null })], [], DECIDED)).toEqual([]);
  });

  it("runs on to the day before the decision where it has no end", () => {
    expect(groundsOf([stint("2026-06-01", null)], [], DECIDED)).toEqual([
      { name: "征迁专班", taskId: "t1", from: "2026-06-01", to: "2026-06-30" },
    ]);
  });
});

describe("parts of the people", () => {
  const person = (over: Partial<Traced> = {}): Traced => ({
    isFromBattlefield: true,
    verified: 1,
    daysSinceFirst: 100,
    ...over,
  });

  it("put everybody into one of the two origins and one of the four counts of evidence", () => {
    for (const one of [
      person(),
      person({ isFromBattlefield: false, verified: 0, daysSinceFirst: null }),
      person({ verified: 7 }),
    ]) {
      expect((["battlefield", "elsewhere"] as const).filter((part) => isPart(one, part))).toHaveLength(1);
      expect(
        (["verified0", "verified1", "verified2", "verified3"] as const).filter((part) => isPart(one, part)),
      ).toHaveLength(1);
    }
  });

  it("leave out of the pace who had no verified achievement", () => {
    const none = person({ verified: 0, daysSinceFirst: null });
    expect(
      (["timed", "within6", "within12", "over12"] as const).filter((part) => isPart(none, part)),
    ).toEqual([]);
    // the median is taken of these, and opens them
    expect(isPart(person({ daysSinceFirst: 0 }), "timed")).toBe(true);
    expect(isPart(person({ daysSinceFirst: 183 }), "within6")).toBe(true);
    expect(isPart(person({ daysSinceFirst: 184 }), "within12")).toBe(true);
    expect(isPart(person({ daysSinceFirst: 367 }), "over12")).toBe(true);
  });

  it("say no share of nobody", () => {
    expect(shareOf([])).toBeNull();
    expect(shareOf([person(), person(), person({ isFromBattlefield: false })])).toBe(67);
  });

  it("have a middle", () => {
    expect(medianOf([])).toBeNull();
    expect(medianOf([30])).toBe(30);
    expect(medianOf([90, 10, 20, 41])).toBe(30);
  });
});

describe("periods", () => {
  it("are the last twelve months where nothing is said, and turned round where they are mistaken", () => {
    expect(promotionRange({}, "2026-11-30")).toEqual({ from: "2025-12-01", to: "2026-11-30" });
    expect(promotionRange({ from: "2026-05", to: "2026-02" }, "2026-11-30")).toEqual({
      from: "2026-02-01",
      to: "2026-05-31",
    });
  });

  it("fall into quarters that stay inside", () => {
    expect(quartersBetween("2025-12-01", "2026-05-31")).toEqual([
      { key: "2025-4", from: "2025-12", to: "2025-12" },
      { key: "2026-1", from: "2026-01", to: "2026-03" },
      { key: "2026-2", from: "2026-04", to: "2026-05" },
    ]);
  });
});
