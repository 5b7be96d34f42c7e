/** What an answer does to an entry or a file of the outbox, and what the person does with it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asNewRecord,
  countOf,
  isUnsent,
  mayEdit,
  mayLeave,
  retried,
} from "@/lib/field/outbox/handling/rules";
import { nextFile, nextText, wakeAfter } from "@/lib/field/outbox/queue/rules";
import {
  type Answer,
  answered,
  attempted,
  fateOf,
  fileAnswered,
  fileProgressed,
  patienceMs,
  retryAfterMs,
  waitAfter,
} from "@/lib/field/outbox/rules";
import { keptItem } from "@/lib/field/outbox/stored/rules";
import { answer, chance, file, item, later, MINUTE, moment, NOW } from "./outbox-items";

describe("an answer to an entry", () => {
  const step = (one: Answer) => answered(attempted(item()), one, chance);

  it("201 and 202 are received: the one awaits review, the other its unit's present observer", () => {
    expect(step(answer(201)).item).toMatchObject({ state: "received", outcome: "SUBMITTED", reason: null });
    expect(step(answer(202)).item).toMatchObject({ state: "received", outcome: "HANDED_OVER" });
  });

  it("401 stops the whole outbox and blames nobody", () => {
    const { item: now, pause } = step(answer(401, { code: "signedOut" }));
    expect(now).toMatchObject({ state: "waiting", reason: null, tries: 0 });
    expect(pause?.code).toBe("signedOut");
  });

  it("429 stops the whole outbox for as long as the server asks, but never for hours", () => {
    const until = (wish: number | null) => step(answer(429, { retryAfterMs: wish })).pause?.until;
    expect(until(7_000)).toBe(later(7_000).toISOString());
    expect(until(null)).toBe(later(MINUTE).toISOString());
    expect(until(86_400_000)).toBe(later(60 * MINUTE).toISOString());
    expect(step(answer(503, { retryAfterMs: 5_000 })).pause?.code).toBe("tooMany");
  });

  it.each([
    [403, "denied"],
    [404, "notFound"],
    [409, "observations.reason.idTaken"],
    [409, "stale"],
    [413, "tooLong"],
    [422, "observations.reason.inFuture"],
  ])("%i %s stops this entry with its reason and nothing else", (status, code) => {
    const { item: now, pause } = step(answer(status, { code, params: { days: 2 } }));
    expect(now.state).toBe("blocked");
    expect(now.reason).toMatchObject({ code });
    expect(pause).toBeNull();
  });

  it("422 keeps what is wrong at which field", () => {
    const issues = [{ path: "fact", code: "required" }];
    expect(step(answer(422, { code: "invalid", issues })).item.reason).toEqual({ code: "invalid", issues });
  });

  it("a proxy's 413 without our words still stops the entry", () => {
    expect(step(answer(413)).item).toMatchObject({ state: "blocked", reason: { code: "tooLong" } });
  });

  it.each([500, 502, 504, 408])("%i comes again later, for the server may have it", (status) => {
    const { item: now } = step(answer(status, { code: "broken" }));
    expect(now).toMatchObject({
      state: "waiting",
      tries: 1,
      mayHaveArrived: true,
      reason: { code: "broken" },
    });
    expect(Date.parse(now.nextAt)).toBeGreaterThan(NOW.getTime());
  });

  it("without an answer in time it counts as sent; without a line as kept; both come again", () => {
    expect(step(answer(null, { code: "timeout" })).item).toMatchObject({
      state: "sent",
      mayHaveArrived: true,
    });
    expect(step(answer(null)).item).toMatchObject({ state: "waiting", reason: { code: "network" } });
  });

  it.each([200, 302, 401, 403, 404, 409, 422])(
    "a %i that is not ours (a hotel's portal, a proxy) decides nothing",
    (status) => {
      // post-entry makes a foreign 2xx into no answer at all; any other has no code of ours
      const one = status === 200 ? answer(null) : answer(status);
      const { item: now, pause } = step(one);
      expect(now.state).toBe("waiting");
      expect(pause).toBeNull();
    },
  );

  it("takes nothing back: what was received stays received, whatever a late answer says", () => {
    const received = step(answer(201)).item;
    for (const one of [answer(null), answer(422, { code: "invalid" }), answer(500, { code: "broken" })]) {
      expect(answered(received, one, chance)).toEqual({ item: received, pause: null });
    }
  });

  it("is one of four fates for any status and code", () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 100, max: 599 })),
        fc.option(fc.string()),
        fc.option(fc.nat()),
        (status, code, wait) => {
          const fate = fateOf({ status, code, retryAfterMs: wait }, chance);
          const { item: now, pause } = answered(item(), { status, code, retryAfterMs: wait }, chance);
          // only the server's own yes is a yes
          expect(now.state === "received").toBe(status !== null && [200, 201, 202].includes(status));
          expect(pause !== null).toBe(fate.kind === "paused");
          // nothing is ever sent in a tight loop
          if (fate.kind === "later")
            expect(Date.parse(now.nextAt) - NOW.getTime()).toBeGreaterThanOrEqual(2_500);
        },
      ),
    );
  });
});

describe("waiting", () => {
  it("doubles up to ten minutes, with half of it left to chance", () => {
    expect(waitAfter(0, 0)).toBe(2_500);
    expect(waitAfter(0, 1)).toBe(5_000);
    expect(waitAfter(3, 1)).toBe(40_000);
    fc.assert(
      fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const wait = waitAfter(tries, random);
        expect(wait).toBeGreaterThanOrEqual(2_500);
        expect(wait).toBeLessThanOrEqual(10 * MINUTE);
      }),
    );
  });

  it("has patience for a long text on a slow line", () => {
    expect(patienceMs(0)).toBe(15_000);
    expect(patienceMs(256 * 1024)).toBeGreaterThan(75_000);
  });

  it("reads Retry-After as seconds or as a date", () => {
    expect(retryAfterMs("12", NOW)).toBe(12_000);
    expect(retryAfterMs(later(30_000).toUTCString(), NOW)).toBe(30_000);
    expect(retryAfterMs("soon", NOW)).toBeNull();
    expect(retryAfterMs("", NOW)).toBeNull();
    expect(retryAfterMs(null, NOW)).toBeNull();
  });
});

describe("a file's answer", () => {
  const whole = item({ state: "received", files: [file("a"), file("b")] });
  const place = { sentBytes: 700, uploadUrl: "/api/v1/uploads/x" };

  it("a refused one leaves the text received and the other on its way", () => {
    const { item: now } = fileAnswered(
      whole,
      "a",
      { kind: "refused", reason: { code: "attachments.reason.kind" } },
      chance,
    );
    expect(now.state).toBe("received");
    expect(now.files.map((one) => one.state)).toEqual(["refused", "waiting"]);
    expect(isUnsent(now)).toBe(true);
    expect(nextFile([now], moment())?.file.id).toBe("b");
  });

  it("a cut one keeps its place and comes again", () => {
    const { item: now } = fileAnswered(whole, "a", { kind: "later", code: "network", ...place }, chance);
    expect(now.files[0]).toMatchObject({ state: "waiting", tries: 1, ...place });
  });

  it("401 pauses the outbox, 429 its files; neither blames the file", () => {
    const out = fileAnswered(whole, "a", { kind: "signedOut", ...place }, chance);
    expect([out.pause?.code, out.item.files[0]?.tries]).toEqual(["signedOut", 0]);
    const busy = fileAnswered(whole, "a", { kind: "tooMany", retryAfterS: 9, ...place }, chance);
    expect(busy.pause).toEqual({ code: "tooManyFiles", until: later(9_000).toISOString() });
    // the server counts uploads apart: texts go on
    const held = moment({ filePause: busy.pause });
    expect(nextFile([busy.item], held)).toBeNull();
    expect(nextText([busy.item, item()], held)).not.toBeNull();
    expect(wakeAfter([busy.item], held)).toBe(9_000);
  });

  it("progress that comes late changes no file that is settled", () => {
    const { item: done } = fileAnswered(whole, "a", { kind: "received" }, chance);
    expect(fileProgressed(done, "a", place)).toBe(done);
    expect(fileProgressed(done, "b", place).files[1]).toMatchObject({ state: "sending", ...place });
  });
});

describe("what the person does", () => {
  it("a retry begins with a clean slate, files too, and never takes back what has arrived", () => {
    const stuck = item({
      state: "blocked",
      reason: { code: "invalid" },
      tries: 4,
      files: [file("a", { state: "received" }), file("b", { state: "refused", reason: { code: "x" } })],
    });
    const now = retried(stuck, NOW);
    expect(now).toMatchObject({ state: "waiting", reason: null, tries: 0 });
    expect(now.files.map((one) => one.state)).toEqual(["received", "waiting"]);
    expect(retried(item({ state: "received" }), NOW).state).toBe("received");
  });

  it("nobody writes on while the request is out", () => {
    expect(mayEdit(attempted(item()))).toBe(false);
    expect([mayEdit(item()), mayEdit(item({ state: "blocked" }))]).toEqual([true, true]);
    expect(mayEdit(item({ state: "received" }))).toBe(false);
  });

  it("as a new record nothing of the old ids is left, in the body neither", () => {
    const taken = item({
      state: "blocked",
      mayHaveArrived: true,
      files: [file("old", { state: "received" })],
    });
    taken.body = { ...taken.body, evidence: [{ id: "old", sha256: "a" }] };
    const now = asNewRecord(taken, "new-id", new Map([["old", "fresh"]]), NOW);
    expect(JSON.stringify(now)).not.toContain(taken.id);
    expect(now).toMatchObject({ id: "new-id", state: "waiting", mayHaveArrived: false });
    expect(now.body).toMatchObject({ id: "new-id", evidence: [{ id: "fresh", sha256: "a" }] });
    expect(now.files[0]).toMatchObject({ id: "fresh", state: "waiting" });
  });

  it("what arrived leaves after a week; what did not never leaves by itself", () => {
    const receivedAt = NOW.toISOString();
    const eightDays = later(8 * 86_400_000);
    const done = item({ state: "received", receivedAt });
    expect([mayLeave(done, later(6 * 86_400_000)), mayLeave(done, eightDays)]).toEqual([false, true]);
    for (const kept of [
      item(),
      item({ state: "sent" }),
      item({ state: "blocked" }),
      item({ state: "received", receivedAt, files: [file("a")] }),
      item({ state: "received", receivedAt, files: [file("a", { state: "refused" })] }),
    ])
      expect(mayLeave(kept, eightDays)).toBe(false);
  });

  it("counts what waits and says since when", () => {
    const old = later(-3 * 86_400_000).toISOString();
    const counted = countOf([
      item(),
      item({ state: "blocked", madeAt: old }),
      item({ state: "received", madeAt: later(-9 * 86_400_000).toISOString() }),
      item({ state: "received", files: [file("a"), file("b", { state: "received" })] }),
    ]);
    expect(counted).toEqual({ waiting: 1, blocked: 1, photos: 1, oldestAt: old });
  });
});

describe("an entry from another release", () => {
  it("an older one is brought up: it waits, and may have arrived", () => {
    const { version: _, tries: _a, nextAt: _b, mayHaveArrived: _c, files: _d, outcome: _e, ...old } = item();
    const kept = keptItem(old);
    expect(kept).toMatchObject({
      isReadable: true,
      item: { version: 1, id: old.id, state: "waiting", tries: 0, files: [], mayHaveArrived: true },
    });
  });

  it("today's is read as it stands", () => {
    const today = item({ files: [file("a")] });
    expect(keptItem(structuredClone(today))).toEqual({ isReadable: true, item: today });
  });

  it("a newer one is kept as it is, and nobody sends what he can't read", () => {
    const newer = { ...item(), version: 99, body: "another shape" };
    expect(keptItem(newer)).toEqual({ isReadable: false, id: newer.id, version: 99, raw: newer });
  });

  it("anything at all is either readable or kept", () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const kept = keptItem(stored);
        if (kept.isReadable) expect(kept.item.id).not.toBe("");
        else expect(kept.raw).toEqual(typeof stored === "object" && stored !== null ? { ...stored } : {});
      }),
    );
  });
});
