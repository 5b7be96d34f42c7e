import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CaseActor,
  extendRefusal,
  isOverdue,
  type KnownCase,
  raiseRefusal,
  stepRefusal,
  TRANSITIONS,
  tiersAbove,
} from "@/lib/cases/rules";
import { CASE_STATES, CASE_STEPS, CASE_TIERS, type CaseState, type CaseStep } from "@/lib/cases/schema";
import { AGES, ageOf, begunBetween } from "@/lib/platform/ages";
import { addDays } from "@/lib/platform/clock";
import { ROLES } from "@/lib/platform/rights";

const known: KnownCase = {
  state: "OPEN",
  tier: "IMMEDIATE",
  dueOn: "2026-10-15",
  unitId: "lead",
  raisedById: "raiser",
  isRaiserHere: true,
  settledById: null,
  checkedById: null,
  confirmedById: null,
};
const actor = (over: Partial<CaseActor>): CaseActor => ({
  id: "me",
  roles: [],
  unitIds: [],
  ownUnitId: null,
  ...over,
});
const reviewer = actor({ id: "reviewer", roles: ["REVIEWER"] });
const raiser = actor({ id: "raiser", roles: ["OBSERVER"] });
const observer = actor({ id: "observer", roles: ["OBSERVER"], unitIds: ["lead"] });
const liaison = actor({ id: "liaison", roles: ["LIAISON"], ownUnitId: "lead" });
const reasonOf = (one: KnownCase, step: CaseStep, who: CaseActor) =>
  stepRefusal(one, step, who)?.refused ?? null;
const settled: KnownCase = { ...known, state: "SETTLED", settledById: "liaison" };

/** Where a step leads; to itself where the second word is missing. */
const LEADS: Record<CaseStep, CaseState> = {
  RAISE: "OPEN",
  EXTEND: "OPEN",
  SETTLE: "SETTLED",
  CHECK: "SETTLED",
  CONFIRM: "SETTLED",
  SEND_BACK: "OPEN",
  REOPEN: "OPEN",
  WITHDRAW: "WITHDRAWN",
};

describe("stepRefusal", () => {
  it("lets a step through only along the state table, whoever asks", () => {
    const person = fc.record({
      id: fc.constantFrom("raiser", "settler", "me"),
      roles: fc.subarray([...ROLES]),
      unitIds: fc.subarray(["lead", "other"]),
      ownUnitId: fc.constantFrom("lead", "other", null),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...CASE_STATES),
        fc.constantFrom(...CASE_STEPS),
        person,
        fc.constantFrom(null, "me", "raiser", "else"),
        (state, step, who, checkedById) => {
          const one = { ...known, state, checkedById, settledById: state === "OPEN" ? null : "settler" };
          if (stepRefusal(one, step, who)) return;
          expect(TRANSITIONS[state] as readonly CaseState[]).toContain(LEADS[step]);
          if (step === "CHECK") expect([known.raisedById, "settler"]).not.toContain(who.id);
        },
      ),
    );
  });

  it("leaves settling to the lead and the department", () => {
    for (const who of [reviewer, observer, liaison]) expect(reasonOf(known, "SETTLE", who)).toBeNull();
    const other = actor({ roles: ["LIAISON"], ownUnitId: "other" });
    expect(reasonOf(known, "SETTLE", other)).toBe("cases.reason.notYours");
  });

  it("has it checked by somebody who neither raised nor settled it, once", () => {
    expect(reasonOf(settled, "CHECK", reviewer)).toBeNull();
    expect(reasonOf({ ...settled, settledById: "reviewer" }, "CHECK", reviewer)).toBe("cases.reason.ownWork");
    expect(reasonOf({ ...settled, raisedById: "reviewer" }, "CHECK", reviewer)).toBe("cases.reason.ownWork");
    expect(reasonOf({ ...settled, checkedById: "else" }, "CHECK", reviewer)).toBe("cases.reason.saidAlready");
    expect(reasonOf(settled, "CHECK", liaison)).toBe("cases.reason.notYours");
  });

  it("asks who raised it for the word; the department speaks for one who has left, and not for its own check", () => {
    expect(reasonOf(settled, "CONFIRM", raiser)).toBeNull();
    expect(reasonOf(settled, "CONFIRM", reviewer)).toBe("cases.reason.notYours");
    expect(reasonOf({ ...settled, isRaiserHere: false }, "CONFIRM", reviewer)).toBeNull();
    const own = { ...settled, isRaiserHere: false, checkedById: "reviewer" };
    expect(reasonOf(own, "CONFIRM", reviewer)).toBe("cases.reason.ownWork");
  });
});

describe("raising and putting off", () => {
  it("goes up only, escalates by the department, and sets no day behind", () => {
    expect(raiseRefusal(known, "JOINT_MEETING", undefined, raiser, "2026-10-14")).toBeNull();
    expect(
      raiseRefusal({ ...known, tier: "UNIT_LED" }, "IMMEDIATE", undefined, reviewer, "2026-10-14")?.refused,
    ).toBe("cases.reason.notHigher");
    expect(raiseRefusal(known, "ESCALATED", undefined, raiser, "2026-10-14")?.refused).toBe(
      "cases.reason.departmentEscalates",
    );
    expect(raiseRefusal(known, "UNIT_LED", "2026-10-13", reviewer, "2026-10-14")?.refused).toBe(
      "cases.reason.dueBehind",
    );
    expect(tiersAbove("JOINT_MEETING")).toEqual(["ESCALATED"]);
    expect(CASE_TIERS.flatMap(tiersAbove)).toHaveLength(6);
  });
  it("puts off to a later day than before", () => {
    expect(extendRefusal(known, "2026-10-15", "2026-10-01")?.refused).toBe("cases.reason.dueBehind");
    expect(extendRefusal(known, "2026-10-16", "2026-10-01")).toBeNull();
  });
  it("is overdue from the day after", () => {
    expect(isOverdue(known, "2026-10-15")).toBe(false);
    expect(isOverdue(known, "2026-10-16")).toBe(true);
    expect(isOverdue({ ...known, state: "SETTLED" }, "2026-12-01")).toBe(false);
  });
});

describe("ages", () => {
  it("cover every day once, and agree with the bounds that the list asks by", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (days) => {
        const today = "2026-11-27";
        const raisedOn = addDays(today, -days);
        const fitting = AGES.filter((age) => {
          const { from, until } = begunBetween(age, today);
          return (from === null || raisedOn >= from) && (until === null || raisedOn <= until);
        });
        expect(fitting).toEqual([ageOf(raisedOn, today)]);
      }),
    );
  });
});
