import { describe, expect, it } from "vitest";
import { mayDecide, mayEnd, stateOf } from "@/lib/accounts/exceptions/rules";

const asked = { isConfirmed: null, endedAt: null, endsOn: "2026-12-10" };

describe("stateOf", () => {
  it("waits, lives, and ends by itself with its last day", () => {
    expect(stateOf(asked, "2026-12-01")).toBe("ASKED");
    expect(stateOf({ ...asked, isConfirmed: true }, "2026-12-10")).toBe("LIVE");
    expect(stateOf({ ...asked, isConfirmed: true }, "2026-12-11")).toBe("EXPIRED");
    expect(stateOf(asked, "2026-12-11")).toBe("EXPIRED");
  });
  it("is over when declined or ended early", () => {
    expect(stateOf({ ...asked, isConfirmed: false }, "2026-12-01")).toBe("DECLINED");
    expect(stateOf({ ...asked, isConfirmed: true, endedAt: new Date() }, "2026-12-01")).toBe("ENDED");
  });
});

describe("mayDecide and mayEnd", () => {
  const people = { userId: "person", askedBy: "asker" };
  it("let a third decide, and nobody twice", () => {
    expect(mayDecide("ASKED", people, "third")).toBe(true);
    expect(mayDecide("ASKED", people, "asker")).toBe(false);
    expect(mayDecide("ASKED", people, "person")).toBe(false);
    expect(mayDecide("LIVE", people, "third")).toBe(false);
  });
  it("let anybody but the person end it while it lasts", () => {
    for (const state of ["ASKED", "LIVE"] as const) {
      expect(mayEnd(state, people, "asker")).toBe(true);
      expect(mayEnd(state, people, "person")).toBe(false);
    }
    expect(mayEnd("ENDED", people, "asker")).toBe(false);
  });
});
