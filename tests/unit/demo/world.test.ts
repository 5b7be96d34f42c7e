import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cadreLineSchema, detailsSchema } from "@/lib/methods/schema";
import accounts from "@/prisma/seed/demo/accounts.json";
import { itemOn } from "@/prisma/seed/demo/conduct";
import { generateObservations } from "@/prisma/seed/demo/observations";
import { withParts } from "@/prisma/seed/demo/parts";
import { storyIds, storyRecords } from "@/prisma/seed/demo/story";
import { taskRecords } from "@/prisma/seed/demo/task-records";
import { visitRecords } from "@/prisma/seed/demo/visits";
import { createWorld, SILENT_DAYS, silentUnits } from "@/prisma/seed/demo/world";
import { addDays, daysBetween } from "@/prisma/seed/support/days";

const today = "2026-11-24";
const world = createWorld(today, 10);
const records = [...generateObservations(world, 3_000)];
const cityDay = (moment: string) => moment.slice(0, 10);

describe("the people of the demo world", () => {
  it("are about ten a unit, each name once and none of them an account's", () => {
    expect(world.cadres).toHaveLength(950);
    const names = [...world.cadres, ...world.users].map((person) => person.name);
    // the cadre who signs in is one of the 950
    expect(names.length - new Set(names).size).toBe(1);
  });

  it("hold one primary post at a time, without a gap", () => {
    for (const { holdings } of world.cadres) {
      holdings.slice(1).forEach((held, at) => {
        expect(held.startsOn).toBe(addDays(holdings[at]?.endsOn ?? "", 1));
      });
      expect(holdings.at(-1)?.endsOn).toBeNull();
    }
  });

  it("have an account for each role, with a password that the policy takes", () => {
    expect(new Set(accounts.map((account) => account.role)).size).toBe(9);
    for (const { password } of accounts) {
      expect(password.length).toBeGreaterThanOrEqual(10);
      const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password));
      expect(classes.length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("the assignments of the demo world", () => {
  it("give every unit one observer and every observer two or three units on any day of the records", () => {
    const length = daysBetween(world.start, today);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: length }), (after) => {
        const day = addDays(world.start, after);
        const live = world.assignments.filter(
          (each) => each.startsOn <= day && (each.endsOn === null || day <= each.endsOn),
        );
        expect(new Set(live.map((each) => each.unitCode)).size).toBe(95);
        expect(live).toHaveLength(95);
        const loads = [...Map.groupBy(live, (each) => each.observerId).values()].map((units) => units.length);
        expect(loads.filter((load) => load === 3)).toHaveLength(15);
        expect(loads.filter((load) => load === 2)).toHaveLength(25);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the observations of the demo world", () => {
  it("are the same each time for the same day", () => {
    const again = [...generateObservations(createWorld(today, 10), 300)];
    expect(again).toEqual([...generateObservations(createWorld(today, 10), 300)]);
  });

  it("answer their method's own fields, all ten of them", () => {
    const seen = new Set(records.map((record) => record.method));
    expect(seen.size).toBe(10);
    const schemas = Object.fromEntries(
      [...seen].map((method) => {
        const { fields } = world.methods[method];
        return [method, { details: detailsSchema(fields), line: cadreLineSchema(fields) }];
      }),
    );
    for (const record of [
      ...records,
      ...storyRecords(world),
      ...visitRecords(world),
      ...taskRecords(world),
    ]) {
      expect(schemas[record.method]?.details.parse(record.details)).toEqual(record.details);
      for (const cadre of record.cadres) schemas[record.method]?.line.parse(cadre.details);
    }
  });

  it("are logged by whoever held the unit that day, and end yesterday", () => {
    const codeOf = new Map(world.units.map((unit) => [unit.id, unit.code]));
    for (const record of records) {
      const day = cityDay(record.startedAt);
      expect(world.observerOn(codeOf.get(record.unitId) ?? "", day)).toBe(record.observerId);
      expect(day >= world.start && day < today).toBe(true);
      for (const review of record.reviews) {
        expect(review.decidedAt >= record.firstSubmittedAt && cityDay(review.decidedAt) < today).toBe(true);
        expect(review.reviewerId).not.toBe(record.observerId);
      }
    }
  });

  it("are texts of their own, without a slot left open", () => {
    expect(new Set(records.map((record) => record.fact)).size).toBeGreaterThan(records.length * 0.99);
    for (const { fact, followUps } of records) {
      expect(fact).not.toMatch(/[{}]|undefined/);
      expect(fact.length).toBeGreaterThanOrEqual(55);
      for (const followUp of followUps) expect(followUp.title).not.toMatch(/[{}]/);
    }
  });

  it("leave five units silent for more than three months", () => {
    const silent = new Set(world.units.filter((unit) => silentUnits.has(unit.code)).map((unit) => unit.id));
    expect(silent.size).toBe(5);
    const since = addDays(today, -SILENT_DAYS);
    expect(records.some((record) => silent.has(record.unitId) && cityDay(record.startedAt) >= since)).toBe(
      false,
    );
  });

  it("waits for review only among the newest", () => {
    const waiting = records.filter((record) => record.state === "SUBMITTED");
    expect(waiting.length).toBeGreaterThan(30);
    expect(waiting.length).toBeLessThan(75);
  });
});

describe("what hangs on the records of the demo world", () => {
  const whole = [...withParts(records, today)];

  it("leaves the records as they are", () => {
    expect(whole.map(({ conductItemIds: _, links: __, ...record }) => record)).toEqual(
      records.map(({ conductItemIds: _, links: __, ...record }) => record),
    );
  });

  it("links to earlier records of the same person and unit only", () => {
    const byId = new Map(whole.map((record) => [record.id, record]));
    const linked = whole.filter((record) => record.links.length > 0);
    expect(linked.length).toBeGreaterThan(50);
    for (const record of linked) {
      const earlier = byId.get(record.links[0] ?? "");
      expect([earlier?.observerId, earlier?.unitId]).toEqual([record.observerId, record.unitId]);
      expect((earlier?.endedAt ?? "9") < record.startedAt).toBe(true);
    }
  });

  it("names items in a part of the records, the negative ones with a remark only", () => {
    const negative = new Set(
      Array.from({ length: 10 }, (_, at) => `negative_${at + 1}`).flatMap((code) => [
        itemOn(code, "2020-01-01", today),
        itemOn(code, today, today),
      ]),
    );
    const named = whole.filter((record) => record.conductItemIds.length > 0);
    expect(named.length / whole.length).toBeGreaterThan(0.1);
    for (const record of named) {
      const isNegative = record.conductItemIds.some((id) => negative.has(id));
      expect(isNegative).toBe(record.polarity === "ATTENTION");
    }
  });

  it("has visits to two units of whoever held both, whatever the day of the seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (after) => {
        const other = createWorld(addDays("2026-01-01", after), 10);
        const visits = Map.groupBy(visitRecords(other), (record) => record.visitId);
        expect(visits.size).toBeGreaterThanOrEqual(6);
        const codes = new Map(other.units.map((unit) => [unit.id, unit.code]));
        for (const pair of visits.values()) {
          expect(pair).toHaveLength(2);
          expect(new Set(pair.map((record) => record.fact)).size).toBe(1);
          expect(pair[0]?.fact).not.toMatch(/[{}]/);
          for (const record of pair)
            expect(other.observerOn(codes.get(record.unitId) ?? "", cityDay(record.startedAt))).toBe(
              record.observerId,
            );
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe("the story", () => {
  it("runs in order inside its central task, with a witnessed meeting", () => {
    const story = storyRecords(world);
    const order = story.map((record) => record.startedAt);
    expect(order).toEqual([...order].sort());
    expect(story.map((record) => record.id)).toEqual(Object.values(storyIds));
    const task = world.tasks.find((each) => each.id === story[0]?.centralTaskId);
    for (const record of story) {
      expect(cityDay(record.startedAt) >= (task?.startsOn ?? "9")).toBe(true);
      expect(cityDay(record.startedAt) <= (task?.endsOn ?? "0")).toBe(true);
    }
    expect(story.find((record) => record.id === storyIds.meeting)?.details.witness).toBe(true);
    // each step goes on from an earlier one
    story.slice(1).forEach((record, at) => {
      const before = story.slice(0, at + 1).map((one) => one.id);
      expect(record.links.length).toBeGreaterThan(0);
      for (const id of record.links) expect(before).toContain(id);
    });
  });

  it("holds together whatever the day of the seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (after) => {
        const other = createWorld(addDays("2026-01-01", after), 10);
        const order = storyRecords(other).map((record) => record.startedAt);
        expect(order).toEqual([...order].sort());
        expect(storyRecords(other).flatMap((record) => record.cadres.filter((cadre) => !cadre.name))).toEqual(
          [],
        );
      }),
      { numRuns: 10 },
    );
  });
});
