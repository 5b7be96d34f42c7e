/** What papers count and leave out (rule 5 and the report's level), and what is late: asked for beside what stays. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { countCases, listCases } from "@/lib/cases/queries";
import { getComparison } from "@/lib/comparison/queries";
import { listFileConcerns } from "@/lib/concerns/queries";
import { getListRule, listOutstanding } from "@/lib/lists/queries";
import { listForOthers, listObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { verify } from "@/tests/support/comparison";
import { createConcern, decide } from "@/tests/support/concerns";
import { viewerOf } from "@/tests/support/meetings";
import { owner } from "@/tests/support/owner";
import { createMaker, makeReport, pageOf } from "@/tests/support/reports";

const tablesOf = async (person: Person, id: string) =>
  ((await pageOf(person, id)).snapshot?.sections ?? []).flatMap((section) =>
    section.blocks.flatMap((block) =>
      block.kind === "table" ? [{ key: section.key, rows: block.rows }] : [],
    ),
  );
const rowOf = async (person: Person, id: string, section: string, of: string): Promise<string[]> => {
  const rows = (await tablesOf(person, id)).filter(({ key }) => key === section).flatMap(({ rows }) => rows);
  return rows.map((row) => row.map(String)).find((row) => row.includes(of)) ?? [];
};

describe("who is on a list that leaves the house", () => {
  async function listed(unit: TestUnit) {
    const cadre = await createCadre(unit);
    const observers = [
      await createPerson("OBSERVER", { units: [unit] }),
      await createPerson("OBSERVER", { units: [unit] }),
    ] as const;
    const cadres = [cadre];
    const records = [
      await createObservation(observers[0], unit, { cadres }),
      await createObservation(observers[1], unit, { cadres, method: "stakeholder_visit" }),
      await createObservation(observers[0], unit, { cadres, method: "sit_in" }),
    ];
    for (let n = 0; n < 2; n++)
      await verify(await createAchievement(observers[0], unit, cadre, records.slice(0, 2)));
    return cadre;
  }

  it("is not told of a concern that waits; whoever has one that stands is in neither list", async () => {
    const unit = await createUnit();
    const [clear, waiting, reminded] = [await listed(unit), await listed(unit), await listed(unit)];
    await createConcern({ unit, cadre: waiting });
    const stands = await createConcern({ unit, cadre: reminded });
    expect(await decide(stands.decider, stands.id, "REMIND")).toMatchObject({ ok: true });
    const reviewer = await createMaker();
    const verdicts = async (forOthers: boolean) => {
      const people = await read(reviewer, async (db) =>
        listOutstanding(
          db,
          { cadreId: null },
          await getListRule(db, today()),
          { unit: unit.id },
          {
            asOf: today(),
            today: today(),
            forOthers,
          },
        ),
      );
      return [clear, waiting, reminded].map(
        ({ id }) => people.find(({ cadreId }) => cadreId === id)?.verdict,
      );
    };
    expect(await verdicts(false)).toEqual(["listed", "almost", "almost"]);
    expect(await verdicts(true)).toEqual(["listed", "listed", "almost"]);
    const report = await makeReport(reviewer, { kind: "OUTSTANDING" });
    expect(await rowOf(reviewer, report, "outstanding", waiting.name)).not.toEqual([]);
    expect(JSON.stringify(await tablesOf(reviewer, report))).not.toContain(reminded.name);
  });
});

describe("a concern that has expired since the day of a file", () => {
  it("is in the reviewer's file of that day, and in no paper", async () => {
    const [standing, expired] = [await createConcern(), await createConcern()];
    expect(await decide(standing.decider, standing.id, "REMIND")).toMatchObject({ ok: true });
    // decided ten days ago, for a time that is over
    await owner().query(
      `update concerns set state = 'WATCHING', state_reason = '继续看', expires_on = city_today() - 1, decided_by = $2,
         decided_at = now() - interval '10 days' where id = $1`,
      [expired.id, expired.decider.id],
    );
    await owner().query(
      `insert into concern_events (concern_id, at, actor_id, to_state, expires_on)
       values ($1, now() - interval '10 days', $2, 'WATCHING', city_today() - 1)`,
      [expired.id, expired.decider.id],
    );
    const reviewer = await createMaker();
    const told = async (cadreId: string, asOf: string, forOthers: boolean) =>
      (await read(reviewer, (db) => listFileConcerns(db, cadreId, asOf, { forOthers }))).map(({ id }) => id);
    for (const forOthers of [false, true])
      expect(await told(standing.cadre.id, today(), forOthers)).toEqual([standing.id]);
    expect(await told(expired.cadre.id, daysAgo(5), false)).toEqual([expired.id]);
    expect(await told(expired.cadre.id, daysAgo(5), true)).toEqual([]);
    const viewer = await viewerOf(reviewer);
    const compared = async (forOthers: boolean) => {
      const filter = { cadres: [expired.cadre.id, standing.cadre.id], on: daysAgo(5) };
      const found = await read(reviewer, (db) => getComparison(db, viewer, filter, today(), { forOthers }));
      return found.flatMap(({ concerns }) => concerns.map(({ id }) => id));
    };
    expect(await compared(false)).toEqual([expired.id]);
    expect(await compared(true)).toEqual([]);
  });
});

describe("a table of records as a file", () => {
  it("holds the records of the list but the remarks with one source, for whoever takes it", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const open = await createObservation(observer, unit, { cadres: [cadre] });
    const remark = await createObservation(observer, unit, { cadres: [cadre], polarity: "ATTENTION" });
    for (const person of [observer, await createMaker()]) {
      const ids = async (of: typeof listForOthers) =>
        (await read(person, (db) => of(db, { unit: unit.id }))).items.map(({ id }) => id).sort();
      expect(await ids(listObservations)).toEqual([open.id, remark.id].sort());
      expect(await ids(listForOthers)).toEqual([open.id]);
    }
  });
});

describe("a case that is settled in time", () => {
  it("is no more overdue in a report, and stays in the list of problems until it is closed", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const raise = async () => {
      const id = randomUUID();
      await owner().query(
        "insert into cases (id, title, demand, unit_id, raised_by, raised_at, due_on) values ($1, '积存的问题', '请尽快办理', $2, $3, $4, $5)",
        [id, unit.id, observer.id, daysAgo(30), daysAgo(3)],
      );
      return id;
    };
    const [late, settled] = [await raise(), await raise()];
    await owner().query(
      `update cases set state = 'SETTLED', state_reason = '已办结', outcome = '已启用', settled_by = $2, settled_at = $3,
         row_version = row_version + 1 where id = $1`,
      [settled, observer.id, daysAgo(5)],
    );
    const maker = await createMaker();
    const row = await rowOf(maker, await makeReport(maker), "matters", unit.shortName);
    // raised, closed, open, overdue
    expect(row.slice(-2)).toEqual(["2", "1"]);
    const found = (view: "problems" | "overdue" | "open") =>
      read(maker, async (db) => ({
        ids: (await listCases(db, { unit: unit.id, view }, today())).map(({ id }) => id).sort(),
        count: (await countCases(db, { unit: unit.id }, today()))[view],
      }));
    expect(await found("problems")).toEqual({ ids: [late, settled].sort(), count: 2 });
    for (const view of ["overdue", "open"] as const)
      expect(await found(view)).toEqual({ ids: [late], count: 1 });
  });
});

describe("follow-ups in a report", () => {
  it("are those of records and claims of its level, in both kinds", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const record = (confidentiality: 1 | 2 | 3) =>
      createObservation(observer, unit, { cadres: [cadre], confidentiality });
    const claims = [
      await createAchievement(observer, unit, cadre, [await record(1)]),
      await createAchievement(observer, unit, cadre, [await record(3)], undefined, { confidentiality: 3 }),
    ];
    const follow = (of: "observation_id" | "achievement_id", id: string | undefined) =>
      owner().query(
        `insert into follow_ups (${of}, unit_id, owner_id, title, due_on) values ($1, $2, $3, '看整改', $4)`,
        [id, unit.id, observer.id, daysAgo(2)],
      );
    for (const level of [1, 3] as const) await follow("observation_id", (await record(level)).id);
    for (const id of claims) await follow("achievement_id", id);
    const maker = await createMaker();
    const overdue = async (confidentiality: number) => {
      const [quarter, duty] = [
        await makeReport(maker, { confidentiality }),
        await makeReport(maker, { kind: "DUTY", confidentiality }),
      ];
      return [
        (await rowOf(maker, quarter, "followUps", unit.shortName)).at(-1),
        (await rowOf(maker, duty, "duty", observer.name)).at(-1),
      ];
    };
    expect(await overdue(1)).toEqual(["2", "2"]);
    expect(await overdue(3)).toEqual(["4", "4"]);
  }, 60_000);
});
