import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerDue, handlingRefusal, isOpen, TRANSITIONS, withdrawalRefusal } from "@/lib/corrections/rules";
import { askInput, CORRECTION_STATES } from "@/lib/corrections/schema";

describe("what may be done with a request", () => {
  it("is just what the table of states says, and nothing by who had a part in it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CORRECTION_STATES),
        fc.constantFrom("REVIEWING" as const, "ANSWERED" as const),
        fc.boolean(),
        (state, to, hadPart) => {
          const may = (TRANSITIONS[state] as readonly string[]).includes(to);
          expect(handlingRefusal({ state, hadPart }, to) === null).toBe(may && !hadPart);
          expect(withdrawalRefusal(state) === null).toBe(isOpen(state));
        },
      ),
    );
  });
  it("is late the day after its day, and never once it is closed", () => {
    const due = (state: "ASKED" | "ANSWERED", today: string) =>
      answerDue({ state, dueOn: "2026-11-20" }, today);
    expect(due("ASKED", "2026-11-20")).toEqual({ kind: "ahead", days: 0 });
    expect(due("ASKED", "2026-11-22")).toEqual({ kind: "overdue", days: 2 });
    expect(due("ANSWERED", "2026-11-22")).toEqual({ kind: "closed" });
  });
});

describe("askInput", () => {
  const id = "3f2b8c5e-7a41-4d9b-9c60-1e5a7f2d8b34";
  const about = (text: string) =>
    askInput.safeParse({ id, kind: "REPLY", about: text, body: "说明一下情况" }).data?.about;
  it("takes what it is about as one choice", () => {
    expect(about("basics")).toEqual({ subject: "BASICS", id: null });
    expect(about(`post:${id}`)).toEqual({ subject: "POST", id });
    expect(about(`achievement:${id}`)).toEqual({ subject: "ACHIEVEMENT", id });
    for (const text of ["", "post:", `observation:${id}`, `basics:${id}`])
      expect(about(text)).toBeUndefined();
  });
});
