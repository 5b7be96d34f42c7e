/** Who reads which task and whom of its members. */
import { describe, expect, it } from "vitest";
import { countTasks, listTasks } from "@/lib/central-tasks/queries";
import { taskFilter } from "@/lib/central-tasks/schema";
import { read } from "@/lib/platform/db";
import { ROLES, type Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createAssignment,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  today,
} from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { createTask, createTaskObserver } from "@/tests/support/tasks";
import { scene, sees } from "./task-scene";

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
