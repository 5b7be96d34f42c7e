/** What a report counts of follow-ups: in one pass for who sees by level alone, and by the policies for others, to the same numbers. */
import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { sql } from "@/lib/platform/sql";
import { collectQuarter } from "@/lib/reports/material/queries";
import {
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";

let unit: TestUnit;
let author: Person;
let plain: Person;
let witness: Person;

type At = { on?: string; due?: string; done?: string | null; by?: Person; asked?: Person };
const follow = (observationId: string | null, { on, due, done, by, asked }: At = {}) =>
  owner().query(
    `insert into follow_ups (observation_id, unit_id, owner_id, asked_by, title, due_on, created_at, done_at)
     values ($1, $2, $3, $4, '看整改', $5, $6, $7)`,
    [
      observationId,
      unit.id,
      (by ?? author).id,
      asked?.id ?? null,
      due ?? addDays(today(), 9),
      `${on ?? daysAgo(5)}T10:00:00+08:00`,
      done ? `${done}T10:00:00+08:00` : null,
    ],
  );

const scope = (level: number) => ({ from: daysAgo(30), to: today(), level, at: new Date() });
const told = async (who: Person, level: number) => {
  const material = await read(who, (db) => collectQuarter(db, scope(level)));
  return material.followUps.find((row) => row.unitName === unit.shortName) ?? null;
};

beforeAll(async () => {
  unit = await createUnit();
  author = await createPerson("OBSERVER", { units: [unit] });
  plain = await createPerson("REVIEWER", { clearance: 2 });
  witness = await createPerson("REVIEWER", { clearance: 2 });
  // who once came along does not see by level alone
  const elsewhere = await createUnit();
  await createObservation(await createPerson("OBSERVER", { units: [elsewhere] }), elsewhere, {
    method: "sit_in",
    secondObserver: witness,
  });
  for (const confidentiality of [1, 2, 3] as const) {
    const { id } = await createObservation(author, unit, { confidentiality, state: "ACCEPTED" });
    await follow(id);
    await follow(id, { due: daysAgo(2) });
    await follow(id, { on: daysAgo(90), done: daysAgo(3) });
    await follow(id, { on: daysAgo(90), due: daysAgo(60) });
    // long over, or done before
    await follow(id, { on: daysAgo(90), done: daysAgo(60) });
    const guarded = await createObservation(author, unit, { confidentiality, polarity: "ATTENTION" });
    await follow(guarded.id);
  }
  // of a record whose first words were closed to them
  const mended = await createObservation(author, unit, { confidentiality: 3, state: "ACCEPTED" });
  await owner().query(
    `with second as (
       insert into observation_revisions (observation_id, revision_no, author_id, content) values ($1, 2, $2, '{"confidentiality": 1}'))
     update observations set revision_no = 2, state = 'SUBMITTED', confidentiality = 1 where id = $1`,
    [mended.id, author.id],
  );
  await follow(mended.id);
  await follow(mended.id, { asked: plain });
  // asked of a unit, of no record
  await follow(null, { asked: plain, done: daysAgo(1) });
});

describe("follow-ups of a report", () => {
  it("are those whose record may be told of at its level", async () => {
    expect(await told(plain, 1)).toEqual({
      unitName: unit.shortName,
      // two of the record of level 1, one asked by the reviewer, one of the unit
      asked: 4,
      done: 2,
      open: 4,
      overdue: 2,
    });
    expect(await told(plain, 2)).toMatchObject({ asked: 6, done: 3, open: 7, overdue: 4 });
    // not above what they see themselves
    expect(await told(plain, 3)).toEqual(await told(plain, 2));
  });

  it("are the same counted by the policies", async () => {
    for (const level of [1, 2, 3]) {
      const [own, other] = [await told(plain, level), await told(witness, level)];
      // what the other one asked for is open to them by being their own
      expect(other).toEqual({ ...own, asked: (own?.asked ?? 0) - 1, open: (own?.open ?? 0) - 1 });
    }
  });

  it("are told in one pass to nobody else", async () => {
    const people = [
      witness,
      author,
      await createPerson("LEADER", { clearance: 3 }),
      await createPerson("ADMIN"),
      await createPerson("AUDITOR"),
    ];
    const rows = (who: Person) =>
      read(who, (db) => db.rows(sql`select * from viewer_follow_ups('-infinity', 'infinity', 3)`));
    for (const who of people) expect(await rows(who)).toEqual([]);
    expect((await rows(plain)).length).toBeGreaterThan(0);
  });
});
