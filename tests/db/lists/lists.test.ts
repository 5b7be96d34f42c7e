/** The lists against the database: who reads them, who sets their rule, who is on them and who leaves them. */
import { describe, expect, it } from "vitest";
import { exportCadreList, setListRule } from "@/lib/lists/commands";
import { listSheets } from "@/lib/lists/paper/rules";
import { getListRule, listOutstanding, listRuleSettings, listTaskChoices } from "@/lib/lists/queries";
import { listReserve, listReservePage } from "@/lib/lists/reserve/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { ROLES } from "@/lib/platform/rights";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  today,
} from "@/tests/support/builders";
import { verify } from "@/tests/support/comparison";
import { createConcern } from "@/tests/support/concerns";
import { asAppRole, owner } from "@/tests/support/owner";
import { createTask, createTaskMember } from "@/tests/support/tasks";

const days = { asOf: today(), today: today() };
const nobody = { cadreId: null };
const key = (name: string, values: Record<string, string | number> = {}) =>
  [name, ...Object.values(values)].join(" ");

/** Two results in a task, records by three methods of two observers, 99 days on 主战场. */
async function scene() {
  const unit = await createUnit();
  const [good, thin] = [await createCadre(unit), await createCadre(unit)];
  const observers = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ] as const;
  const task = await createTask(unit, { battlefield: [daysAgo(98), null] });
  for (const cadre of [good, thin]) await createTaskMember(task, cadre, { startsOn: daysAgo(98) });
  const cadres = [good, thin];
  const first = await createObservation(observers[0], unit, { cadres, task });
  const second = await createObservation(observers[1], unit, { cadres, method: "stakeholder_visit", task });
  await createObservation(observers[0], unit, { cadres: [good], method: "sit_in" });
  const claims: string[] = [];
  for (const cadre of [good, good, thin]) {
    const claim = await createAchievement(observers[0], unit, cadre, [first, second], undefined, { task });
    await verify(claim);
    claims.push(claim);
  }
  return { unit, good, thin, observers, task, first, claims };
}
const outstanding = async (person: { id: string }, unit: { id: string }, asOf = today()) =>
  read(person, async (db) =>
    listOutstanding(db, nobody, await getListRule(db, asOf), { unit: unit.id }, { asOf, today: today() }),
  );

describe("listOutstanding", () => {
  it("names who meets the rule with the reasons, and nobody who is two short", async () => {
    const { unit, good, thin, claims } = await scene();
    for (const role of ["REVIEWER", "LEADER"] as const) {
      const person = await createPerson(role, { clearance: 3 });
      const list = await outstanding(person, unit);
      expect(list).toMatchObject([
        { cadreId: good.id, verdict: "listed", missing: [], methods: 3, recorders: 2, concerns: [] },
      ]);
      expect(list[0]?.achievements.map(({ id }) => id).sort()).toEqual(claims.slice(0, 2).sort());
      // one result and two methods: two requirements short
      expect(list.map(({ cadreId }) => cadreId)).not.toContain(thin.id);
    }
  });

  it("lets somebody go in the moment that a source is withdrawn (rule 3), and says what is missing", async () => {
    const { unit, good, claims } = await scene();
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    await owner().query(
      "update achievement_sources set withdrawn_at = now(), withdrawn_by = $2, withdraw_reason = '来源有误' where achievement_id = $1",
      [claims[0], reviewer.id],
    );
    expect(await outstanding(reviewer, unit)).toMatchObject([
      { cadreId: good.id, verdict: "almost", missing: [{ kind: "achievements", short: 1 }] },
    ]);
  });

  it("tells of a concern that waits only to those who may see it, and no file says so (rule 5)", async () => {
    const { unit, good } = await scene();
    await createConcern({ unit, cadre: good, from: 1 });
    const [reviewer, leader] = [
      await createPerson("REVIEWER", { clearance: 3 }),
      await createPerson("LEADER", { clearance: 3 }),
    ];
    const seen = await outstanding(reviewer, unit);
    expect(seen).toMatchObject([{ verdict: "almost", missing: [{ kind: "concern", short: 1 }] }]);
    expect(await outstanding(leader, unit)).toMatchObject([{ verdict: "listed", recorders: 2, methods: 3 }]);
    const sheets = listSheets(
      {
        view: "outstanding",
        people: seen,
        rule: "规则",
        scope: "全部",
        asOf: today(),
        by: { name: "经办人", on: today(), trace: "0a1b2c3d4e5f" },
        origin: "https://gc.example",
      },
      { lists: key, achievements: key },
    );
    expect(JSON.stringify(sheets)).not.toContain(good.name);
    expect(JSON.stringify(sheets)).toContain("0a1b2c3d4e5f");
  });

  it("is as it was on an earlier day", async () => {
    const { unit } = await scene();
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    expect(await outstanding(reviewer, unit, daysAgo(30))).toEqual([]);
  });
});

describe("listReserve", () => {
  it("names who is on the task long enough, with their results in it", async () => {
    const { unit, good, thin, task } = await scene();
    const late = await createCadre(unit);
    await createTaskMember(task, late, { startsOn: daysAgo(9) });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const list = await read(leader, async (db) =>
      listReserve(db, nobody, await getListRule(db, today()), { task: task.id }, days),
    );
    expect(new Set(list.map(({ cadreId }) => cadreId))).toEqual(new Set([good.id, thin.id]));
    expect(list[0]?.task).toMatchObject({ id: task.id, days: 99, battlefieldDays: 99 });
    const choices = await read(leader, (db) => listTaskChoices(db));
    expect(choices).toContainEqual({ id: task.id, name: task.name });
    // by the rule as it is shown, who is on a task that is no longer 主战场 is not on the list
    const over = await createTask(await createUnit(), { battlefield: [daysAgo(98), daysAgo(1)] });
    await createTaskMember(over, good, { startsOn: daysAgo(98) });
    const after = await read(leader, async (db) =>
      listReserve(db, nobody, await getListRule(db, today()), { task: over.id }, days),
    );
    expect(after).toEqual([]);
  });
});

describe("listReservePage", () => {
  it("shows whole task forces, and in its pages everybody whom the whole list names", async () => {
    const [unit, elsewhere] = [await createUnit(), await createUnit()];
    const sizes = [2, 3, 1, 4];
    const forces: { id: string; cadres: string[] }[] = [];
    for (const size of sizes) {
      const task = await createTask(unit, { battlefield: [daysAgo(98), null] });
      const cadres: string[] = [];
      for (let at = 0; at < size; at += 1) {
        const cadre = await createCadre(at === 0 ? elsewhere : unit);
        await createTaskMember(task, cadre, { startsOn: daysAgo(98) });
        cadres.push(cadre.id);
      }
      forces.push({ id: task.id, cadres });
    }
    const own = new Set(forces.map(({ id }) => id));
    const leader = await createPerson("LEADER", { clearance: 3 });
    for (const scope of [{ unit: unit.id }, { unit: elsewhere.id }]) {
      const whole = await read(leader, async (db) =>
        listReserve(db, nobody, await getListRule(db, today()), scope, days),
      );
      const pages: (typeof whole)[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listReservePage>> = await read(leader, async (db) =>
          listReservePage(
            db,
            nobody,
            await getListRule(db, today()),
            { ...scope, after: after ?? undefined },
            days,
            3,
          ),
        );
        pages.push(page.people);
        after = page.nextAfter;
      } while (after);
      expect(pages.flat()).toEqual(whole);
      expect(new Set(whole.map(({ task }) => task.id))).toEqual(
        scope.unit === unit.id
          ? new Set(forces.filter(({ cadres }) => cadres.length > 1).map(({ id }) => id))
          : own,
      );
      // none is divided, and none but the first of a page goes beyond its size
      const forcesOf = pages.map((page) => [...new Set(page.map(({ task }) => task.id))]);
      expect(forcesOf.flat()).toHaveLength(new Set(forcesOf.flat()).size);
      for (const [at, page] of pages.entries())
        expect(page.length <= 3 || forcesOf[at]?.length === 1).toBe(true);
    }
    // a link whose task force is gone begins at the beginning
    const { people } = await read(leader, async (db) =>
      listReservePage(
        db,
        nobody,
        await getListRule(db, today()),
        { unit: unit.id, after: "00000000-0000-4000-8000-000000000000" },
        days,
      ),
    );
    expect(people).toHaveLength(1 + 2 + 3);
    // who is on it themselves does not read what stands behind it
    const himself = forces[3]?.cadres[1] ?? "";
    const others = await read(leader, async (db) =>
      listReservePage(db, { cadreId: himself }, await getListRule(db, today()), { unit: unit.id }, days),
    );
    expect(others.people.map(({ cadreId }) => cadreId)).not.toContain(himself);
    expect(others.people).toHaveLength(5);
  });
});

describe("setListRule", () => {
  const wanted = {
    periodMonths: 24,
    achievements: 2,
    methods: 4,
    recorders: 2,
    reserveDays: 90,
    reserveAchievements: 1,
    // far enough for no other test
    effectiveOn: addDays(today(), 3000),
    reason: "试行后收紧",
  };

  it("is the leaders', from a day on; what was in force before stays", async () => {
    for (const role of ROLES.filter((one) => one !== "LEADER"))
      expect(await setListRule(await createPerson(role), wanted), role).toMatchObject({
        ok: false,
        kind: "denied",
      });
    const leader = await createPerson("LEADER");
    expect(await setListRule(leader, wanted)).toMatchObject({ ok: true });
    expect(await setListRule(leader, { ...wanted, effectiveOn: daysAgo(1) })).toMatchObject({
      ok: false,
      reason: "lists.reason.inPast",
    });
    const [now, then, settings] = await read(leader, async (db) => [
      await getListRule(db, today()),
      await getListRule(db, wanted.effectiveOn),
      await listRuleSettings(db),
    ]);
    expect(now.methods).toBe(3);
    expect(then.methods).toBe(4);
    expect(settings[0]).toMatchObject({ setterName: leader.name, reason: "试行后收紧" });
  });

  it("is read by nobody else, and changed in place by nobody", async () => {
    for (const role of ["OBSERVER", "ADMIN", "SYSADMIN"] as const) {
      const person = await createPerson(role);
      expect(await read(person, (db) => listRuleSettings(db)), role).toEqual([]);
      const outcome = await exportCadreList(person, { view: "reserve", trace: "0a1b2c3d4e5f" });
      expect(outcome, role).toMatchObject({ ok: false, kind: "denied" });
    }
    expect(
      await exportCadreList(await createPerson("LEADER"), { view: "reserve", trace: "0a1b2c3d4e5f" }),
    ).toMatchObject({ ok: true });
    await expect(
      asAppRole((client) => client.query("update cadre_list_rules set methods = 1")),
    ).rejects.toThrow(/permission denied/);
    await expect(owner().query("update cadre_list_rules set methods = 1")).rejects.toThrow();
  });
});
