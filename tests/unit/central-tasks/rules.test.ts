import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  barsOf,
  closeRefusal,
  daysOnPost,
  endRefusal,
  nameRefusal,
  overlap,
  partRefusal,
  scaleOf,
  type TaskDates,
  taskState,
  ticksOf,
} from "@/lib/central-tasks/rules";
import { amendInput, openInput } from "@/lib/central-tasks/schema";
import { addDays, daysBetween } from "@/lib/platform/clock";

const today = "2026-09-30";
const usual = { backdateDays: 31 };
const task: TaskDates = {
  startsOn: "2026-03-01",
  endsOn: null,
  battlefieldFrom: "2026-04-01",
  battlefieldTo: "2026-06-30",
};
const period = (startsOn: string, endsOn: string | null = null) => ({ startsOn, endsOn });

describe("daysOnPost", () => {
  it("counts both ends, up to the day that is asked for", () => {
    expect(daysOnPost([period("2026-03-01")], task, "2026-03-01")).toEqual({ days: 1, battlefieldDays: 0 });
    expect(daysOnPost([period("2026-03-01")], task, "2026-04-02")).toEqual({ days: 33, battlefieldDays: 2 });
    expect(daysOnPost([period("2026-03-01", "2026-03-10")], task, today)).toEqual({
      days: 10,
      battlefieldDays: 0,
    });
  });

  it("adds stints, ends with the task, and is nothing before it began", () => {
    const stints = [period("2026-03-01", "2026-03-10"), period("2026-06-21", null)];
    expect(daysOnPost(stints, { ...task, endsOn: "2026-07-10" }, today)).toEqual({
      days: 30,
      battlefieldDays: 10,
    });
    expect(daysOnPost(stints, task, "2026-02-01").days).toBe(0);
  });

  it("never counts more days than have passed, nor more on 主战场 than on post, and grows by at most one a day", () => {
    const day = fc.integer({ min: -200, max: 400 }).map((n) => addDays("2026-01-01", n));
    const open = fc.option(fc.nat(300), { nil: null });
    fc.assert(
      fc.property(day, open, day, open, day, open, day, (start, length, from, stay, flag, flagged, asOf) => {
        const made: TaskDates = {
          startsOn: start,
          endsOn: length === null ? null : addDays(start, length),
          battlefieldFrom: flag,
          battlefieldTo: flagged === null ? null : addDays(flag, flagged),
        };
        const stints = [period(from, stay === null ? null : addDays(from, stay))];
        const now = daysOnPost(stints, made, asOf);
        const then = daysOnPost(stints, made, addDays(asOf, 1));
        expect(now.days).toBeGreaterThanOrEqual(now.battlefieldDays);
        expect(now.days).toBeLessThanOrEqual(Math.max(0, daysBetween(start, asOf) + 1));
        expect(then.days - now.days === 0 || then.days - now.days === 1).toBe(true);
        const scale = scaleOf([made, ...stints], asOf);
        for (const bar of barsOf(stints, made, scale, asOf)) {
          expect(bar.from).toBeGreaterThanOrEqual(0);
          expect(bar.to).toBeGreaterThan(bar.from);
          expect(bar.to).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("bars over time", () => {
  it("draw the stint and on it the days of 主战场", () => {
    const scale = scaleOf([task, period("2026-03-01")], today);
    expect(scale).toEqual({ startsOn: "2026-03-01", endsOn: today });
    const bars = barsOf([period("2026-03-01")], task, scale, today);
    expect(bars.map((bar) => bar.isFlagged)).toEqual([false, true]);
    expect(bars[0]).toMatchObject({ from: 0, to: 1 });
    expect(((bars[1]?.to ?? 0) - (bars[1]?.from ?? 0)) * 214).toBeCloseTo(91);
  });

  it("have months below them, no more than asked for", () => {
    expect(ticksOf({ startsOn: "2026-03-01", endsOn: "2026-05-15" }).map((tick) => tick.month)).toEqual([
      "2026.03",
      "2026.04",
      "2026.05",
    ]);
    expect(ticksOf({ startsOn: "2023-01-01", endsOn: "2026-05-15" }, 6).length).toBeLessThanOrEqual(6);
  });
});

describe("overlap", () => {
  it("is what lies in both, or nothing", () => {
    expect(overlap(period("2026-01-01", "2026-02-01"), period("2026-01-15"))).toEqual(
      period("2026-01-15", "2026-02-01"),
    );
    expect(overlap(period("2026-01-01", "2026-01-14"), period("2026-01-15"))).toBeNull();
  });
});

describe("what may be done", () => {
  it("knows whether a task is ahead, runs or has ended", () => {
    expect(taskState(task, "2026-02-28")).toBe("planned");
    expect(taskState(task, "2026-03-01")).toBe("running");
    expect(taskState({ ...task, endsOn: "2026-05-01" }, "2026-05-01")).toBe("running");
    expect(taskState({ ...task, endsOn: "2026-05-01" }, "2026-05-02")).toBe("ended");
  });

  it("closes once, not before it began, and leaves nothing outside", () => {
    expect(closeRefusal(task, [period("2026-03-01")], today, today)).toBeNull();
    expect(closeRefusal({ ...task, endsOn: "2026-05-01" }, [], today, today)).toBe(
      "centralTasks.reason.alreadyEnded",
    );
    expect(closeRefusal(task, [], "2026-02-01", today)).toBe("centralTasks.reason.endBeforeStart");
    expect(closeRefusal(task, [period("2026-12-01")], today, today)).toBe("centralTasks.reason.partsAhead");
    expect(closeRefusal(task, [period("2026-03-01", "2026-08-01")], "2026-07-01", today)).toBe(
      "centralTasks.reason.partsOutside",
    );
  });

  it("keeps members inside the task", () => {
    expect(partRefusal(task, { startsOn: "2026-03-01" })).toBeNull();
    expect(partRefusal(task, { startsOn: "2026-02-28" })).toBe("centralTasks.reason.outsideTask");
    expect(
      partRefusal({ ...task, endsOn: "2026-05-01" }, { startsOn: "2026-04-01", endsOn: "2026-05-02" }),
    ).toBe("centralTasks.reason.outsideTask");
  });

  it("names observers only, nobody themselves, for a running task, and a month back at most", () => {
    const naming = { startsOn: today, isSelf: false, mayObserve: true };
    expect(nameRefusal(task, naming, today, usual)).toBeNull();
    expect(nameRefusal(task, { ...naming, isSelf: true }, today, usual)).toBe(
      "centralTasks.reason.ownNaming",
    );
    expect(nameRefusal(task, { ...naming, mayObserve: false }, today, usual)).toBe(
      "centralTasks.reason.notObserver",
    );
    expect(nameRefusal({ ...task, endsOn: "2026-05-01" }, naming, today, usual)).toBe(
      "centralTasks.reason.taskEnded",
    );
    expect(nameRefusal(task, { ...naming, startsOn: "2026-08-01" }, today, usual)).toBe(
      "centralTasks.reason.tooFarBack",
    );
  });

  it("ends a part once, and not before it began", () => {
    expect(endRefusal(task, period("2026-03-01"), today, today)).toBeNull();
    expect(endRefusal(task, period("2026-03-01", "2026-05-01"), today, today)).toBe(
      "centralTasks.reason.partEnded",
    );
    expect(endRefusal(task, period("2026-03-02"), "2026-03-01", today)).toBe(
      "centralTasks.reason.endBeforeStart",
    );
    expect(endRefusal(task, period("2026-03-02", today), today, today)).toBe(
      "centralTasks.reason.endUnchanged",
    );
  });
});

describe("schemas", () => {
  const given = {
    id: "0b7e4a52-5a3e-4d55-8f6b-1c1f5b0f2a01",
    name: "征迁专班",
    kind: "LAND_CLEARANCE",
    leadUnitId: "0b7e4a52-5a3e-4d55-8f6b-1c1f5b0f2a02",
    startsOn: "2026-03-01",
    endsOn: "",
    battlefieldFrom: "",
    battlefieldTo: "",
  };
  const paths = (over: Record<string, string>) =>
    openInput
      .safeParse({ ...given, ...over })
      .error?.issues.map((issue) => `${issue.path}: ${issue.message}`);

  it("take an empty day for none", () => {
    expect(openInput.parse(given)).toMatchObject({ endsOn: undefined, battlefieldFrom: undefined });
  });

  it("keep 主战场 inside the task and in order", () => {
    expect(paths({ endsOn: "2026-02-01" })).toEqual(["endsOn: endBeforeStart"]);
    expect(paths({ battlefieldFrom: "2026-02-01" })).toEqual(["battlefieldFrom: battlefieldOutside"]);
    expect(paths({ endsOn: "2026-05-01", battlefieldFrom: "2026-05-02" })).toEqual([
      "battlefieldFrom: battlefieldOutside",
    ]);
    expect(paths({ battlefieldTo: "2026-05-01" })).toEqual(["battlefieldTo: battlefieldOutside"]);
    expect(paths({ battlefieldFrom: "2026-04-01", battlefieldTo: "2026-03-31" })).toEqual([
      "battlefieldTo: battlefieldOutside",
    ]);
  });

  it("ask a reason for a change", () => {
    expect(amendInput.safeParse({ ...given, revisionNo: "1", reason: " " }).success).toBe(false);
    expect(amendInput.safeParse({ ...given, revisionNo: "1", reason: "名称更正" }).success).toBe(true);
  });
});
