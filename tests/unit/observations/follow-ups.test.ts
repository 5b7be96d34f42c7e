import { describe, expect, it } from "vitest";
import { closeRefusal, dueState, dueSummary } from "@/lib/observations/follow-ups/rules";

const TODAY = "2026-11-24";

describe("dueState", () => {
  it.each([
    [null, { kind: "noDate" }],
    ["2026-11-24", { kind: "today" }],
    ["2026-11-26", { kind: "ahead", days: 2 }],
    ["2026-11-20", { kind: "overdue", days: 4 }],
  ])("due on %s", (dueOn, expected) => {
    expect(dueState(dueOn, TODAY)).toEqual(expected);
  });
});

describe("dueSummary", () => {
  it("counts what is open and names the nearest day", () => {
    const open = [{ dueOn: "2026-12-01" }, { dueOn: null }, { dueOn: "2026-11-30" }];
    expect(dueSummary(open, TODAY)).toEqual({ open: 3, nextDueOn: "2026-11-30", isOverdue: false });
  });
  it("is overdue from the day after", () => {
    expect(dueSummary([{ dueOn: "2026-11-24" }], TODAY).isOverdue).toBe(false);
    expect(dueSummary([{ dueOn: "2026-11-23" }], TODAY).isOverdue).toBe(true);
  });
  it("has no day where none is set", () => {
    expect(dueSummary([{ dueOn: null }], TODAY)).toEqual({ open: 1, nextDueOn: null, isOverdue: false });
    expect(dueSummary([], TODAY).open).toBe(0);
  });
});

describe("closeRefusal", () => {
  const owner = { id: "a" };
  it("lets the owner close what is open", () => {
    expect(closeRefusal({ ownerId: "a", askedById: null, isDone: false }, owner)).toBeNull();
  });
  it("lets whoever asked for it take it back", () => {
    expect(closeRefusal({ ownerId: "b", askedById: "a", isDone: false }, owner)).toBeNull();
  });
  it("refuses anybody else, and a second time", () => {
    expect(closeRefusal({ ownerId: "b", askedById: null, isDone: false }, owner)?.refused).toBe(
      "observations.reason.notFollowUpOwner",
    );
    expect(closeRefusal({ ownerId: "a", askedById: "c", isDone: true }, owner)?.refused).toBe(
      "observations.reason.followUpDone",
    );
  });
});
