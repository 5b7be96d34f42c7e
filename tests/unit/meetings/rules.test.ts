import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasSigned,
  isComing,
  LACKS,
  lacksOf,
  leadsTo,
  MEETING_STEPS,
  stepRefusal,
  TRANSITIONS,
} from "@/lib/meetings/rules";
import { conveneInput, MEETING_STATES, requestInput } from "@/lib/meetings/schema";

const now = new Date("2026-11-27T04:00:00Z");
const earlier = new Date("2026-11-27T01:30:00Z");

describe("steps of a meeting", () => {
  it("go just where the table of states leads, and only by whom they are meant for", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MEETING_STATES),
        fc.array(fc.tuple(fc.constantFrom(...MEETING_STEPS), fc.boolean()), { maxLength: 15 }),
        fc.boolean(),
        fc.option(fc.record({ hasSigned: fc.boolean() }), { nil: null }),
        fc.boolean(),
        (start, steps, isKeeper, ownParty, hasBegun) => {
          let state = start;
          for (const [step, isLast] of steps) {
            const startsAt = hasBegun ? earlier : new Date("2026-12-01T01:30:00Z");
            if (stepRefusal({ state, startsAt, isKeeper, ownParty }, step, now)) continue;
            const next = leadsTo(state, step, isLast);
            if (next !== state) expect(TRANSITIONS[state] as readonly string[]).toContain(next);
            if (step === "SIGN" || step === "OBJECT") expect(ownParty).toEqual({ hasSigned: false });
            else expect(isKeeper).toBe(true);
            if (step === "HOLD") expect(hasBegun).toBe(true);
            // what is signed is added to, and nothing else
            if (state === "SIGNED") expect(step).toBe("ADD");
            expect(["CANCELLED", "DECLINED"]).not.toContain(state);
            state = next;
          }
        },
      ),
    );
  });
  it("reach every state, and each way of the table is some step's", () => {
    const free = { startsAt: earlier, isKeeper: true, ownParty: { hasSigned: false } };
    const ways = MEETING_STATES.flatMap((state) =>
      MEETING_STEPS.flatMap((step) =>
        stepRefusal({ ...free, state }, step, now)
          ? []
          : [false, true].map((isLast) => `${state}>${leadsTo(state, step, isLast)}`),
      ),
    );
    const table = MEETING_STATES.flatMap((state) => TRANSITIONS[state].map((next) => `${state}>${next}`));
    expect(table.filter((way) => !ways.includes(way))).toEqual([]);
  });
});

describe("minutes", () => {
  const whole = {
    parties: [
      { isPresent: true, position: "同意" },
      { isPresent: false, position: "" },
    ],
    decisions: [{ isWithdrawn: false }],
    witnesses: [{ isWithdrawn: false }],
  };
  it("are whole with attendance, positions of those who came, a decision and a witness", () => {
    expect(lacksOf(whole)).toEqual([]);
    expect(lacksOf({ parties: [{ isPresent: null, position: "" }], decisions: [], witnesses: [] })).toEqual([
      "attendance",
      "decision",
      "witness",
    ]);
    expect(lacksOf({ ...whole, parties: [{ isPresent: true, position: " " }] })).toEqual(["position"]);
    expect(
      lacksOf({ ...whole, decisions: [{ isWithdrawn: true }], witnesses: [{ isWithdrawn: true }] }),
    ).toEqual(LACKS.slice(2));
  });
  it("count the signature of the present version alone", () => {
    const party = {
      signatures: [
        { version: 2, verdict: "OBJECTED" as const },
        { version: 1, verdict: "SIGNED" as const },
      ],
    };
    expect([1, 2, 3].map((version) => hasSigned(party, version))).toEqual([true, false, false]);
  });
});

describe("what is typed", () => {
  const id = "0b8f6f7e-8a3c-4f8e-9d2a-1c2b3d4e5f60";
  const typed = {
    id,
    caseId: id,
    title: "临时堆场协调会",
    day: "2026-12-01",
    from: "09:30",
    until: "11:00",
    place: "三楼会议室",
    agenda: "1. 选址\r\n\r\n二、审批与平整\n 各方分工 ",
    unitIds: [id, "1b8f6f7e-8a3c-4f8e-9d2a-1c2b3d4e5f61"],
  };
  it("becomes a list by its lines, without the numbers in front", () => {
    expect(conveneInput.parse(typed).agenda).toEqual(["选址", "审批与平整", "各方分工"]);
  });
  it("is refused with an end before its beginning, without an agenda, or with one unit", () => {
    const issues = (over: object) =>
      conveneInput
        .safeParse({ ...typed, ...over })
        .error?.issues.map(({ path, message }) => [path[0], message]);
    expect(issues({ until: "09:30" })).toEqual([["until", "endBeforeStart"]]);
    expect(issues({ agenda: " \n" })).toEqual([["agenda", "required"]]);
    expect(issues({ unitIds: [id] })).toEqual([["unitIds", "tooFew"]]);
    expect(issues({ agenda: Array.from({ length: 21 }, () => "一题").join("\n") })).toEqual([
      ["agenda", "tooMany"],
    ]);
  });
  it("may be a request without a case", () => {
    expect(
      requestInput.parse({ id, caseId: "", title: "协调会", why: "卡在用地审批" }).caseId,
    ).toBeUndefined();
  });
});

describe("isComing", () => {
  it("holds all of its day, and for what is convened alone", () => {
    expect(isComing({ state: "CONVENED", startsAt: earlier }, "2026-11-27")).toBe(true);
    expect(isComing({ state: "CONVENED", startsAt: earlier }, "2026-11-28")).toBe(false);
    expect(isComing({ state: "HELD", startsAt: earlier }, "2026-11-27")).toBe(false);
    expect(isComing({ state: "REQUESTED", startsAt: null }, "2026-11-27")).toBe(false);
  });
});
