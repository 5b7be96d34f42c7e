import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cadreFileFilter } from "@/lib/cadres/file/schema";
import { ageOn, strengthVerdict } from "@/lib/cadres/rules";
import { cadreFilter } from "@/lib/cadres/schema";
import { toLimits } from "@/lib/calendar/limits/rules";

describe("ageOn", () => {
  it("turns with the month of birth, not with its day", () => {
    expect(ageOn("1985-03-01", "2026-02-28")).toBe(40);
    expect(ageOn("1985-03-01", "2026-03-01")).toBe(41);
    expect(ageOn("1985-03-31", "2026-03-01")).toBe(41);
    expect(ageOn("1985-03-01", "2026-12-31")).toBe(41);
  });

  it("grows by one each twelve months and never falls under zero", () => {
    const month = fc.integer({ min: 1, max: 12 });
    const day = (year: number, m: number) => `${year}-${String(m).padStart(2, "0")}-15`;
    fc.assert(
      fc.property(
        fc.integer({ min: 1950, max: 2005 }),
        month,
        fc.integer({ min: 2006, max: 2080 }),
        month,
        (b, bm, y, m) => {
          expect(ageOn(day(b, bm), day(y + 1, m))).toBe(ageOn(day(b, bm), day(y, m)) + 1);
          expect(ageOn(day(y, m), day(b, bm))).toBe(0);
        },
      ),
    );
  });
});

describe("strengthVerdict", () => {
  const strength = fc.record({
    records: fc.integer({ min: 1, max: 500 }),
    recorders: fc.integer({ min: 1, max: 8 }),
    methods: fc.integer({ min: 1, max: 10 }),
    sources: fc.integer({ min: 1, max: 6 }),
  });

  const usual = { evidenceMethods: 3, evidenceRecorders: 2 };
  const asked = fc.record({
    evidenceMethods: fc.integer({ min: 3, max: 10 }),
    evidenceRecorders: fc.integer({ min: 2, max: 10 }),
  });

  it("is thin exactly under as many methods or recorders as are asked for, and says by how much", () => {
    fc.assert(
      fc.property(strength, asked, (one, enough) => {
        const verdict = strengthVerdict(one, enough);
        const isThin = one.methods < enough.evidenceMethods || one.recorders < enough.evidenceRecorders;
        expect(verdict.kind).toBe(isThin ? "thin" : "enough");
        if (verdict.kind === "thin") {
          expect(one.methods + verdict.missingMethods).toBeGreaterThanOrEqual(enough.evidenceMethods);
          expect(one.recorders + verdict.missingRecorders).toBeGreaterThanOrEqual(enough.evidenceRecorders);
        }
      }),
    );
  });

  it("asks for three methods and two recorders where nobody has set more", () => {
    expect(toLimits(null)).toMatchObject(usual);
    const one = { records: 9, recorders: 2, methods: 3, sources: 2 };
    expect(strengthVerdict(one, usual)).toEqual({ kind: "enough" });
    expect(strengthVerdict({ ...one, methods: 2, recorders: 1 }, usual)).toEqual({
      kind: "thin",
      missingMethods: 1,
      missingRecorders: 1,
    });
  });

  it("is not made stronger by more records of the same kind", () => {
    fc.assert(
      fc.property(strength, fc.integer({ min: 1, max: 1000 }), (one, more) => {
        expect(strengthVerdict({ ...one, records: one.records + more }, usual)).toEqual(
          strengthVerdict(one, usual),
        );
      }),
    );
  });

  it("says nothing of strength where there is no record", () => {
    expect(strengthVerdict({ records: 0, recorders: 0, methods: 0, sources: 0 }, usual)).toEqual({
      kind: "none",
    });
  });
});

describe("filters in the address", () => {
  it("never refuse", () => {
    const anything = fc.dictionary(
      fc.constantFrom(
        "q",
        "unit",
        "type",
        "tier",
        "sort",
        "after",
        "on",
        "method",
        "cursor",
        "observer",
        "source",
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, (search) => {
        expect(cadreFilter.safeParse(search).success).toBe(true);
        expect(cadreFileFilter.safeParse(search).success).toBe(true);
      }),
    );
  });

  it("drop a cursor or a day that is none", () => {
    expect(cadreFileFilter.parse({ cursor: "1_2", on: "2026-02-30" })).toEqual({});
  });
});
