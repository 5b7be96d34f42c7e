import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assignRefusal,
  type Candidate,
  endRefusal,
  isConflict,
  isLive,
  loadState,
  monthsOn,
  mostUnitsFrom,
  overrideRefusal,
  type Recusal,
  rotationDay,
  rotationState,
  type Stretch,
  tenureSince,
} from "@/lib/assignments/rules";
import { toLimits } from "@/lib/calendar/limits/rules";
import { addDays, addMonths } from "@/lib/platform/clock";

const TODAY = "2026-11-24";
const usual = toLimits(null);
const someDay = fc.integer({ min: -2000, max: 2000 }).map((days) => addDays(TODAY, days));
const units = ["a", "b", "c", "d", "e"];
const someStretch = fc
  .record({
    unitId: fc.constantFrom(...units),
    startsOn: someDay,
    days: fc.option(fc.integer({ min: 0, max: 900 }), { nil: null }),
  })
  .map(({ unitId, startsOn, days }): Stretch => {
    return { unitId, startsOn, endsOn: days === null ? null : addDays(startsOn, days) };
  });

const free: Candidate = { isSelf: false, mayObserve: true, stretches: [], recusals: [] };
const wanted = { unitId: "a", startsOn: TODAY, unitStartsOn: null, unitEndsOn: null, limits: usual };
const recusal = (over: Partial<Recusal> = {}): Recusal => ({
  observerId: "o",
  unitId: "a",
  kind: "KIN",
  declaredOn: "2026-01-01",
  endsOn: null,
  workedUntil: null,
  overrides: [],
  ...over,
});

describe("loadState", () => {
  it("calls two and three right, less below, more over (rule 1)", () => {
    expect([0, 1, 2, 3, 4].map((count) => loadState(count, usual))).toEqual([
      "below",
      "below",
      "two",
      "three",
      "over",
    ]);
  });
});

describe("rotation", () => {
  it("warns at 21 months and ends after two years, to the day (rule 2)", () => {
    expect(rotationState("2025-01-31", "2026-10-30", usual)).toBe("fine");
    expect(rotationState("2025-01-31", "2026-10-31", usual)).toBe("soon");
    expect(rotationState("2025-01-31", "2027-01-30", usual)).toBe("soon");
    expect(rotationState("2025-01-31", "2027-01-31", usual)).toBe("over");
    expect(rotationDay("2025-01-31", usual)).toBe("2027-01-30");
  });

  it("never goes back as days pass", () => {
    const order = ["fine", "soon", "over"];
    fc.assert(
      fc.property(someDay, fc.nat(1500), fc.nat(400), (since, days, more) => {
        const on = addDays(since, days);
        const later = addDays(on, more);
        expect(order.indexOf(rotationState(since, on, usual))).toBeLessThanOrEqual(
          order.indexOf(rotationState(since, later, usual)),
        );
        expect(monthsOn(since, on)).toBeLessThanOrEqual(monthsOn(since, later));
      }),
    );
  });

  it("counts whole months as the calendar does", () => {
    fc.assert(
      fc.property(someDay, fc.nat(60), (since, months) => {
        expect(monthsOn(since, addMonths(since, months))).toBe(months);
        if (months > 0) expect(monthsOn(since, addDays(addMonths(since, months), -1))).toBe(months - 1);
      }),
    );
    expect(monthsOn("2026-05-01", "2026-04-01")).toBe(0);
  });
});

describe("tenureSince", () => {
  it("joins stretches with a short break and not those with a longer one", () => {
    const first = { unitId: "a", startsOn: "2024-01-01", endsOn: "2024-12-31" };
    const soon = { unitId: "a", startsOn: addDays("2024-12-31", 31), endsOn: null };
    const late = { unitId: "a", startsOn: addDays("2024-12-31", 32), endsOn: null };
    expect(tenureSince([first, soon], "a", TODAY, usual)).toBe("2024-01-01");
    expect(tenureSince([late, first], "a", TODAY, usual)).toBe(late.startsOn);
    expect(tenureSince([first], "a", TODAY, usual)).toBeNull();
    expect(tenureSince([first], "b", TODAY, usual)).toBeNull();
    expect(tenureSince([late, first], "a", TODAY, { breakDays: 60 })).toBe("2024-01-01");
  });
});

describe("other limits", () => {
  const tight = { ...usual, rotationMonths: 12, rotationWarningMonths: 9, unitsLeast: 3, unitsMost: 3 };
  it("tell of the same time on a unit and the same units something else", () => {
    expect(rotationState("2025-01-31", "2025-10-30", tight)).toBe("fine");
    expect(rotationState("2025-01-31", "2025-10-31", tight)).toBe("soon");
    expect(rotationState("2025-01-31", "2026-01-31", tight)).toBe("over");
    expect(rotationDay("2025-01-31", tight)).toBe("2026-01-30");
    expect([2, 3, 4].map((count) => loadState(count, tight))).toEqual(["below", "three", "over"]);
    expect([2, 3].map((count) => loadState(count, { unitsLeast: 2, unitsMost: 2 }))).toEqual(["two", "over"]);
  });

  it("refuse a third unit, a year on one, and an override beyond it", () => {
    const limits = { ...tight, unitsLeast: 2, unitsMost: 2 };
    const two = ["b", "c"].map((unitId) => ({ unitId, startsOn: "2026-01-01", endsOn: null }));
    expect(assignRefusal({ ...free, stretches: two }, wanted, TODAY)).toBeNull();
    expect(assignRefusal({ ...free, stretches: two }, { ...wanted, limits }, TODAY)).toBe(
      "assignments.reason.fourthUnit",
    );
    const year = [{ unitId: "a", startsOn: "2025-11-01", endsOn: addDays(TODAY, -1) }];
    expect(assignRefusal({ ...free, stretches: year }, wanted, TODAY)).toBeNull();
    expect(assignRefusal({ ...free, stretches: year }, { ...wanted, limits }, TODAY)).toBe(
      "assignments.reason.rotation",
    );
    const week = { ...usual, backdateDays: 7 };
    const begins = (days: number) => ({ ...wanted, startsOn: addDays(TODAY, -days), limits: week });
    expect(assignRefusal(free, begins(7), TODAY)).toBeNull();
    expect(assignRefusal(free, begins(8), TODAY)).toBe("assignments.reason.tooFarBack");
    const running = { startsOn: "2026-01-01", endsOn: null };
    expect(endRefusal(running, addDays(TODAY, -8), TODAY, week)).toBe("assignments.reason.tooFarBack");
    expect(endRefusal(running, addDays(TODAY, -7), TODAY, week)).toBeNull();
    expect(overrideRefusal([recusal()], "2027-11-24", false, TODAY, tight)).toBeNull();
    expect(overrideRefusal([recusal()], "2027-11-25", false, TODAY, tight)).toBe(
      "assignments.reason.expiryFar",
    );
  });
});

describe("mostUnitsFrom", () => {
  it("finds the same as looking at every day", () => {
    fc.assert(
      fc.property(fc.array(someStretch, { maxLength: 8 }), someDay, (stretches, from) => {
        let most = 0;
        for (let n = 0; n <= 4100; n++) {
          const day = addDays(from, n);
          if (day > addDays(TODAY, 2100)) break;
          const held = stretches.filter(
            ({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day),
          );
          most = Math.max(most, held.length);
        }
        expect(mostUnitsFrom(stretches, from)).toBe(most);
      }),
      { numRuns: 25 },
    );
  });
});

describe("assignRefusal", () => {
  it("lets a free observer have a unit", () => {
    expect(assignRefusal(free, wanted, TODAY)).toBeNull();
  });

  it("never lets anyone past three units or twice onto one", () => {
    fc.assert(
      fc.property(fc.array(someStretch, { maxLength: 8 }), fc.nat(60), (stretches, days) => {
        const startsOn = addDays(TODAY, days);
        if (assignRefusal({ ...free, stretches }, { ...wanted, startsOn }, TODAY) !== null) return;
        const after = [...stretches, { unitId: "a", startsOn, endsOn: null }];
        expect(mostUnitsFrom(after, startsOn)).toBeLessThanOrEqual(usual.unitsMost);
        expect(
          stretches.some((one) => one.unitId === "a" && (one.endsOn === null || one.endsOn >= startsOn)),
        ).toBe(false);
      }),
    );
  });

  it.each([
    ["tooFarBack", {}, { startsOn: addDays(TODAY, -32) }],
    ["unitNotLive", {}, { unitEndsOn: addDays(TODAY, -1) }],
    ["unitNotLive", {}, { unitStartsOn: addDays(TODAY, 1) }],
    ["ownAssignment", { isSelf: true }, {}],
    ["notObserver", { mayObserve: false }, {}],
    ["overlap", { stretches: [{ unitId: "a", startsOn: "2027-03-01", endsOn: null }] }, {}],
    [
      "fourthUnit",
      { stretches: ["b", "c", "d"].map((unitId) => ({ unitId, startsOn: "2026-12-24", endsOn: null })) },
      {},
    ],
    ["recusal", { recusals: [recusal()] }, {}],
    ["ownUnit", { recusals: [recusal(), recusal({ kind: "OWN_UNIT" })] }, {}],
    ["rotation", { stretches: [{ unitId: "a", startsOn: "2024-11-01", endsOn: addDays(TODAY, -1) }] }, {}],
  ] as const)("refuses by %s", (reason, candidate, over) => {
    expect(assignRefusal({ ...free, ...candidate }, { ...wanted, ...over }, TODAY)).toBe(
      `assignments.reason.${reason}`,
    );
  });

  it("takes a start of a month ago and an override that covers the first day", () => {
    expect(assignRefusal(free, { ...wanted, startsOn: addDays(TODAY, -31) }, TODAY)).toBeNull();
    const overrides = [{ grantedOn: TODAY, expiresOn: addDays(TODAY, 10) }];
    const candidate = { ...free, recusals: [recusal({ overrides })] };
    expect(assignRefusal(candidate, wanted, TODAY)).toBeNull();
    const late = { ...wanted, startsOn: addDays(TODAY, 11) };
    expect(assignRefusal(candidate, late, TODAY)).toBe("assignments.reason.recusal");
  });
});

describe("recusals", () => {
  it("warn for a native town and block for the rest", () => {
    expect(
      assignRefusal({ ...free, recusals: [recusal({ kind: "NATIVE_TOWN" })] }, wanted, TODAY),
    ).toBeNull();
    expect(isConflict(recusal({ kind: "NATIVE_TOWN" }), TODAY)).toBe(false);
    expect(isConflict(recusal({ kind: "OTHER" }), TODAY)).toBe(true);
    expect(isConflict(recusal({ declaredOn: addDays(TODAY, 1) }), TODAY)).toBe(false);
  });

  it("never let anyone have the unit of their own post, whatever a leader grants", () => {
    const own = recusal({ kind: "OWN_UNIT" });
    expect(overrideRefusal([own], "2027-01-24", false, TODAY, usual)).toBe(
      "assignments.reason.nothingToOverride",
    );
    expect(isConflict(own, TODAY)).toBe(true);
    const former = { ...free, recusals: [recusal({ kind: "OWN_UNIT", endsOn: addDays(TODAY, -1) })] };
    expect(assignRefusal(former, wanted, TODAY)).toBeNull();
  });

  it("lapse five years after a workplace, and with their own end", () => {
    const workplace = recusal({ kind: "FORMER_WORKPLACE", workedUntil: "2021-11-24" });
    expect(isLive(workplace, "2026-11-23")).toBe(true);
    expect(isLive(workplace, "2026-11-24")).toBe(false);
    expect(isLive(recusal({ endsOn: addDays(TODAY, -1) }), TODAY)).toBe(false);
  });
});

describe("endRefusal", () => {
  it.each([
    [null, { startsOn: "2026-01-01", endsOn: null }, TODAY],
    [null, { startsOn: "2026-01-01", endsOn: "2026-12-31" }, "2026-12-01"],
    ["endBeforeStart", { startsOn: "2026-11-25", endsOn: null }, TODAY],
    ["tooFarBack", { startsOn: "2026-01-01", endsOn: null }, "2026-10-01"],
    ["alreadyEnded", { startsOn: "2026-01-01", endsOn: "2026-11-23" }, TODAY],
    ["endUnchanged", { startsOn: "2026-01-01", endsOn: "2026-12-31" }, "2026-12-31"],
  ])("says %s", (reason, assignment, endsOn) => {
    expect(endRefusal(assignment, endsOn, TODAY, usual)).toBe(reason && `assignments.reason.${reason}`);
  });
});

describe("overrideRefusal", () => {
  const standing = [recusal()];
  it("lets a leader override somebody else's block for at most two years", () => {
    expect(overrideRefusal(standing, "2027-11-24", false, TODAY, usual)).toBeNull();
    expect(overrideRefusal(standing, "2028-11-25", false, TODAY, usual)).toBe("assignments.reason.expiryFar");
    expect(overrideRefusal(standing, "2026-11-23", false, TODAY, usual)).toBe(
      "assignments.reason.expiryPast",
    );
    expect(overrideRefusal(standing, "2027-11-24", true, TODAY, usual)).toBe(
      "assignments.reason.ownOverride",
    );
    expect(overrideRefusal([recusal({ kind: "NATIVE_TOWN" })], "2027-11-24", false, TODAY, usual)).toBe(
      "assignments.reason.nothingToOverride",
    );
    const overrides = [{ grantedOn: "2026-11-01", expiresOn: "2027-12-31" }];
    expect(overrideRefusal([recusal({ overrides })], "2027-11-24", false, TODAY, usual)).toBe(
      "assignments.reason.alreadyOverridden",
    );
  });
});
