import { describe, expect, it } from "vitest";
import { settingsRefusal, usualSettings } from "@/lib/assignments/plans/rules";
import { planSettings } from "@/lib/assignments/plans/schema";
import { type LimitSetting, limitRefusal, limitsOf, toLimits } from "@/lib/calendar/limits/rules";
import { LIMIT_REACH, LIMIT_STEPS, type LimitStep, limitInput } from "@/lib/calendar/limits/schema";

const TODAY = "2026-11-30";
const DELIVERED: LimitSetting[] = LIMIT_STEPS.map((step) => ({
  step,
  amount: LIMIT_REACH[step].delivered,
  effectiveOn: "2020-01-01",
}));
const set = (step: LimitStep, amount: number, effectiveOn: string) => ({ step, amount, effectiveOn });
const asked = (wanted: ReturnType<typeof set>, ahead: LimitSetting[] = []) =>
  limitRefusal(wanted, [...ahead, ...DELIVERED], TODAY)?.refused ?? null;

describe("limits of a day", () => {
  it("are those delivered until another begins, and before all of them too", () => {
    const settings = [
      set("SILENT_DAYS", 60, "2028-01-01"),
      set("SILENT_DAYS", 120, "2027-01-01"),
      ...DELIVERED,
    ];
    const days = ["2019-01-01", "2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01"];
    expect(days.map((day) => limitsOf(settings, day).silentDays)).toEqual([90, 90, 120, 120, 60]);
  });

  it("are read from what the database has by the day", () => {
    expect(toLimits({ ROTATION_MONTHS: 18, LATE_DAYS: 90 })).toEqual({
      rotationMonths: 18,
      rotationWarningMonths: 21,
      breakDays: 31,
      unitsLeast: 2,
      unitsMost: 3,
      overlapDays: 60,
      backdateDays: 31,
      silentDays: 90,
      requestDays: 5,
      visitDays: 14,
      evidenceMethods: 3,
      evidenceRecorders: 2,
      lateDays: 90,
      lateMonths: 12,
      concernDays: 90,
      concernWarningDays: 30,
      trialWarningDays: 30,
    });
  });
});

describe("a change of a limit", () => {
  it("stays within what the rules allow, from today on", () => {
    expect(asked(set("ROTATION_MONTHS", 22, TODAY))).toBeNull();
    expect(asked(set("ROTATION_MONTHS", 22, "2026-11-29"))).toBe("calendar.reason.inPast");
    expect(asked(set("ROTATION_MONTHS", 25, TODAY))).toBe("calendar.reason.outOfReach");
    expect(asked(set("UNITS_MOST", 4, TODAY))).toBe("calendar.reason.outOfReach");
    expect(asked(set("UNITS_LEAST", 1, TODAY))).toBe("calendar.reason.outOfReach");
    expect(asked(set("SILENT_DAYS", 29, TODAY))).toBe("calendar.reason.outOfReach");
    // thin evidence, and what is a rotation, may be told more strictly alone
    expect(asked(set("EVIDENCE_METHODS", 2, TODAY))).toBe("calendar.reason.outOfReach");
    expect(asked(set("EVIDENCE_RECORDERS", 1, TODAY))).toBe("calendar.reason.outOfReach");
    expect(asked(set("BREAK_DAYS", 30, TODAY))).toBe("calendar.reason.outOfReach");
    expect(asked(set("BACKDATE_DAYS", 32, TODAY))).toBe("calendar.reason.outOfReach");
    expect(asked(set("OVERLAP_DAYS", 0, TODAY))).toBeNull();
  });

  it("keeps the reminder before the limit and the least below the most", () => {
    expect(asked(set("ROTATION_MONTHS", 21, TODAY))).toBe("calendar.reason.disagree");
    expect(asked(set("ROTATION_MONTHS", 18, TODAY), [set("ROTATION_WARNING_MONTHS", 15, TODAY)])).toBeNull();
    expect(asked(set("UNITS_LEAST", 3, TODAY))).toBeNull();
    expect(asked(set("UNITS_LEAST", 3, TODAY), [set("UNITS_MOST", 2, "2027-01-01")])).toBe(
      "calendar.reason.disagree",
    );
    expect(asked(set("UNITS_MOST", 2, "2027-01-01"), [set("UNITS_LEAST", 3, TODAY)])).toBe(
      "calendar.reason.disagree",
    );
  });

  it("of two of one day the one set later counts", () => {
    const first = set("ROTATION_WARNING_MONTHS", 15, "2027-01-01");
    const settings = [set("ROTATION_MONTHS", 18, "2027-01-01"), first, ...DELIVERED];
    expect(limitRefusal(set("ROTATION_WARNING_MONTHS", 18, "2027-01-01"), settings, TODAY)?.refused).toBe(
      "calendar.reason.disagree",
    );
    expect(limitRefusal(set("ROTATION_WARNING_MONTHS", 17, "2027-01-01"), settings, TODAY)).toBeNull();
  });

  it.each(["1.5", "五", "18 "])("is a whole number: %s", (amount) => {
    const input = { step: "ROTATION_MONTHS", amount, effectiveOn: TODAY, reason: "试行" };
    expect(limitInput.safeParse(input).success).toBe(amount === "18 ");
    expect(limitInput.safeParse({ ...input, amount: "18", reason: "" }).success).toBe(false);
  });
});

describe("a plan", () => {
  const tight = toLimits({ ROTATION_MONTHS: 18, ROTATION_WARNING_MONTHS: 15, UNITS_MOST: 2 });
  it("begins with the limits of its first day", () => {
    expect(planSettings.parse(usualSettings(tight))).toMatchObject({
      least: 2,
      most: 2,
      rotationMonths: 18,
      rotationWarningMonths: 15,
    });
  });

  it("may be tighter than they are, never looser, for anybody", () => {
    const settings = planSettings.parse(usualSettings(tight));
    const of = (over: Partial<typeof settings>) =>
      settingsRefusal({ ...settings, ...over }, tight)?.refused ?? null;
    expect(of({ rotationMonths: 12 })).toBeNull();
    expect(of({ rotationMonths: 19 })).toBe("plans.reason.beyondLimits");
    expect(of({ most: 3 })).toBe("plans.reason.beyondLimits");
    const observerId = "00000000-0000-4000-8000-000000000001";
    expect(of({ limits: [{ observerId, least: 0, most: 3 }] })).toBe("plans.reason.beyondLimits");
  });
});
