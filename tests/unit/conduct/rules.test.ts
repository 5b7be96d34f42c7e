import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALL_PLACES,
  endRefusal,
  isInForce,
  placeKey,
  placeOf,
  withdrawRefusal,
  wordingRefusal,
} from "@/lib/conduct/rules";
import { addDays } from "@/lib/platform/clock";

const today = "2026-11-27";
const standing = { startsOn: "2020-01-01", endsOn: null, text: "实事求是" };

describe("wordingRefusal", () => {
  it("lets a new wording begin tomorrow, and no earlier", () => {
    expect(wordingRefusal([standing], { text: "求真务实", startsOn: "2026-11-28" }, today)).toBeNull();
    expect(wordingRefusal([standing], { text: "求真务实", startsOn: today }, today)?.refused).toBe(
      "conduct.reason.fromTomorrow",
    );
  });

  it("waits for a wording that is announced, and refuses the words that stand already", () => {
    const coming = { startsOn: "2026-12-01", endsOn: null, text: "新表述" };
    const ending = { ...standing, endsOn: "2026-11-30" };
    expect(wordingRefusal([coming, ending], { text: "又一版", startsOn: "2026-12-05" }, today)?.refused).toBe(
      "conduct.reason.pending",
    );
    expect(wordingRefusal([standing], { text: "实事求是", startsOn: "2026-12-05" }, today)?.refused).toBe(
      "conduct.reason.sameWords",
    );
  });

  it("fills an empty place", () => {
    expect(wordingRefusal([], { text: "求真务实", startsOn: "2026-12-05" }, today)).toBeNull();
  });
});

describe("withdrawRefusal", () => {
  it("takes back what has not begun, once; then the place may be worded again", () => {
    const coming = { startsOn: "2026-12-01", endsOn: null, text: "新表述" };
    expect(withdrawRefusal(coming, today)).toBeNull();
    expect(withdrawRefusal({ ...coming, startsOn: today }, today)?.refused).toBe("conduct.reason.begun");
    const withdrawn = { ...coming, endsOn: "2026-11-30" };
    expect(withdrawRefusal(withdrawn, today)?.refused).toBe("conduct.reason.begun");
    expect(isInForce(withdrawn, "2026-12-01")).toBe(false);
    expect(isInForce(withdrawn, "2026-11-30")).toBe(false);
    expect(
      wordingRefusal([withdrawn, standing], { text: "又一版", startsOn: "2026-12-05" }, today),
    ).toBeNull();
  });
});

describe("endRefusal", () => {
  it("ends from today on, not in the past, and not twice", () => {
    expect(endRefusal(standing, today, today)).toBeNull();
    expect(endRefusal(standing, "2026-11-26", today)?.refused).toBe("conduct.reason.endsToday");
    expect(endRefusal({ ...standing, endsOn: "2026-11-01" }, today, today)?.refused).toBe(
      "conduct.reason.notInForce",
    );
    expect(endRefusal({ startsOn: "2026-12-10", endsOn: null }, "2026-12-01", today)?.refused).toBe(
      "conduct.reason.endsToday",
    );
  });
});

describe("places", () => {
  it("are twice ten, each with an address of its own", () => {
    expect(new Set(ALL_PLACES.map(placeKey)).size).toBe(20);
    for (const place of ALL_PLACES) expect(placeOf(placeKey(place))).toEqual(place);
  });

  it("are held by a wording from its first day to its last", () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 400 }), (from, length) => {
        const item = { startsOn: addDays(today, from), endsOn: addDays(today, from + length) };
        expect(isInForce(item, item.startsOn)).toBe(true);
        expect(isInForce(item, item.endsOn)).toBe(true);
        expect(isInForce(item, addDays(item.startsOn, -1))).toBe(false);
        expect(isInForce(item, addDays(item.endsOn, 1))).toBe(false);
      }),
    );
  });
});
