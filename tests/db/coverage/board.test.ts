import { beforeAll, describe, expect, it } from "vitest";
import { coverage, minima } from "@/lib/coverage/queries";
import { findCountDifferences } from "@/lib/coverage/recount/queries";
import { firstDayOf, lastDayOf, monthOf, twelveMonthsTo } from "@/lib/coverage/rules";
import type { CoverageViewer } from "@/lib/coverage/tallies/queries";
import { countObservations } from "@/lib/observations/queries";
import { read, type ScopedDb } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "../../support/builders";
import { owner } from "../../support/owner";

type Who = CoverageViewer & { name: string };

async function person(role: Role, over: Parameters<typeof createPerson>[1] = {}): Promise<Who> {
  const made: Person = await createPerson(role, over);
  return {
    ...made,
    roles: [role],
    unitIds: (over?.units ?? []).map((unit) => unit.id),
    cadreId: over?.cadreId ?? null,
  };
}

const range = () => twelveMonthsTo(monthOf(today()));
/** as it comes with the program */
const SILENT_AFTER_DAYS = 90;
const board = (viewer: Who) => read(viewer, (db) => coverage(db, viewer, range()));
/** What the list says for the same filter, under the same policies. */
const listed = (viewer: Who, filter: Parameters<typeof countObservations>[1]) =>
  read(viewer, (db) => countObservations(db, { ...filter, state: "counted" }));

const recordsOf = async (viewer: Who, unit: TestUnit) =>
  (await board(viewer)).units.find(({ id }) => id === unit.id)?.records;

describe("coverage", () => {
  let unit: TestUnit;
  let observer: Who;
  let colleague: Who;
  let reviewer2: Who;
  let reviewer3: Who;
  let leader2: Who;

  beforeAll(async () => {
    unit = await createUnit();
    observer = await person("OBSERVER", { units: [unit] });
    colleague = await person("OBSERVER", { units: [unit] });
    reviewer2 = await person("REVIEWER", { clearance: 2 });
    reviewer3 = await person("REVIEWER", { clearance: 3 });
    leader2 = await person("LEADER", { clearance: 2 });
    // seven that count, in all levels; one returned does not
    await createObservation(observer, unit, { method: "sit_in", state: "SUBMITTED" });
    await createObservation(observer, unit, { method: "sit_in", on: daysAgo(40) });
    await createObservation(observer, unit, { confidentiality: 2, on: daysAgo(40) });
    await createObservation(observer, unit, { confidentiality: 3, state: "ARCHIVED" });
    await createObservation(observer, unit, { polarity: "ATTENTION" });
    await createObservation(observer, unit, { polarity: "ATTENTION", isCorroborated: true, on: daysAgo(70) });
    await createObservation(observer, unit, { polarity: "ATTENTION", confidentiality: 3 });
    await createObservation(observer, unit, { state: "RETURNED" });
  });

  it("counts what each role can open", async () => {
    expect(await recordsOf(reviewer3, unit)).toBe(7);
    expect(await recordsOf(reviewer2, unit)).toBe(5);
    expect(await recordsOf(leader2, unit)).toBe(4);
    expect(await recordsOf(observer, unit)).toBe(7);
    // accepted, internal, and no one-source negative remark
    expect(await recordsOf(colleague, unit)).toBe(2);
  });

  it("does not count a one-source negative remark for a leader, and does for its author", async () => {
    const place = await createUnit();
    const author = await person("OBSERVER", { units: [place] });
    await createObservation(author, place, { polarity: "ATTENTION" });
    expect(await recordsOf(leader2, place)).toBe(0);
    expect(await recordsOf(reviewer2, place)).toBe(1);
    expect(await recordsOf(author, place)).toBe(1);
  });

  it("counts a leader's own records that the general terms leave out, as the list does", async () => {
    const place = await createUnit();
    const made = await createPerson(["LEADER", "OBSERVER"], { units: [place], clearance: 1 });
    const who: Who = { ...made, roles: ["LEADER", "OBSERVER"], unitIds: [place.id], cadreId: null };
    await createObservation(who, place, { polarity: "ATTENTION" });
    await createObservation(who, place, { confidentiality: 3 });
    await createObservation(who, place, {});
    expect(await recordsOf(who, place)).toBe(3);
    expect(await listed(who, { unit: place.id })).toBe(3);
  });

  it("leaves out records about the viewer", async () => {
    const place = await createUnit();
    const self = await createCadre(place);
    const author = await person("OBSERVER", { units: [place] });
    await createObservation(author, place, { cadres: [self] });
    await createObservation(author, place, {});
    const who = await person("LEADER", { clearance: 3, cadreId: self.id });
    expect(await recordsOf(who, place)).toBe(1);
    expect(await recordsOf(reviewer3, place)).toBe(2);
  });

  it("shows an observer their own units only, and an administrator of the system nothing", async () => {
    expect((await board(observer)).units.map(({ id }) => id)).toEqual([unit.id]);
    for (const role of ["SYSADMIN", "SECADMIN", "AUDITOR"] as const) {
      const who = await person(role);
      // asked as if the person were a leader: the policies alone refuse
      const found = await board({ ...who, roles: ["LEADER"] });
      expect(found.units).toEqual([]);
      expect(found.totals.records).toBe(0);
    }
  });

  it("gives numbers that equal the lists they open, for every role", async () => {
    for (const viewer of [reviewer2, reviewer3, leader2, observer]) {
      const { units, months, methods, totals, from, to } = await board(viewer);
      const every = Math.max(1, Math.floor((units.length * months.length) / 25));
      for (let at = units.length === 1 ? 0 : 7; at < units.length * months.length; at += every) {
        const row = units[at % units.length];
        const column = at % months.length;
        const month = months[column] ?? "";
        const shown = row?.months[column];
        expect(shown, `${row?.shortName} ${month}`).toBe(
          await listed(viewer, { unit: row?.id, from: firstDayOf(month), to: lastDayOf(month) }),
        );
        const method = at % methods.length;
        expect(row?.methods[method]).toBe(
          await listed(viewer, { unit: row?.id, method: methods[method]?.id, from, to }),
        );
      }
      if (viewer !== observer) {
        // others write to this database meanwhile, in units of their own
        const seeded = units.filter((each) => !each.shortName.startsWith("测试单位"));
        expect(totals.records).toBeGreaterThanOrEqual(seeded.reduce((sum, each) => sum + each.records, 0));
      }
    }
  });

  it("names the silent with their last day, the longest first", async () => {
    const [fresh, stale, never] = [await createUnit(), await createUnit(), await createUnit()];
    const author = await person("OBSERVER", { units: [fresh, stale, never] });
    const last = await createObservation(author, stale, { on: daysAgo(SILENT_AFTER_DAYS) });
    await createObservation(author, stale, { on: daysAgo(3), state: "RETURNED" });
    await createObservation(author, fresh, { on: daysAgo(SILENT_AFTER_DAYS - 1) });
    const found = await board(author);
    expect(found.silent).toEqual([
      { unitId: never.id, lastOn: null, silentDays: null },
      { unitId: stale.id, lastOn: daysAgo(SILENT_AFTER_DAYS), silentDays: SILENT_AFTER_DAYS },
    ]);
    expect(found.units.find(({ id }) => id === stale.id)?.lastId).toBe(last.id);
  });
});

describe("minima", () => {
  it("counts each method in its own period, equal to the list", async () => {
    const unit = await createUnit();
    const observer = await person("OBSERVER", { units: [unit] });
    const leader = await person("LEADER", { clearance: 3 });
    for (const days of [0, 1, 100, 200]) {
      await createObservation(observer, unit, { method: "sit_in", on: daysAgo(days) });
      await createObservation(observer, unit, { method: "democratic_assessment", on: daysAgo(days) });
    }
    for (const viewer of [observer, leader]) {
      const found = await read(viewer, (db) => minima(db, viewer, { asOf: today() }));
      const row = found.units.find(({ id }) => id === unit.id);
      for (const [at, method] of found.methods.entries()) {
        const { from, to } = found.periods[method.period];
        expect(row?.counts[at], method.code).toBe(
          await listed(viewer, { unit: unit.id, method: method.id, from, to }),
        );
      }
      expect(found.methods.find(({ code }) => code === "multi_verify")?.minimum).toBeNull();
      expect(found.methods.find(({ code }) => code === "sit_in")?.minimum).toBe(2);
    }
  });
});

describe("findCountDifferences", () => {
  const inOwnersHands = async <T>(fn: (db: ScopedDb) => Promise<T>): Promise<T> => {
    const client = await owner().connect();
    try {
      await client.query("begin");
      return await fn({ rows: async (query) => (await client.query(query.text, query.values)).rows });
    } finally {
      await client.query("rollback");
      client.release();
    }
  };

  it("finds none while the triggers keep the counts", async () => {
    expect(await inOwnersHands(findCountDifferences)).toEqual([]);
  });
  it("names a count that was changed by hand", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit);
    const found = await inOwnersHands(async (db) => {
      await db.rows(sql`update observation_counts set records = 5 where unit_id = ${unit.id}::uuid`);
      return findCountDifferences(db);
    });
    expect(found).toMatchObject([{ unitId: unit.id, kept: 5, counted: 1 }]);
  });
});
