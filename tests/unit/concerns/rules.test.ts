import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decisionRefusal,
  expiryRefusal,
  leadsTo,
  missingSources,
  standingOf,
  TRANSITIONS,
} from "@/lib/concerns/rules";
import { CONCERN_STATES, DECISIONS } from "@/lib/concerns/schema";
import { addDays } from "@/lib/platform/clock";

const today = "2026-11-27";

describe("decisionRefusal", () => {
  it("allows just what the table of states allows, whatever was decided before, and never to who opened or recorded", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CONCERN_STATES),
        fc.array(fc.constantFrom(...DECISIONS), { maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (start, decisions, isOpener, isRecorder, isReviewer) => {
          let state = start;
          for (const decision of decisions) {
            const refusal = decisionRefusal({ state, expiresOn: null, isOpener, isRecorder }, decision, {
              isReviewer,
            });
            if (refusal) continue;
            const next = leadsTo(state, decision);
            expect(TRANSITIONS[state] as readonly string[]).toContain(next);
            if (decision !== "REOPEN") expect(isOpener || isRecorder).toBe(false);
            else expect(isReviewer).toBe(true);
            state = next;
          }
        },
      ),
    );
  });
});

describe("expiry", () => {
  it("lies between tomorrow and a year, and a renewal ends later than before", () => {
    expect(expiryRefusal(today, null, "WATCH", today)).toEqual({
      refused: "concerns.reason.expiryOutOfReach",
    });
    expect(expiryRefusal(addDays(today, 367), null, "REMIND", today)).not.toBeNull();
    expect(expiryRefusal(addDays(today, 366), null, "REMIND", today)).toBeNull();
    expect(expiryRefusal(addDays(today, 5), addDays(today, 5), "RENEW", today)).toEqual({
      refused: "concerns.reason.renewLater",
    });
    // another decision may end sooner
    expect(expiryRefusal(addDays(today, 5), addDays(today, 50), "REMIND", today)).toBeNull();
  });
  it("counts the last day, and follows from the day alone", () => {
    const concern = { state: "WATCHING" as const, expiresOn: today };
    expect(standingOf(concern, today)).toBe("standing");
    expect(standingOf(concern, addDays(today, 1))).toBe("expired");
    expect(standingOf({ state: "OPEN", expiresOn: null }, today)).toBe("open");
    expect(standingOf({ state: "DISMISSED", expiresOn: null }, today)).toBe("dismissed");
  });
});

describe("missingSources", () => {
  const source = (kind: "testimony" | "document" | "synthesis" | "direct_observation", origin: string) => ({
    kind,
    origin,
    isWithdrawn: false,
    isCurrent: true,
  });
  it("asks for two kinds and two origins; a summary is none", () => {
    expect(missingSources([])).toBe("anySource");
    expect(missingSources([source("testimony", "a")])).toBe("secondSource");
    expect(missingSources([source("testimony", "a"), source("testimony", "b")])).toBe("otherKind");
    expect(missingSources([source("testimony", "a"), source("direct_observation", "a")])).toBe("otherOrigin");
    expect(missingSources([source("testimony", "a"), source("synthesis", "b")])).toBe("secondSource");
    expect(missingSources([source("testimony", "a"), source("document", "b")])).toBeNull();
    expect(missingSources([source("testimony", "a"), { ...source("document", "b"), isCurrent: false }])).toBe(
      "secondSource",
    );
  });
});
