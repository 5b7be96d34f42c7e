import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuditLine,
  canonicalText,
  GENESIS,
  type Head,
  hashOf,
  verifyHead,
  verifyLines,
  verifyNoted,
} from "@/lib/audit/rules";

type Content = Pick<AuditLine, "actorId" | "action" | "entity" | "entityId" | "before" | "after">;

function chainOf(contents: Content[], from: Head = GENESIS): AuditLine[] {
  let last = from;
  return contents.map((content) => {
    const second = String(last.seq % 60).padStart(2, "0");
    const line: AuditLine = {
      ...content,
      seq: last.seq + 1,
      at: `2026-01-31T08:15:${second}.000001Z`,
      prevHash: last.hash,
      hash: "",
    };
    line.hash = hashOf(line);
    last = { seq: line.seq, hash: line.hash };
    return line;
  });
}

const word = fc.string({ unit: fc.constantFrom("a", "B", "7", "-", "图", ""), maxLength: 8 });
const contents = fc.array(
  fc.record({
    actorId: fc.option(fc.uuid(), { nil: null }),
    action: word,
    entity: word,
    entityId: fc.uuid(),
    before: word,
    after: word,
  }),
  { minLength: 4, maxLength: 20 },
);
const spoiled = contents.chain((list) =>
  fc.tuple(fc.constant(chainOf(list)), fc.integer({ min: 0, max: list.length - 1 })),
);
const headOf = (lines: AuditLine[]): Head => lines.at(-1) ?? GENESIS;

describe("canonicalText", () => {
  it("joins version and fields in a fixed order by U+001F", () => {
    const line = {
      seq: 7,
      at: "2026-01-31T08:15:30.123456Z",
      actorId: null,
      action: "logObservation",
      entity: "observation",
      entityId: "x",
      before: "",
      after: "SUBMITTED",
      prevHash: "00ff",
      hash: "",
    };
    expect(canonicalText(line).split("\u001f")).toEqual([
      "v1",
      "7",
      "2026-01-31T08:15:30.123456Z",
      "",
      "logObservation",
      "observation",
      "x",
      "",
      "SUBMITTED",
      "00ff",
    ]);
  });
});

describe("verifyLines", () => {
  it("accepts a whole chain, also in parts", () => {
    fc.assert(
      fc.property(spoiled, ([lines, at]) => {
        const first = verifyLines(lines.slice(0, at), GENESIS);
        expect(first.ok).toBe(true);
        if (!first.ok) return;
        expect(verifyLines(lines.slice(at), first.end)).toEqual({
          ok: true,
          end: expect.objectContaining(headIn(lines)),
        });
      }),
    );
  });
  it("names a changed line, whichever field it is", () => {
    const field = fc.constantFrom("at", "actorId", "action", "entity", "entityId", "before", "after", "hash");
    fc.assert(
      fc.property(spoiled, field, ([lines, at], name) => {
        const bad = lines.map((line, index) =>
          index === at ? { ...line, [name]: `${line[name as "at"]}x` } : line,
        );
        expect(verifyLines(bad, GENESIS)).toEqual({ ok: false, fault: "changed", seq: at + 1 });
      }),
    );
  });
  it("names a deleted line", () => {
    fc.assert(
      fc.property(spoiled, ([lines, at]) => {
        const rest = lines.toSpliced(at, 1);
        const verdict = verifyLines(rest, GENESIS);
        if (at < lines.length - 1) expect(verdict).toEqual({ ok: false, fault: "deleted", seq: at + 1 });
        else if (verdict.ok)
          expect(verifyHead(verdict.end, headOf(lines))).toMatchObject({ fault: "cut", seq: at + 1 });
      }),
    );
  });
  it("names a line deleted and its followers renumbered", () => {
    fc.assert(
      fc.property(spoiled, ([lines, at]) => {
        if (at === lines.length - 1) return;
        const closed = lines.toSpliced(at, 1).map((line, index) => ({ ...line, seq: index + 1 }));
        expect(verifyLines(closed, GENESIS)).toEqual({ ok: false, fault: "unlinked", seq: at + 1 });
      }),
    );
  });
  it("names an inserted line", () => {
    fc.assert(
      fc.property(spoiled, ([lines, at]) => {
        const line = lines[at];
        if (!line) return;
        expect(verifyLines(lines.toSpliced(at, 0, line), GENESIS)).toEqual({
          ok: false,
          fault: "inserted",
          seq: at + 1,
        });
      }),
    );
  });
  it("names an inserted line whose followers were renumbered", () => {
    fc.assert(
      fc.property(spoiled, ([lines, at]) => {
        const before = lines[at - 1] ?? GENESIS;
        const line = lines[at];
        if (!line) return;
        const [forged] = chainOf([{ ...line, after: "forged" }], before);
        if (!forged) return;
        const longer = lines.toSpliced(at, 0, forged).map((one, index) => ({ ...one, seq: index + 1 }));
        // the forged line links well; the honest one after it gives it away
        expect(verifyLines(longer, GENESIS)).toMatchObject({ ok: false, fault: "unlinked", seq: at + 2 });
      }),
    );
  });
  it("names the first of two lines that changed places", () => {
    fc.assert(
      fc.property(spoiled, ([lines, at]) => {
        const [one, other] = [lines[at], lines[at + 1]];
        if (!one || !other) return;
        const swapped = lines.toSpliced(at, 2, { ...other, seq: one.seq }, { ...one, seq: other.seq });
        expect(verifyLines(swapped, GENESIS)).toEqual({ ok: false, fault: "unlinked", seq: at + 1 });
      }),
    );
  });
});

describe("verifyHead", () => {
  const lines = chainOf(
    Array.from({ length: 6 }, () => ({
      actorId: null,
      action: "a",
      entity: "b",
      entityId: "c",
      before: "",
      after: "",
    })),
  );
  it("finds a cut tail and names the first missing line", () => {
    const verdict = verifyLines(lines.slice(0, 3), GENESIS);
    expect(verdict.ok && verifyHead(verdict.end, headOf(lines))).toEqual({ ok: false, fault: "cut", seq: 4 });
  });
  it("finds a line behind the head", () => {
    expect(verifyHead(headOf(lines), headIn(lines.slice(0, 5)))).toEqual({
      ok: false,
      fault: "inserted",
      seq: 6,
    });
  });
  it("finds a head that is not the last line's", () => {
    expect(verifyHead(headOf(lines), { seq: 6, hash: "00" })).toMatchObject({ ok: false, fault: "replaced" });
  });
});

describe("verifyNoted", () => {
  const content = { actorId: null, action: "a", entity: "b", entityId: "c", before: "", after: "" };
  const honest = chainOf(Array.from({ length: 6 }, () => content));
  const noted = [headIn(honest.slice(0, 2)), headIn(honest.slice(0, 4))];
  const hashes = (lines: AuditLine[]) => new Map(lines.map((line) => [line.seq, line.hash]));
  it("accepts a chain that grew", () => {
    expect(verifyNoted(noted, hashes(honest), headIn(honest)).ok).toBe(true);
  });
  it("finds a chain recomputed as a whole, from the first noted head that differs", () => {
    const forged = chainOf(honest.map((line, at) => (at === 2 ? { ...content, after: "forged" } : line)));
    expect(verifyLines(forged, GENESIS).ok).toBe(true);
    expect(verifyNoted(noted, hashes(forged), headIn(forged))).toEqual({
      ok: false,
      fault: "replaced",
      seq: 4,
    });
  });
  it("finds a chain cut together with its head", () => {
    const cut = honest.slice(0, 3);
    expect(verifyNoted(noted, hashes(cut), headIn(cut))).toEqual({ ok: false, fault: "cut", seq: 4 });
  });
});

function headIn(lines: AuditLine[]): Head {
  const { seq, hash } = headOf(lines);
  return { seq, hash };
}
