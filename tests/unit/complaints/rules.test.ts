import { describe, expect, it } from "vitest";
import { answerDue, answerRefusal } from "@/lib/complaints/rules";
import { complaintInput } from "@/lib/complaints/schema";

describe("answerDue", () => {
  const today = "2026-11-27";
  it.each([
    ["2026-11-27", { kind: "ahead", days: 0 }],
    ["2026-12-01", { kind: "ahead", days: 4 }],
    ["2026-11-26", { kind: "overdue", days: 1 }],
  ])("of %s", (dueOn, expected) => {
    expect(answerDue({ state: "RECEIVED", dueOn }, today)).toEqual(expected);
  });
  it("is over once it is answered", () => {
    expect(answerDue({ state: "ANSWERED", dueOn: "2026-01-01" }, today)).toEqual({ kind: "answered" });
  });
});

describe("answerRefusal", () => {
  it("lets another person answer once, and never the sender", () => {
    expect(answerRefusal({ state: "RECEIVED", isOwn: false })).toBeNull();
    expect(answerRefusal({ state: "ANSWERED", isOwn: false })?.refused).toBe(
      "complaints.reason.answeredAlready",
    );
    expect(answerRefusal({ state: "RECEIVED", isOwn: true })?.refused).toBe("complaints.reason.ownComplaint");
  });
});

describe("what is sent", () => {
  const typed = {
    id: "00000000-0000-4000-8000-000000000001",
    kind: "SUGGESTION",
    body: "走访前提前一天说一声",
    about: "",
    naming: "WITHHELD",
  };
  it("names nobody when nobody was chosen", () => {
    expect(complaintInput.parse(typed).about).toBeUndefined();
    expect(complaintInput.parse({ ...typed, about: "unit" }).about).toBe("unit");
  });
  it.each([
    [{ body: "太短了" }, "body"],
    [{ kind: undefined }, "kind"],
    // nobody is taken to have given or withheld their name
    [{ naming: undefined }, "naming"],
    [{ about: "某人" }, "about"],
  ])("is refused with %o", (over, path) => {
    const result = complaintInput.safeParse({ ...typed, ...over });
    expect(result.error?.issues.map((issue) => issue.path[0])).toContain(path);
  });
});
