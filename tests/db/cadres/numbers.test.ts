/** The file's further numbers against a hand count: late records, chances to be seen, the own unit's word, tasks. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addSource } from "@/lib/achievements/corroboration/commands";
import { type CadreFile, getCadreFile } from "@/lib/cadres/file/queries";
import { exposureMonths } from "@/lib/cadres/file/rules";
import type { CadreFileFilter } from "@/lib/cadres/file/schema";
import { countObservations } from "@/lib/observations/queries";
import { addDays, addMonths } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import {
  createCadre,
  createObservation,
  createPerson,
  createPost,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { createClaim } from "@/tests/support/claims";

const open = (person: Person, role: Role, cadre: { id: string }, filter: CadreFileFilter = {}) =>
  read(
    person,
    (db): Promise<CadreFile> =>
      getCadreFile(db, { id: person.id, roles: [role], cadreId: null }, cadre.id, filter, today()),
  );

describe("late records", () => {
  it("are counted by the last 60 days and twelve months, and the filter lists just these", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const author = await createPerson("OBSERVER", { units: [unit] });
    const yearFrom = addMonths(addDays(today(), 1), -12);
    for (const on of [daysAgo(0), daysAgo(59), daysAgo(60), yearFrom, addDays(yearFrom, -1)])
      await createObservation(author, unit, { cadres: [cadre], on });

    const file = await open(author, "OBSERVER", cadre);

    expect(file.records?.late).toEqual({ recent: 2, year: 4 });
    const listed = async (from: string) =>
      (await open(author, "OBSERVER", cadre, { from })).records?.matching;
    expect([await listed(daysAgo(59)), await listed(yearFrom)]).toEqual([2, 4]);
  });
});

describe("exposure", () => {
  it("counts the visits to the unit of each month in post, and those that met the cadre", async () => {
    const { first } = exposureMonths(today());
    const inMonth = (month: number, day: number) => addDays(addMonths(first, month), day - 1);
    const [unit, next] = [await createUnit(), await createUnit()];
    const cadre = await createCadre(unit, { endsOn: inMonth(3, 15) });
    await createPost(cadre, next, { startsOn: inMonth(3, 16) });
    const author = await createPerson("OBSERVER", { units: [unit, next] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    // three visits to the first unit while in post there, two of them met the cadre; one after the move
    await createObservation(author, unit, { cadres: [cadre], on: inMonth(1, 4) });
    await createObservation(author, unit, { cadres: [cadre], on: inMonth(3, 2), polarity: "NEUTRAL" });
    await createObservation(author, unit, { on: inMonth(2, 9) });
    await createObservation(author, unit, { on: inMonth(5, 9) });
    await createObservation(author, next, { cadres: [cadre], on: inMonth(11, 3) });
    // returned: no record that counts
    await createObservation(author, next, { cadres: [cadre], on: inMonth(10, 3), state: "RETURNED" });

    const { exposure } = await open(reviewer, "REVIEWER", cadre);

    expect(exposure).toMatchObject([
      { unitId: next.id, visits: 1, seen: 1, positive: 1, attention: 0 },
      { unitId: unit.id, from: first, visits: 3, seen: 2, positive: 1, attention: 0 },
    ]);
    for (const row of exposure ?? []) {
      const counted = { unit: row.unitId, from: row.from, to: row.to, state: "counted" as const };
      const opened = (more: object) =>
        read(reviewer, (db) => countObservations(db, { ...counted, ...more }, 100));
      expect(await opened({})).toBe(row.visits);
      expect(await opened({ cadre: cadre.id })).toBe(row.seen);
      expect(await opened({ cadre: cadre.id, polarity: "positive" })).toBe(row.positive);
    }
  });

  it("tells an observer nothing: the kept counts are the department's", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const author = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(author, unit, { cadres: [cadre], on: daysAgo(70) });
    expect((await open(author, "OBSERVER", cadre)).exposure).toBeNull();
  });
});

describe("the own unit's word", () => {
  it("is counted among the live sources that support the cadre's claims", async () => {
    const claim = await createClaim();
    const paper = {
      achievementId: claim.id,
      supports: true,
      isIndependent: false,
      independenceNote: "",
      note: "",
    };
    const add = (source: object) => addSource(claim.reviewer, { id: randomUUID(), ...paper, ...source });
    expect(
      (await add({ kind: "unit_recommendation", title: "本单位推荐材料", issuerUnitId: claim.unit.id })).ok,
    ).toBe(true);
    expect((await add({ kind: "document", title: "本单位的总结", issuerUnitId: claim.unit.id })).ok).toBe(
      true,
    );

    const file = await open(claim.reviewer, "REVIEWER", claim.cadre);

    expect(file.ownWord).toEqual({ own: 2, all: 4 });
    expect((await open(claim.reviewer, "REVIEWER", claim.cadre, { on: daysAgo(1) })).ownWord).toEqual({
      own: 0,
      all: 0,
    });
  });
});
