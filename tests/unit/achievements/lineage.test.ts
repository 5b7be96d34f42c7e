import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitOf } from "@/lib/achievements/form/rules";
import {
  type Mergeable,
  mayEnd,
  mergeRefusal,
  splitRefusal,
  UNDO_BLOCKERS,
  undoRefusal,
} from "@/lib/achievements/lineage/rules";
import { claimWords, inOrderOfAsking, needOf } from "@/lib/achievements/requests/rules";
import { decisionRefusal, isEnded, LEADS_TO, mayBecome } from "@/lib/achievements/rules";
import { ACHIEVEMENT_STATES, type AchievementState } from "@/lib/achievements/schema";

const claim = (over: Partial<Mergeable> = {}): Mergeable => ({
  state: "WAITING",
  isDrafter: false,
  confidentiality: 1,
  cadreIds: ["a"],
  ...over,
});
const reviewer = { isReviewer: true };
const observer = { isReviewer: false };

describe("the table of states", () => {
  it("leads from what was merged or split only back to what was open, and to a confirmation only from waiting", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...ACHIEVEMENT_STATES), { maxLength: 30 }),
        fc.constantFrom<AchievementState>("LEAD", "WAITING"),
        (wishes, begin) => {
          let state = begin;
          for (const wish of wishes) {
            if (!mayBecome(state, wish)) continue;
            if (wish === "CORROBORATED") expect(state).toBe("WAITING");
            // whoever merges or splits a corroborated claim opens it again first
            if (wish === "MERGED" || wish === "SPLIT") expect(state).not.toBe("CORROBORATED");
            if (state === "MERGED" || state === "SPLIT")
              expect(["LEAD", "WAITING", "DOUBTFUL"]).toContain(wish);
            state = wish;
          }
        },
      ),
    );
    expect(Object.values(LEADS_TO)).not.toContain("MERGED");
    for (const ended of ["MERGED", "SPLIT"] as const) expect(isEnded(ended)).toBe(true);
    // a decision is no way back: only taking it back is
    for (const decision of Object.keys(LEADS_TO) as (keyof typeof LEADS_TO)[])
      for (const state of ["MERGED", "SPLIT"] as const)
        expect(decisionRefusal({ state, isDrafter: true }, decision, reviewer)).not.toBeNull();
  });
});

describe("undoRefusal", () => {
  it("lets a reviewer or the drafter take back what nothing rests on, and says what does", () => {
    const merged = { state: "MERGED", isDrafter: false, blocker: null } as const;
    expect(undoRefusal(merged, reviewer)).toBeNull();
    expect(undoRefusal({ ...merged, state: "SPLIT", isDrafter: true }, observer)).toBeNull();
    expect(undoRefusal(merged, observer)?.refused).toMatch(/notDrafter/);
    for (const state of ["LEAD", "WAITING", "DOUBTFUL", "CORROBORATED", "REJECTED"] as const)
      expect(undoRefusal({ ...merged, state }, reviewer)?.refused).toMatch(/wrongState/);
    const said = UNDO_BLOCKERS.map((blocker) => undoRefusal({ ...merged, blocker }, reviewer)?.refused);
    expect(new Set(said).size).toBe(UNDO_BLOCKERS.length);
    for (const reason of said) expect(reason).toMatch(/^achievements\.reason\.undo/);
  });
});

describe("mergeRefusal", () => {
  it("lets a reviewer merge what is open, a drafter between two of their own", () => {
    expect(mergeRefusal(claim(), claim({ state: "CORROBORATED" }), reviewer)).toBeNull();
    expect(mergeRefusal(claim({ isDrafter: true }), claim({ isDrafter: true }), observer)).toBeNull();
    expect(mergeRefusal(claim({ isDrafter: true }), claim(), observer)?.refused).toMatch(/notDrafter/);
    expect(mergeRefusal(claim(), claim({ isDrafter: true }), observer)?.refused).toMatch(/notDrafter/);
  });
  it("refuses an ended target, a wider circle and a lost name", () => {
    for (const state of ["REJECTED", "MERGED", "SPLIT"] as const)
      expect(mergeRefusal(claim(), claim({ state }), reviewer)?.refused).toMatch(/mergeTarget/);
    for (const state of ["CORROBORATED", "REJECTED", "MERGED", "SPLIT"] as const)
      expect(mergeRefusal(claim({ state }), claim(), reviewer)?.refused).toMatch(/wrongState/);
    expect(mergeRefusal(claim({ confidentiality: 2 }), claim(), reviewer)?.refused).toMatch(
      /Confidentiality/,
    );
    expect(mergeRefusal(claim({ cadreIds: ["a", "b"] }), claim(), reviewer)?.refused).toMatch(/mergeCadres/);
    expect(mergeRefusal(claim(), claim({ cadreIds: ["a", "b"] }), reviewer)).toBeNull();
  });
  it("says the same as the button", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ACHIEVEMENT_STATES),
        fc.boolean(),
        fc.boolean(),
        (state, isDrafter, isReviewer) => {
          const isOpen =
            mergeRefusal(claim({ state, isDrafter }), claim({ isDrafter }), { isReviewer }) === null;
          expect(mayEnd({ state, isDrafter }, "MERGED", { isReviewer })).toBe(isOpen);
        },
      ),
    );
  });
});

describe("splitRefusal", () => {
  const parts = fc.array(
    fc.record({
      cadres: fc.array(fc.record({ cadreId: fc.constantFrom("a", "b", "c") }), {
        minLength: 1,
        maxLength: 3,
      }),
      sourceIds: fc.array(fc.constantFrom("x", "y", "z"), { maxLength: 3 }),
    }),
    { minLength: 2, maxLength: 4 },
  );
  it("takes exactly what gives everybody and every source a part, and nobody else", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const cadreIds = [...new Set(given.flatMap((part) => part.cadres.map((line) => line.cadreId)))];
        const sourceIds = [...new Set(given.flatMap((part) => part.sourceIds))];
        expect(splitRefusal({ cadreIds, sourceIds }, given)).toBeNull();
        expect(splitRefusal({ cadreIds: [...cadreIds, "d"], sourceIds }, given)?.refused).toMatch(
          /splitCadres/,
        );
        expect(splitRefusal({ cadreIds: cadreIds.slice(1), sourceIds }, given)?.refused).toMatch(
          /splitCadres/,
        );
        expect(splitRefusal({ cadreIds, sourceIds: [...sourceIds, "w"] }, given)?.refused).toMatch(
          /splitSources/,
        );
      }),
    );
  });
});

describe("splitOf", () => {
  it("reads parts by their number, leaves the empty ones out, and gives the figures to one", () => {
    const read = splitOf({
      id: "c",
      revisionNo: "3",
      reason: "两件事",
      figures: "1",
      "parts.0.id": "p0",
      "parts.0.claim": "第一件",
      "parts.0.contribution.a": "MAIN",
      "parts.0.part.a": "牵头",
      "parts.0.sources": ["x", "y"],
      "parts.1.id": "p1",
      "parts.1.claim": "第二件",
      "parts.1.contribution.a": "",
      "parts.1.contribution.b": "MAJOR",
      "parts.2.id": "p2",
      "parts.2.claim": " ",
    });
    expect(read).toEqual({
      id: "c",
      revisionNo: 3,
      reason: "两件事",
      parts: [
        {
          id: "p0",
          claim: "第一件",
          cadres: [{ cadreId: "a", contribution: "MAIN", part: "牵头" }],
          sourceIds: ["x", "y"],
          hasFigures: false,
        },
        {
          id: "p1",
          claim: "第二件",
          cadres: [{ cadreId: "b", contribution: "MAJOR", part: "" }],
          sourceIds: [],
          hasFigures: true,
        },
      ],
    });
  });
});

describe("whom to ask", () => {
  const person = (ownerId: string, over = {}) => ({
    unitId: "u",
    unitName: "赤岸镇",
    ownerId,
    ownerName: ownerId,
    isOfClaim: true,
    isInvolved: false,
    isAsked: false,
    open: 0,
    since: "2026-01-01",
    ...over,
  });
  it("is first who was not asked, had no part in it, holds the unit itself and has least to do", () => {
    const order = inOrderOfAsking([
      person("asked", { isAsked: true }),
      person("involved", { isInvolved: true }),
      person("elsewhere", { isOfClaim: false }),
      person("busy", { open: 3 }),
      person("new", { since: "2026-06-01" }),
      person("best"),
    ]);
    expect(order.map((one) => one.ownerId)).toEqual([
      "best",
      "new",
      "busy",
      "elsewhere",
      "involved",
      "asked",
    ]);
  });
  it("quotes the claim only where every observer of the unit may read it", () => {
    expect(claimWords({ claim: "堆场建成", confidentiality: 1 })).toBe("堆场建成");
    expect(claimWords({ claim: "堆场建成", confidentiality: 2 })).toBe("");
    expect([...claimWords({ claim: "很".repeat(300), confidentiality: 1 })]).toHaveLength(90);
    expect(needOf([])).toBe("anySource");
  });
});
