/** Who reads which task and whom of its members; and what an observer of a task may record across units. */
import { describe, expect, it } from "vitest";
import { countTasks, getTask, listTasks } from "@/lib/central-tasks/queries";
import { taskFilter } from "@/lib/central-tasks/schema";
import { logObservation } from "@/lib/observations/commands";
import { getFormFacts } from "@/lib/observations/form/queries";
import { countObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { ROLES, type Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createAssignment,
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  noon,
  type Person,
  today,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { owner } from "@/tests/support/owner";
import { createTask, createTaskMember, createTaskObserver, type TestTask } from "@/tests/support/tasks";

const refused = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `observations.reason.${reason}`,
  params: undefined,
});

/** A task of `lead` with a party; a member from each and one from a third unit. */
async function scene() {
  const [lead, party, third, far] = [
    await createUnit(),
    await createUnit(),
    await createUnit(),
    await createUnit(),
  ];
  const task = await createTask(lead, { parties: [party] });
  const [own, theirs, outside] = [
    await createCadre(lead),
    await createCadre(party),
    await createCadre(third),
  ];
  for (const cadre of [own, theirs, outside]) await createTaskMember(task, cadre);
  return { lead, party, third, far, task, own, theirs, outside };
}

const sees = async (who: Person, task: TestTask): Promise<string[] | "nothing"> => {
  const shown = await read(who, (db) => getTask(db, task.id, today())).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  return shown?.stints.map((stint) => stint.cadreId).sort() ?? "nothing";
};

describe("a task", () => {
  it("is read with all its members by REVIEWER, LEADER and ADMIN, and by nobody without the role", async () => {
    const { lead, task, own, theirs, outside } = await scene();
    const all = [own.id, theirs.id, outside.id].sort();
    for (const role of ROLES) {
      const person = await createPerson(role, {
        unitId: role === "LIAISON" ? lead.id : undefined,
        cadreId: role === "CADRE" ? own.id : undefined,
      });
      const expected = (["REVIEWER", "LEADER", "ADMIN"] as Role[]).includes(role) ? all : "nothing";
      expect(await sees(person, task), role).toEqual(expected);
      const [counted] = await read(person, (db) =>
        db.rows<{ n: number }>(sql`
          select (select count(*) from central_tasks where id = ${task.id}::uuid)
               + (select count(*) from central_task_parties where task_id = ${task.id}::uuid)
               + (select count(*) from central_task_observers where task_id = ${task.id}::uuid)
               + (select count(*) from central_task_revisions where task_id = ${task.id}::uuid) as n`),
      );
      expect(Number(counted?.n) > 0, role).toBe(expected !== "nothing");
    }
  });

  it("is an observer's who has its lead unit, a party or a member's unit, with the members of that unit", async () => {
    const { lead, party, third, far, task, own, theirs, outside } = await scene();
    expect(await sees(await createPerson("OBSERVER", { units: [lead] }), task)).toEqual([own.id]);
    expect(await sees(await createPerson("OBSERVER", { units: [party] }), task)).toEqual([theirs.id]);
    expect(await sees(await createPerson("OBSERVER", { units: [third] }), task)).toEqual([outside.id]);
    expect(await sees(await createPerson("OBSERVER", { units: [far] }), task)).toBe("nothing");
  });

  it("is an observer's who is named, with all its members, while the naming runs", async () => {
    const { far, task, own, theirs, outside } = await scene();
    const named = await createPerson("OBSERVER", { units: [far] });
    const former = await createPerson("OBSERVER", { units: [far] });
    const next = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    await createTaskObserver(task, former, { endsOn: daysAgo(1) });
    await createTaskObserver(task, next, { startsOn: today(), endsOn: today() });
    expect(await sees(named, task)).toEqual([own.id, theirs.id, outside.id].sort());
    expect(await sees(next, task)).toEqual([own.id, theirs.id, outside.id].sort());
    expect(await sees(former, task)).toBe("nothing");
  });

  it("stays an observer's whose own records tell of it", async () => {
    const { lead, task } = await scene();
    const former = await createPerson("OBSERVER");
    await createAssignment(former, lead, { startsOn: daysAgo(300), endsOn: daysAgo(5) });
    expect(await sees(former, task)).toBe("nothing");
    await createObservation(former, lead, { task, on: daysAgo(9) });
    expect(await sees(former, task)).toEqual([]);
  });

  it("keeps from a named observer the members of a unit that a recusal stands against", async () => {
    const { far, third, task, own, theirs } = await scene();
    const named = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    await owner().query(
      "insert into recusal_declarations (observer_id, unit_id, kind, note, declared_on) values ($1, $2, 'KIN', '表弟', $3)",
      [named.id, third.id, daysAgo(2)],
    );
    expect(await sees(named, task)).toEqual([own.id, theirs.id].sort());
  });
});

describe("the list of tasks", () => {
  it("holds what its counts say, filter by filter, for each reader", async () => {
    const lead = await createUnit();
    const party = await createUnit();
    await createTask(lead, { name: "甲专班征迁", parties: [party] });
    await createTask(lead, {
      name: "乙专班项目",
      kind: "KEY_PROJECT",
      battlefield: null,
      endsOn: daysAgo(3),
    });
    await createTask(lead, { name: "丙专班抢险", kind: "RESCUE", startsOn: daysAgo(-5) });
    const readers = [
      await createPerson("REVIEWER"),
      await createPerson("LEADER"),
      await createPerson("ADMIN"),
      await createPerson("OBSERVER", { units: [lead] }),
    ];
    for (const reader of readers) {
      const ask = (search: Record<string, string>) => {
        const filter = taskFilter.parse({ unit: lead.id, ...search });
        return read(reader, async (db) => ({
          names: (await listTasks(db, filter, today())).items.map((task) => task.name),
          counts: await countTasks(db, filter, today()),
        }));
      };
      const whole = await ask({});
      expect(whole.names.toSorted()).toEqual(["丙专班抢险", "乙专班项目", "甲专班征迁"]);
      expect(whole.counts).toEqual({ all: 3, running: 1, ended: 1, planned: 1 });
      expect((await ask({ state: "running" })).names).toEqual(["甲专班征迁"]);
      expect((await ask({ state: "ended" })).names).toEqual(["乙专班项目"]);
      expect((await ask({ kind: "rescue" })).names).toEqual(["丙专班抢险"]);
      expect((await ask({ battlefield: "1" })).counts.all).toBe(2);
      expect((await ask({ q: "项目" })).names).toEqual(["乙专班项目"]);
      expect((await ask({ unit: party.id })).names).toEqual(["甲专班征迁"]);
    }
  });

  it("pages by its last row", async () => {
    const lead = await createUnit();
    for (const days of [30, 20, 20, 10]) await createTask(lead, { startsOn: daysAgo(days) });
    const reader = await createPerson("REVIEWER");
    const page = (cursor?: string) =>
      read(reader, (db) => listTasks(db, { unit: lead.id, cursor }, today(), 2));
    const first = await page();
    const second = await page(first.nextCursor ?? "");
    expect([...first.items, ...second.items].map((task) => task.startsOn)).toEqual(
      [10, 20, 20, 30].map(daysAgo),
    );
    expect(new Set([...first.items, ...second.items].map((task) => task.id)).size).toBe(4);
    expect(second.nextCursor).toBeNull();
  });
});

describe("logObservation across units inside a task", () => {
  it("lets a named observer record its members of other units, in a record of an own unit", async () => {
    const { far, task, outside, own } = await scene();
    const named = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    const input = await entry(far, [outside, own], { centralTaskId: task.id });
    expect(await logObservation(named, input)).toMatchObject({ ok: true });
    const { rows } = await owner().query(
      "select cadre_id, unit_id, post_title from observation_cadres where observation_id = $1 order by position",
      [input.id],
    );
    expect(rows.map((row) => row.cadre_id)).toEqual([outside.id, own.id]);
    expect(rows.every((row) => row.post_title === "副主任")).toBe(true);
  });

  it("refuses who is not named, a task that is not chosen, and who is no member that day", async () => {
    const { far, lead, task, outside } = await scene();
    const stranger = await createPerson("OBSERVER", { units: [far] });
    const unnamed = await createPerson("OBSERVER", { units: [lead] });
    const named = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    const left = await createCadre(await createUnit());
    await createTaskMember(task, left, { endsOn: daysAgo(5) });
    const inTask = { centralTaskId: task.id };
    expect(await logObservation(stranger, await entry(far, [outside], inTask))).toEqual(
      refused("cadreNotOfUnit"),
    );
    expect(await logObservation(unnamed, await entry(lead, [outside], inTask))).toEqual(
      refused("cadreNotOfUnit"),
    );
    expect(await logObservation(named, await entry(far, [outside]))).toEqual(refused("cadreNotOfUnit"));
    expect(await logObservation(named, await entry(far, [left], inTask))).toEqual(refused("cadreNotOfUnit"));
    expect(await logObservation(named, await entry(lead, [outside], inTask))).toEqual(refused("notMyUnit"));
  });

  it("asks for the day of the event: an entry sent after the naming ended goes in, one of a later day does not", async () => {
    const { far, task, outside } = await scene();
    const former = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, former, { endsOn: daysAgo(4) });
    const on = (days: number) => ({
      centralTaskId: task.id,
      startedAt: noon(daysAgo(days)).toISOString(),
      endedAt: noon(daysAgo(days)).toISOString(),
    });
    expect(await logObservation(former, await entry(far, [outside], on(3)))).toEqual(
      refused("cadreNotOfUnit"),
    );
    expect(await logObservation(former, await entry(far, [outside], on(4)))).toMatchObject({ ok: true });
  });

  it("is refused by the database too, also against a recusal and for oneself", async () => {
    const { far, third, task, outside } = await scene();
    const unnamed = await createPerson("OBSERVER", { units: [far] });
    await expect(createObservation(unnamed, far, { task, cadres: [outside] })).rejects.toThrow(
      "observation_cadres_of_unit",
    );
    const named = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    await expect(createObservation(named, far, { task, cadres: [outside] })).resolves.toBeTruthy();
    await owner().query(
      "insert into recusal_declarations (observer_id, unit_id, kind, note, declared_on) values ($1, $2, 'KIN', '表弟', $3)",
      [named.id, third.id, daysAgo(20)],
    );
    await expect(createObservation(named, far, { task, cadres: [outside] })).rejects.toThrow(
      "observation_cadres_of_unit",
    );
    const self = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, self);
    await owner().query("update users set cadre_id = $2 where id = $1", [self.id, outside.id]);
    await expect(createObservation(self, far, { task, cadres: [outside] })).rejects.toThrow(
      "observation_cadres_not_oneself",
    );
  });

  it("lets nobody named record colleagues of their own unit, whatever unit the record is of", async () => {
    const { far, third, task, outside, theirs } = await scene();
    const named = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    const inTask = { centralTaskId: task.id };
    const me = await createCadre(third, { endsOn: daysAgo(60) });
    await owner().query("update users set cadre_id = $2 where id = $1", [named.id, me.id]);
    // a post that is over keeps nobody away from the days after it
    expect(await logObservation(named, await entry(far, [outside, theirs], inTask))).toMatchObject({
      ok: true,
    });
    await owner().query("update post_holdings set ends_on = null where cadre_id = $1", [me.id]);
    const colleague = await createCadre(third);
    await createTaskMember(task, colleague);
    expect(await sees(named, task)).not.toContain(colleague.id);
    for (const one of [outside, colleague])
      expect(await logObservation(named, await entry(far, [one], inTask))).toEqual(refused("colleague"));
    expect(await logObservation(named, await entry(far, [theirs], inTask))).toMatchObject({ ok: true });
    await expect(createObservation(named, far, { task, cadres: [outside] })).rejects.toThrow(
      "observation_cadres_own_unit",
    );
    await expect(createObservation(named, far, { task, cadres: [theirs] })).resolves.toBeTruthy();
  });

  it("lets nobody come along to colleagues of their own unit either", async () => {
    const { far, third, task, outside, theirs } = await scene();
    const named = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    const own = await createCadre(third);
    const second = await createPerson("OBSERVER", { cadreId: own.id });
    const inTask = { centralTaskId: task.id, secondObserverId: second.id };
    expect(await logObservation(named, await entry(far, [theirs, outside], inTask))).toEqual(
      refused("secondColleague"),
    );
    expect(await logObservation(named, await entry(far, [theirs], inTask))).toMatchObject({ ok: true });
    await expect(
      createObservation(named, far, { task, cadres: [outside], secondObserver: second }),
    ).rejects.toThrow("observation_cadres_second_of_unit");
  });

  it("opens no remark to anybody else (rule 5): the member's own unit sees nothing of a one-source one", async () => {
    const { far, third, task, outside } = await scene();
    const named = await createPerson("OBSERVER", { units: [far] });
    await createTaskObserver(task, named);
    await createObservation(named, far, { task, cadres: [outside], polarity: "ATTENTION" });
    const theirs = await createPerson("OBSERVER", { units: [third] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const asked = { task: task.id, cadre: outside.id };
    const counted = (who: Person) => read(who, (db) => countObservations(db, asked));
    expect(await Promise.all([named, reviewer, leader, theirs].map(counted))).toEqual([1, 1, 0, 0]);
  });
});

describe("the entry form", () => {
  const facts = async (who: Person, unit: { id: string }) =>
    read(who, (db) =>
      getFormFacts(db, {
        viewerId: who.id,
        unitId: unit.id,
        today: today(),
        method: { fields: [] } as unknown as Parameters<typeof getFormFacts>[1]["method"],
      }),
    );

  it("offers a named observer the task and its members of other units, on the days of the naming", async () => {
    const { far, task, own, theirs, outside, third } = await scene();
    const named = await createPerson("OBSERVER", { units: [far] });
    expect((await facts(named, far)).tasks).toEqual([]);
    await createTaskObserver(task, named, { startsOn: daysAgo(10) });
    const [offered] = (await facts(named, far)).tasks;
    expect(offered).toMatchObject({ id: task.id, from: daysAgo(100), to: null });
    expect(offered?.members.map((member) => member.id).sort()).toEqual(
      [own.id, theirs.id, outside.id].sort(),
    );
    expect(offered?.members.every((member) => member.from === daysAgo(10))).toBe(true);
    expect(offered?.members.find((member) => member.id === outside.id)?.title).toBe(
      `${third.shortName} 政策处理组`,
    );
  });

  it("offers the observer of a lead unit or a party the task", async () => {
    const { lead, party, task } = await scene();
    for (const unit of [lead, party]) {
      const observer = await createPerson("OBSERVER", { units: [unit] });
      expect((await facts(observer, unit)).tasks.map((one) => one.id)).toEqual([task.id]);
    }
  });
});
