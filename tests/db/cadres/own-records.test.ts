/**
 * Rule 10 for a reviewer or leader of whom records may tell: what is withheld one by one is in no sum, nor does a sum come out
 * as nothing; who reads the own file is told to nobody by themselves. Beside each stands a colleague.
 */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { listPromoted } from "@/lib/boards/promotions/queries";
import { getCadreFile } from "@/lib/cadres/file/queries";
import { getCadreName, listReadings } from "@/lib/cadres/file/read-log/queries";
import { cadreFileFilter } from "@/lib/cadres/file/schema";
import { listConductUse } from "@/lib/conduct/queries";
import { addDays, addMonths, firstOfMonth } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  today,
} from "@/tests/support/builders";
import { viewerOf } from "@/tests/support/meetings";
import { asAppRole, owner } from "@/tests/support/owner";
import { promote } from "@/tests/support/promotions";
import { makeReport, pageOf } from "@/tests/support/reports";
import { createReview } from "@/tests/support/reviews";

/** In a unit, today, four months ago and long ago: two records about the person themselves (one beside the other cadre, one alone), one about the other alone. */
async function scene() {
  const unit = await createUnit();
  const since = { startsOn: "1980-01-01" };
  const [own, other] = [await createCadre(unit, since), await createCadre(unit, since)];
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const { rows } = await owner().query(
    `insert into conduct_items (list, position, text, text_en, starts_on, ends_on)
     values ('POSITIVE', 3, '试点一条', 'one', '1986-01-01', '1986-12-31') returning id`,
  );
  const item: string = rows[0].id;
  const before = addDays(addMonths(firstOfMonth(today()), -4), 2);
  for (const over of [{ on: today() }, { on: before }, { on: "1986-05-05", conductItemIds: [item] }]) {
    for (const cadres of [[own, other], [own], [other]])
      await createObservation(observer, unit, { ...over, cadres });
    await createObservation(observer, unit, { ...over, cadres: [other], method: "sit_in" });
  }
  await promote(other, unit, unit, today());
  const reviewer = (cadreId?: string) => createPerson(["REVIEWER", "LEADER"], { clearance: 3, cadreId });
  return {
    unit,
    own,
    other,
    item,
    self: await reviewer(own.id),
    colleague: await reviewer(),
    recused: await reviewer(),
  };
}
let world: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  world = await scene();
  const review = await createReview({ unit: world.unit, cadres: [world.own, await createCadre(world.unit)] });
  const set = await recuseFromCandidate(review.leader, {
    id: randomUUID(),
    candidateId: review.candidateIds[0],
    userId: world.recused.id,
    kind: "COLLEAGUE",
    reason: "曾在同一科室共事",
  });
  expect(set).toMatchObject({ ok: true });
}, 60_000);

/** Records of the unit without those about `own`: two of four. */
const LEFT = 2;
const ALL = 4;
const each = async (of: (person: Person) => Promise<number>) => ({
  colleague: await of(world.colleague),
  self: await of(world.self),
  recused: await of(world.recused),
});
const LESS = { colleague: ALL, self: LEFT, recused: LEFT };

describe("the records of somebody who counts them", () => {
  it.each(["observation_counts", "conduct_counts", "polarity_counts", "task_counts"])(
    "are in no kept sum that they may read: %s",
    async (table) => {
      const rowsOf = (person: Person) =>
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select id from enter($1::uuid)", [person.id]);
          return (await client.query(`select 1 from ${table} limit 1`)).rowCount ?? 0;
        });
      const kept = (await owner().query(`select 1 from ${table} where not is_guarded limit 1`)).rowCount;
      expect(await each(rowsOf)).toEqual({ colleague: kept, self: 0, recused: 0 });
    },
  );

  it("are in no use of the ten items", async () => {
    const used = async (person: Person) => {
      const use = await read(person, (db) => listConductUse(db, { from: "1980-01-01", itemId: world.item }));
      return use.reduce((sum, { records }) => sum + records, 0);
    };
    expect(await each(used)).toEqual(LESS);
  });

  it("are among no visits of a colleague's file", async () => {
    const visits = async (person: Person) => {
      const viewer = await viewerOf(person);
      const filter = cadreFileFilter.parse({});
      const file = await read(person, (db) => getCadreFile(db, viewer, world.other.id, filter, today()));
      const [first] = file.exposure ?? [];
      return first?.visits ?? 0;
    };
    expect(await each(visits)).toEqual(LESS);
  });

  it("are not among those that stood behind a promotion", async () => {
    const behind = async (person: Person) => {
      const month = today().slice(0, 7);
      const viewer = await viewerOf(person);
      const promoted = await read(person, (db) =>
        listPromoted(db, viewer, { from: month, to: month }, today()),
      );
      return promoted.find(({ cadreId }) => cadreId === world.other.id)?.records ?? 0;
    };
    expect(await each(behind)).toEqual({ colleague: 6, self: 4, recused: 4 });
  });

  it.each(["QUARTERLY", "COVERAGE"] as const)(
    "are missing from a report of the kind %s, and nothing else is",
    async (kind) => {
      const row = async (person: Person) => {
        const page = await pageOf(person, await makeReport(person, { kind }));
        const tables = (page.snapshot?.sections ?? []).flatMap(({ blocks }) => blocks);
        const coverage = tables.find((block) => block.kind === "table");
        if (coverage?.kind !== "table") throw new Error("no table");
        const found = coverage.rows.find((cells) => String(cells[0]) === world.unit.shortName);
        return Number(found?.at(-2));
      };
      expect(await each(row)).toEqual(LESS);
    },
  );
});

describe("who opened a file", () => {
  it("is read by a leader, and not by whose file it is or who is recused from them", async () => {
    const { self, recused, colleague: other } = world;
    await read(other, async (db) =>
      getCadreFile(db, await viewerOf(other), world.own.id, cadreFileFilter.parse({}), today()),
    );
    const readings = (person: Person) => read(person, (db) => listReadings(db, world.own.id));
    expect((await readings(other)).length).toBeGreaterThan(0);
    expect(await readings(self)).toEqual([]);
    expect(await readings(recused)).toEqual([]);
    const nameOf = (person: Person) => read(person, (db) => getCadreName(db, world.own.id));
    expect(await nameOf(other)).toBe(world.own.name);
    await expect(nameOf(self)).rejects.toThrow("cadre");
    await expect(nameOf(recused)).rejects.toThrow("cadre");
  });
});
