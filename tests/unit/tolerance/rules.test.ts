import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES } from "@/lib/platform/rights";
import {
  isOverdue,
  isWatched,
  type KnownTolerance,
  leadsTo,
  outcomeRefusal,
  outcomesFor,
  stepRefusal,
  type ToleranceActor,
  TRANSITIONS,
} from "@/lib/tolerance/rules";
import {
  applyInput,
  EXCLUSIONS,
  FACTORS,
  OUTCOMES,
  TOLERANCE_KINDS,
  TOLERANCE_STATES,
  TOLERANCE_STEPS,
  type ToleranceState,
  type ToleranceStep,
} from "@/lib/tolerance/schema";

const today = "2026-11-27";
const known: KnownTolerance = {
  kind: "POST",
  state: "ACCEPTED",
  unitId: "unit",
  dueOn: "2026-12-01",
  outcome: null,
  appliedById: "applicant",
  applicantIds: ["applicant", "completer"],
  verifierIds: [],
  weigherIds: [],
  hasAppealed: false,
  factors: [...FACTORS],
  exclusions: [],
};
const actor = (over: Partial<ToleranceActor>): ToleranceActor => ({
  id: "me",
  roles: [],
  ownUnitId: null,
  ...over,
});
const reviewer = actor({ id: "reviewer", roles: ["REVIEWER"] });
const leader = actor({ id: "leader", roles: ["LEADER"] });
const liaison = actor({ id: "liaison", roles: ["LIAISON"], ownUnitId: "unit" });
const reasonOf = (one: KnownTolerance, step: ToleranceStep, who: ToleranceActor) =>
  stepRefusal(one, step, who, today)?.refused ?? null;

describe("stepRefusal", () => {
  it("lets a step through only along the state table, and never one's own work, whoever asks", () => {
    const person = fc.record({
      id: fc.constantFrom("applicant", "completer", "verifier", "me"),
      roles: fc.subarray([...ROLES]),
      ownUnitId: fc.constantFrom("unit", "other", null),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...TOLERANCE_STATES),
        fc.constantFrom(...TOLERANCE_KINDS),
        fc.constantFrom(...TOLERANCE_STEPS),
        fc.constantFrom(...OUTCOMES, null),
        person,
        (state, kind, step, outcome, who) => {
          const one = { ...known, state, kind, outcome, weigherIds: ["verifier"] };
          if (stepRefusal(one, step, who, today)) return;
          expect(TRANSITIONS[state] as readonly ToleranceState[]).toContain(leadsTo(step));
          if (["ACCEPT", "RETURN", "REFUSE", "VERIFY"].includes(step))
            expect(["applicant", "completer"]).not.toContain(who.id);
          if (step === "DETERMINE") expect(["applicant", "completer", "verifier"]).not.toContain(who.id);
          if (step === "CONVERT") expect(kind).toBe("PRE");
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("verifies a POST case with all six factors weighed, an appeal by another person", () => {
    expect(reasonOf(known, "VERIFY", reviewer)).toBeNull();
    expect(reasonOf({ ...known, factors: FACTORS.slice(1) }, "VERIFY", reviewer)).toBe(
      "tolerance.reason.factorsMissing",
    );
    expect(reasonOf({ ...known, kind: "PRE", factors: [] }, "VERIFY", reviewer)).toBeNull();
    const appealed: KnownTolerance = { ...known, state: "APPEALED", verifierIds: ["reviewer"] };
    expect(reasonOf(appealed, "VERIFY", reviewer)).toBe("tolerance.reason.ownWork");
    expect(reasonOf(appealed, "VERIFY", actor({ id: "other", roles: ["REVIEWER"] }))).toBeNull();
  });

  it("takes an appeal of the unit once, within its days", () => {
    const fed: KnownTolerance = { ...known, state: "FED_BACK", outcome: "PARTLY", dueOn: today };
    expect(reasonOf(fed, "APPEAL", liaison)).toBeNull();
    expect(reasonOf({ ...fed, dueOn: "2026-11-26" }, "APPEAL", liaison)).toBe("tolerance.reason.tooLate");
    expect(reasonOf({ ...fed, hasAppealed: true }, "APPEAL", liaison)).toBe("tolerance.reason.appealedOnce");
    expect(reasonOf(fed, "APPEAL", actor({ roles: ["LIAISON"], ownUnitId: "other" }))).toBe(
      "tolerance.reason.notYours",
    );
  });

  it("closes what may not be appealed any more, or went the unit's way", () => {
    const fed: KnownTolerance = { ...known, state: "FED_BACK", outcome: "PARTLY", dueOn: today };
    for (const outcome of ["PARTLY", "NOT_TOLERATED", "NOT_RECORDED"] as const)
      expect(reasonOf({ ...fed, outcome }, "CLOSE", reviewer), outcome).toBe("tolerance.reason.appealOpen");
    for (const outcome of ["RECORDED", "TOLERATED"] as const)
      expect(reasonOf({ ...fed, outcome }, "CLOSE", reviewer), outcome).toBeNull();
    expect(reasonOf({ ...fed, dueOn: "2026-11-26" }, "CLOSE", reviewer)).toBeNull();
    expect(reasonOf({ ...fed, hasAppealed: true }, "CLOSE", leader)).toBeNull();
    expect(reasonOf({ ...fed, state: "STOPPED", outcome: "RECORDED" }, "CLOSE", leader)).toBeNull();
  });

  it("converts what was recorded beforehand and nothing else", () => {
    const pre: KnownTolerance = { ...known, kind: "PRE", state: "STOPPED", outcome: "RECORDED" };
    expect(reasonOf(pre, "CONVERT", leader)).toBeNull();
    expect(reasonOf({ ...pre, kind: "POST" }, "CONVERT", leader)).toBe("tolerance.reason.wrongState");
    expect(isWatched({ kind: "PRE", state: "FED_BACK", outcome: "RECORDED" })).toBe(true);
    expect(isWatched({ kind: "PRE", state: "FED_BACK", outcome: "NOT_RECORDED" })).toBe(false);
  });
});

describe("outcomes", () => {
  it("are those of the kind, and only the refusing one where an exclusion is met", () => {
    for (const kind of TOLERANCE_KINDS) {
      const free = outcomesFor({ kind, exclusions: [] });
      for (const exclusion of EXCLUSIONS) {
        const blocked = outcomesFor({ kind, exclusions: [exclusion] });
        expect(blocked).toEqual([kind === "PRE" ? "NOT_RECORDED" : "NOT_TOLERATED"]);
        for (const outcome of free.filter((one) => !blocked.includes(one)))
          expect(outcomeRefusal({ ...known, kind, exclusions: [exclusion] }, outcome)?.refused).toBe(
            "tolerance.reason.excluded",
          );
      }
      for (const outcome of OUTCOMES.filter((one) => !free.includes(one)))
        expect(outcomeRefusal({ ...known, kind }, outcome)?.refused).toBe("tolerance.reason.wrongOutcome");
    }
  });
  it("wait for nobody once they are fed back", () => {
    expect(isOverdue({ state: "VERIFIED", dueOn: "2026-11-26" }, today)).toBe(true);
    expect(isOverdue({ state: "VERIFIED", dueOn: today }, today)).toBe(false);
    expect(isOverdue({ state: "FED_BACK", dueOn: "2026-01-01" }, today)).toBe(false);
  });
});

describe("a 事前报备", () => {
  const form = {
    id: "0a1b2c3d-0000-4000-8000-000000000001",
    kind: "PRE",
    title: "临时堆场先行平整",
    account: "审批与平整并行。",
    unitId: "0a1b2c3d-0000-4000-8000-000000000002",
    cadreIds: ["0a1b2c3d-0000-4000-8000-000000000003"],
    ruleGap: "没有明确规定",
    publicPurpose: "保障生产",
    isWithoutGain: "on",
    collectiveDecision: "党委会决定",
    risks: "雨季积水\n\n审批未过",
    stops: "硬化地面",
    witnessId: "0a1b2c3d-0000-4000-8000-000000000004",
  };
  it("names gap, purpose, no private gain, collective decision, risks and stop conditions, a line each, and a witness", () => {
    expect(applyInput.parse(form)).toMatchObject({
      risks: ["雨季积水", "审批未过"],
      stops: ["硬化地面"],
      isWithoutGain: true,
    });
    for (const field of [
      "ruleGap",
      "publicPurpose",
      "isWithoutGain",
      "collectiveDecision",
      "risks",
      "stops",
      "witnessId",
    ] as const)
      expect(applyInput.safeParse({ ...form, [field]: undefined }).success, field).toBe(false);
    expect(
      applyInput.safeParse({ ...form, stops: Array.from({ length: 11 }, () => "太多").join("\n") }).success,
    ).toBe(false);
  });
});
