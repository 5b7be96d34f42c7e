/** 任用去向 as each role: dates and evidence of then, each number equal to the list that it opens. */
import { describe, expect, it } from "vitest";
import { listAchievements } from "@/lib/achievements/queries";
import { inPart, listPromoted } from "@/lib/boards/promotions/queries";
import { countObservations } from "@/lib/observations/queries";
import { addDays, addMonths, type Day } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createPost,
  createUnit,
  type TestCadre,
  today,
} from "../../support/builders";
import { owner } from "../../support/owner";
import { promote } from "../../support/promotions";
import { createTask, createTaskMember } from "../../support/tasks";

/** A month long past for everybody else's tests. */
const MONTH = "2012-05";
const DECIDED: Day = "2012-05-20";
const filter = { from: MONTH, to: MONTH };

const traced = (person: { id: string; cadreId?: string | null }, cadre: TestCadre) =>
  read(person, async (db) =>
    (await listPromoted(db, { cadreId: person.cadreId ?? null }, filter, today())).find(
      ({ cadreId }) => cadreId === cadre.id,
    ),
  );

describe("listPromoted", () => {
  it("follows somebody who changed posts, and counts what was known on the day", async () => {
    const [office, town] = [await createUnit({ type: "政府部门" }), await createUnit({ type: "镇街" })];
    const headquarters = await createUnit({ type: "平台指挥部" });
    const cadre = await createCadre(office, { startsOn: "2009-01-01", endsOn: "2011-06-30" });
    await createPost(cadre, headquarters, { startsOn: "2011-07-01", endsOn: "2011-10-31" });
    await createPost(cadre, town, { startsOn: "2011-11-01" });
    const task = await createTask(town, {
      startsOn: "2011-01-01",
      battlefield: ["2011-01-01", "2011-12-31"],
    });
    // October to December on the flagged task: October counts once, four months and two make six
    await createTaskMember(task, cadre, { startsOn: "2011-10-01", endsOn: "2012-03-31" });
    await promote(cadre, headquarters, town, DECIDED);
    const observer = await createPerson("OBSERVER", { units: [town] });
    for (const on of ["2012-04-30", "2012-05-19", "2012-05-20"] as const)
      await createObservation(observer, town, { cadres: [cadre], on });

    const reviewer = await createPerson("REVIEWER", { clearance: 2 });
    const person = await traced(reviewer, cadre);
    expect(person).toMatchObject({
      battlefield: { months: 6, days: 0 },
      isFromBattlefield: true,
      records: 2,
      verified: 0,
      daysSinceFirst: null,
      unitType: "平台指挥部",
    });
    expect(person?.grounds.map(({ from, to }) => [from, to])).toEqual([
      ["2011-07-01", "2011-10-31"],
      ["2011-10-01", "2011-12-31"],
    ]);
    const opened = await read(reviewer, (db) =>
      countObservations(db, { cadre: cadre.id, to: addDays(DECIDED, -1), state: "counted" }),
    );
    expect(person?.records).toBe(opened);
    const claims = await read(reviewer, (db) =>
      listAchievements(db, { cadre: cadre.id, state: "corroborated", confirmed: addDays(DECIDED, -1) }),
    );
    expect(person?.verified).toBe(claims.items.length);
  });

  it.each(["2012-05-01", "2012-05-08", "2012-05-15", "2012-05-16", "2012-05-31"] as const)(
    "counts on %s the records that its list opens, early and late in a month, as each clearance sees them",
    async (decidedOn) => {
      const unit = await createUnit();
      const cadre = await createCadre(unit, { startsOn: "2009-01-01" });
      await promote(cadre, unit, unit, decidedOn);
      const observer = await createPerson("OBSERVER", { units: [unit] });
      const days = ["2012-03-31", "2012-04-30", "2012-05-01", "2012-05-07", "2012-05-08", "2012-05-15"];
      for (const on of [...days, "2012-05-16", "2012-05-30", "2012-05-31", "2012-06-01"]) {
        await createObservation(observer, unit, { cadres: [cadre], on });
        await createObservation(observer, unit, { cadres: [cadre], on, confidentiality: 2 });
        await createObservation(observer, unit, { cadres: [cadre], on, state: "RETURNED" });
      }
      for (const [role, clearance] of [
        ["REVIEWER", 1],
        ["REVIEWER", 2],
        ["LEADER", 1],
        ["LEADER", 3],
      ] as const) {
        const person = await createPerson(role, { clearance });
        const [told, opened] = [
          await traced(person, cadre),
          await read(person, (db) =>
            countObservations(db, { cadre: cadre.id, to: addDays(decidedOn, -1), state: "counted" }),
          ),
        ];
        expect(told?.records, `${role} ${clearance}`).toBe(opened);
        expect(opened).toBe(
          [...days, "2012-05-16", "2012-05-30"].filter((on) => on < decidedOn).length *
            (clearance > 1 ? 2 : 1),
        );
      }
    },
  );

  it("counts a record once, however often it was put right", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { startsOn: "2009-01-01" });
    await promote(cadre, unit, unit, "2012-05-14");
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const { id } = await createObservation(observer, unit, {
      cadres: [cadre],
      on: "2012-05-10",
      state: "RETURNED",
    });
    await owner().query(
      `with again as (insert into observation_revisions (observation_id, revision_no, author_id, content) values ('${id}', 2, '${observer.id}', '{}')),
         lines as (insert into observation_cadres (observation_id, revision_no, cadre_id, position) values ('${id}', 2, '${cadre.id}', 0))
       update observations set state = 'SUBMITTED', revision_no = 2 where id = '${id}'`,
    );
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    expect((await traced(reviewer, cadre))?.records).toBe(1);
  });

  it("is a day short of six months", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { startsOn: "2009-01-01" });
    const task = await createTask(unit, { startsOn: "2011-01-01", battlefield: ["2011-01-01", null] });
    await createTaskMember(task, cadre, { startsOn: addMonths(DECIDED, -6), endsOn: addDays(DECIDED, -2) });
    await promote(cadre, unit, unit, DECIDED);
    const person = await traced(await createPerson("LEADER"), cadre);
    expect(person).toMatchObject({ isFromBattlefield: false, battlefield: { months: 5 } });
    expect(inPart(person ? [person] : [], "elsewhere")).toHaveLength(1);
    expect(inPart(person ? [person] : [], "battlefield")).toHaveLength(0);
  });

  it("is for reviewers and leaders alone, and never of oneself", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit, { startsOn: "2009-01-01" });
    await promote(cadre, unit, unit, DECIDED);
    for (const role of ["OBSERVER", "ADMIN", "LIAISON", "AUDITOR"] as const)
      expect(
        await traced(await createPerson(role, { units: role === "OBSERVER" ? [unit] : [] }), cadre),
      ).toBeUndefined();
    const self = await createPerson("LEADER", { cadreId: cadre.id });
    expect(await traced({ ...self, cadreId: cadre.id }, cadre)).toBeUndefined();
    expect(await traced(await createPerson("LEADER"), cadre)).toBeDefined();
  });
});
