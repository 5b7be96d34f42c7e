/** Which entry or file goes next, and when the outbox wakes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextFile, nextText, wakeAfter } from "@/lib/field/outbox/queue/rules";
import type { OutboxItem } from "@/lib/field/outbox/rules";
import { file, item, later, MINUTE, moment } from "./outbox-items";

describe("what comes next", () => {
  it("the untried before those that failed, then the oldest", () => {
    const bad = item({ tries: 3, madeAt: later(-9 * MINUTE).toISOString() });
    const older = item({ madeAt: later(-5 * MINUTE).toISOString() });
    const newer = item({ madeAt: later(-MINUTE).toISOString() });
    expect(nextText([bad, newer, older], moment())).toBe(older);
  });

  it("one bad entry blocks no other", () => {
    const blocked = item({ state: "blocked", reason: { code: "invalid" } });
    const hanging = item({ reason: { code: "network" }, tries: 1, nextAt: later(5_000).toISOString() });
    const good = item();
    expect(nextText([blocked, hanging, good], moment())).toBe(good);
    expect(nextText([blocked, hanging], moment())).toBeNull();
  });

  it("somebody's coming or the line's does not wait for what only lacked a line, but for a broken server", () => {
    const lacked = item({ reason: { code: "network" }, tries: 5, nextAt: later(9 * MINUTE).toISOString() });
    const broken = item({ reason: { code: "broken" }, tries: 5, nextAt: later(9 * MINUTE).toISOString() });
    expect(nextText([lacked, broken], moment({ isEager: true }))).toBe(lacked);
    expect(nextText([lacked], moment({ isEager: true, tried: new Set([lacked.id]) }))).toBeNull();
    expect(nextText([broken], moment({ isEager: true }))).toBeNull();
  });

  it("a pause holds everything back; somebody's coming asks whether the session is back, never past a 429", () => {
    const until = later(MINUTE).toISOString();
    const waiting = [item()];
    for (const code of ["signedOut", "tooMany"] as const) {
      expect(nextText(waiting, moment({ pause: { code, until } }))).toBeNull();
    }
    expect(nextText(waiting, moment({ pause: { code: "signedOut", until }, isEager: true }))).not.toBeNull();
    expect(nextText(waiting, moment({ pause: { code: "tooMany", until }, isEager: true }))).toBeNull();
    expect(
      nextText(waiting, moment({ pause: { code: "tooMany", until: later(-1).toISOString() } })),
    ).not.toBeNull();
  });

  it("a clock that was put right holds nothing back for a year", () => {
    const year = later(365 * 86_400_000).toISOString();
    expect(nextText([item({ nextAt: year, tries: 1 })], moment())).not.toBeNull();
    expect(nextText([item()], moment({ pause: { code: "tooMany", until: year } }))).not.toBeNull();
  });

  it("no photo as long as a text can go, and none before its own text has arrived", () => {
    const received = item({ state: "received", files: [file("one")] });
    const early = item({ state: "blocked", files: [file("early")] });
    const text = item();
    expect(nextFile([received, early, text], moment())).toBeNull();
    expect(nextFile([received, early, text], moment({ tried: new Set([text.id]) }))?.file.id).toBe("one");
    expect(nextFile([early], moment())).toBeNull();
  });

  it("wakes for the next one and for the end of a pause, never at once", () => {
    expect(wakeAfter([], moment({ pause: null }))).toBeNull();
    expect(wakeAfter([item({ state: "blocked" })], moment({ pause: null }))).toBeNull();
    expect(wakeAfter([item({ nextAt: later(20_000).toISOString() })], moment({ pause: null }))).toBe(20_000);
    expect(
      wakeAfter([item()], moment({ pause: { code: "tooMany", until: later(40_000).toISOString() } })),
    ).toBe(40_000);
    expect(wakeAfter([item()], moment({ pause: null }))).toBe(5_000);
  });

  it("every round ends, and every entry gets its turn", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("waiting", "sent", "received", "blocked"), { maxLength: 12 }),
        (states) => {
          const items = states.map((state) => item({ state: state as OutboxItem["state"] }));
          const tried = new Set<string>();
          for (let next = nextText(items, moment({ tried })); next; next = nextText(items, moment({ tried })))
            tried.add(next.id);
          expect(tried.size).toBe(states.filter((state) => state === "waiting" || state === "sent").length);
        },
      ),
    );
  });
});
