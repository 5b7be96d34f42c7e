/** Time on 主战场, counted by hand on a calendar (docs/adr/0051). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  daysOf,
  type FrontPost,
  type FrontStint,
  frontGrounds,
  frontLength,
  frontWindow,
  lengthOf,
  united,
} from "@/lib/central-tasks/front/rules";
import { addDays } from "@/lib/platform/clock";

const stint = (
  startsOn: string,
  endsOn: string | null,
  over: Partial<FrontStint["task"]> = {},
): FrontStint => ({
  startsOn,
  endsOn,
  task: { startsOn: "2020-01-01", endsOn: null, battlefieldFrom: "2020-01-01", battlefieldTo: null, ...over },
});
const post = (
  startsOn: string,
  endsOn: string | null,
  unitType: FrontPost["unitType"] = "平台指挥部",
): FrontPost => ({ startsOn, endsOn, unitType });
const spans = (stints: FrontStint[], posts: FrontPost[], last: string) =>
  frontGrounds(stints, posts, last).map(({ from, to }) => [from, to]);

describe("the window", () => {
  it("is 24 months whose last day is the day of the page", () => {
    expect(frontWindow("2026-06-30")).toEqual({ from: "2024-07-01", to: "2026-06-30" });
    expect(frontWindow("2026-11-15")).toEqual({ from: "2024-11-16", to: "2026-11-15" });
  });
  it("begins on a first where it ends on the last day of a month, whatever the length of these months", () => {
    expect(frontWindow("2026-02-28").from).toBe("2024-03-01");
    expect(frontWindow("2028-02-29").from).toBe("2026-03-01");
    // no 29 February two years before: the last day of that month
    expect(frontWindow("2028-02-28").from).toBe("2026-02-28");
  });
  it("cuts at both ends, its first and last day included", () => {
    expect(spans([stint("2022-01-01", "2024-07-01")], [], "2026-06-30")).toEqual([
      ["2024-07-01", "2024-07-01"],
    ]);
    expect(spans([stint("2022-01-01", "2024-06-30")], [], "2026-06-30")).toEqual([]);
    expect(spans([stint("2026-06-30", null)], [], "2026-06-30")).toEqual([["2026-06-30", "2026-06-30"]]);
    expect(spans([stint("2026-07-01", null)], [], "2026-06-30")).toEqual([]);
    expect(frontLength([stint("2020-01-01", null)], [], "2026-06-30")).toEqual({ months: 24, days: 0 });
    expect(daysOf(frontGrounds([stint("2020-01-01", null)], [], "2026-06-30"))).toBe(730);
  });
});

describe("days on 主战场", () => {
  it("are those of the stint inside the task and inside its flag", () => {
    const flagged = { battlefieldFrom: "2026-01-01", battlefieldTo: "2026-03-31" };
    const days = (one: FrontStint, last = "2026-06-30") => daysOf(frontGrounds([one], [], last));
    expect(days(stint("2026-01-11", "2026-01-20", flagged))).toBe(10);
    expect(days(stint("2025-06-01", null, flagged))).toBe(31 + 28 + 31);
    expect(days(stint("2025-06-01", null, flagged), "2026-02-10")).toBe(31 + 10);
    expect(days(stint("2026-04-01", null, flagged))).toBe(0);
    expect(days(stint("2025-06-01", null, { ...flagged, endsOn: "2026-02-15" }))).toBe(31 + 15);
    expect(days(stint("2025-06-01", null, { battlefieldFrom: null }))).toBe(0);
  });

  it("are also those of a post in a headquarters, and of no other type of unit", () => {
    expect(frontLength([], [post("2026-01-01", "2026-03-31")], "2026-06-30")).toEqual({ months: 3, days: 0 });
    expect(frontLength([], [post("2026-01-01", null, "镇街")], "2026-06-30")).toEqual({ months: 0, days: 0 });
  });

  it("of two tasks at once, or of a task and a post, are counted once", () => {
    const stints = [
      stint("2026-01-01", "2026-01-20"),
      stint("2026-01-11", "2026-01-31"),
      stint("2026-01-12", "2026-01-15"),
      stint("2026-03-01", "2026-03-02"),
    ];
    expect(daysOf(frontGrounds(stints, [], "2026-06-30"))).toBe(31 + 2);
    expect(daysOf(frontGrounds(stints, [post("2026-01-20", "2026-02-03")], "2026-06-30"))).toBe(31 + 3 + 2);
  });

  it("follow somebody who changed posts, over the seam and with a gap", () => {
    // headquarters 15 January to 31 March, task 20 March to 14 May: 15 January to 14 May, four months; September and October again
    const grounds = frontGrounds(
      [stint("2025-03-20", "2025-05-14"), stint("2025-09-01", "2025-10-31")],
      [
        post("2023-01-01", "2025-01-14", "政府部门"),
        post("2025-01-15", "2025-03-31"),
        post("2025-04-01", null, "镇街"),
      ],
      "2026-06-30",
    );
    expect(united(grounds)).toEqual([
      { from: "2025-01-15", to: "2025-05-14" },
      { from: "2025-09-01", to: "2025-10-31" },
    ]);
    expect(lengthOf(grounds)).toEqual({ months: 6, days: 0 });
  });

  it("are as many as a calendar that is ticked off", () => {
    const period = fc
      .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 200 }))
      .map(([at, length]) => ({ from: addDays("2024-07-01", at), to: addDays("2024-07-01", at + length) }));
    fc.assert(
      fc.property(fc.array(period, { maxLength: 6 }), (periods) => {
        const ticked = new Set<string>();
        for (const { from, to } of periods)
          for (let day = from; day <= to; day = addDays(day, 1)) ticked.add(day);
        expect(daysOf(periods)).toBe(ticked.size);
      }),
    );
  });
});

describe("the months of them", () => {
  const of = (from: string, to: string) => lengthOf([{ from, to }]);
  it("are those of the calendar, whatever their days", () => {
    expect(of("2026-02-01", "2026-02-28")).toEqual({ months: 1, days: 0 });
    expect(of("2026-01-01", "2026-01-31")).toEqual({ months: 1, days: 0 });
    expect(of("2025-01-01", "2025-06-29")).toEqual({ months: 5, days: 29 });
    // from the 31st to the 27th is no month of February yet, to the 28th it is
    expect(of("2026-01-31", "2026-02-26")).toEqual({ months: 0, days: 27 });
    expect(of("2026-01-31", "2026-02-27")).toEqual({ months: 1, days: 0 });
  });
  it("gain one for thirty days left over", () => {
    expect(
      lengthOf([
        { from: "2025-01-01", to: "2025-01-20" },
        { from: "2025-03-01", to: "2025-03-15" },
      ]),
    ).toEqual({ months: 1, days: 5 });
  });
  it("do not change where one post follows another at the seam", () => {
    expect(
      lengthOf([
        { from: "2025-01-10", to: "2025-02-19" },
        { from: "2025-02-20", to: "2025-07-09" },
      ]),
    ).toEqual(of("2025-01-10", "2025-07-09"));
  });
});
