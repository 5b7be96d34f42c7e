import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { counts, missingFor, type Source, type SourceKind } from "@/lib/achievements/corroboration/rules";
import { claimOf, sourceOf } from "@/lib/achievements/form/rules";
import { decisionRefusal, LEADS_TO, mayRevise, TRANSITIONS } from "@/lib/achievements/rules";
import { ACHIEVEMENT_STATES, type Decision } from "@/lib/achievements/schema";

const KINDS: SourceKind[] = [
  "testimony",
  "direct_observation",
  "synthesis",
  "survey",
  "document",
  "data",
  "unit_recommendation",
];
const source = (over: Partial<Source> = {}): Source => ({
  kind: "direct_observation",
  origin: "person:a:1",
  supports: true,
  isIndependent: true,
  isWithdrawn: false,
  isCurrent: true,
  isOwnUnits: false,
  ...over,
});
const anySource: fc.Arbitrary<Source> = fc.record({
  kind: fc.constantFrom(...KINDS),
  origin: fc.constantFrom("a", "b", "c"),
  supports: fc.boolean(),
  isIndependent: fc.boolean(),
  isWithdrawn: fc.boolean(),
  isCurrent: fc.boolean(),
  isOwnUnits: fc.boolean(),
});

describe("missingFor", () => {
  it("says what stands between a claim and its confirmation", () => {
    expect(missingFor([])).toBe("anySource");
    expect(missingFor([source()])).toBe("secondSource");
    expect(missingFor([source(), source({ origin: "person:b:1" })])).toBe("otherKind");
    expect(missingFor([source(), source({ kind: "testimony" })])).toBe("otherOrigin");
    expect(missingFor([source(), source({ kind: "testimony", origin: "person:b:1" })])).toBeNull();
  });

  it("is satisfied by more, never spoiled by it", () => {
    fc.assert(
      fc.property(fc.array(anySource, { maxLength: 6 }), anySource, (sources, more) => {
        if (missingFor(sources) === null) expect(missingFor([...sources, more])).toBeNull();
      }),
    );
  });

  it("counts nothing that rule 3 excludes", () => {
    fc.assert(
      fc.property(anySource, (one) => {
        if (!counts(one)) return;
        expect(one).toMatchObject({
          supports: true,
          isIndependent: true,
          isWithdrawn: false,
          isCurrent: true,
          isOwnUnits: false,
        });
        expect(["synthesis", "unit_recommendation"]).not.toContain(one.kind);
      }),
    );
  });
});

describe("decisionRefusal", () => {
  const decisions = Object.keys(LEADS_TO) as Decision[];

  it("lets nobody leave the table of states", () => {
    for (const state of ACHIEVEMENT_STATES) {
      for (const decision of decisions) {
        for (const isReviewer of [true, false]) {
          for (const isDrafter of [true, false]) {
            const refusal = decisionRefusal({ state, isDrafter }, decision, { isReviewer });
            if (!refusal) expect(TRANSITIONS[state]).toContain(LEADS_TO[decision]);
          }
        }
      }
    }
  });

  it("leaves everything but the submission to reviewers", () => {
    for (const decision of decisions) {
      const refused = ACHIEVEMENT_STATES.map((state) =>
        decisionRefusal({ state, isDrafter: true }, decision, { isReviewer: false }),
      );
      expect(refused.some((one) => one === null)).toBe(decision === "SUBMIT");
    }
  });
});

describe("mayRevise", () => {
  it("leaves ended claims alone, and corroborated ones to reviewers", () => {
    const who = { isReviewer: false };
    expect(mayRevise({ state: "WAITING", isDrafter: true }, who)).toBe(true);
    expect(mayRevise({ state: "CORROBORATED", isDrafter: true }, who)).toBe(false);
    expect(mayRevise({ state: "CORROBORATED", isDrafter: false }, { isReviewer: true })).toBe(true);
    expect(mayRevise({ state: "REJECTED", isDrafter: true }, { isReviewer: true })).toBe(false);
    expect(mayRevise({ state: "MERGED", isDrafter: true }, { isReviewer: true })).toBe(false);
  });
});

describe("the forms", () => {
  it("takes further records along as sources, each under the id that its box held", () => {
    const { sources } = claimOf({
      observationId: "first",
      sourceId: "s0",
      isIndependent: "true",
      "source.second": "s1",
      "source.third": "",
    });
    expect(sources).toEqual([
      { id: "s0", observationId: "first", supports: true, isIndependent: true },
      { id: "s1", observationId: "second", supports: true, isIndependent: true },
    ]);
  });

  it("list a cadre once a contribution is chosen, and read figures as typed", () => {
    const claim = claimOf({
      claim: " 完成平整 ",
      "contribution.a": "MAIN",
      "part.a": "牵头",
      "contribution.b": "",
      "contribution.c": "GOD",
      baseline: "０",
      actual: "1,203.5",
      target: "很多",
    });
    expect(claim.cadres).toEqual([{ cadreId: "a", contribution: "MAIN", part: "牵头" }]);
    expect(claim).toMatchObject({
      claim: "完成平整",
      baseline: 0,
      actual: 1203.5,
      target: "很多",
      sources: [],
    });
  });

  it("tell a record from a paper", () => {
    expect(sourceOf({ id: "1", observationId: "2", isIndependent: "true" })).toMatchObject({
      observationId: "2",
      supports: true,
    });
    expect(sourceOf({ id: "1", title: "验收报告", kind: "document" })).toMatchObject({
      title: "验收报告",
      isIndependent: false,
    });
  });
});
