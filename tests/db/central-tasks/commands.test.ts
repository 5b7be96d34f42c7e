import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addTaskMember, addTaskParty, amendTask, closeTask, openTask } from "@/lib/central-tasks/commands";
import { getTask } from "@/lib/central-tasks/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import {
  createCadre,
  createPerson,
  createUnit,
  daysAgo,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createTask, createTaskMember, createTaskObserver } from "@/tests/support/tasks";
import { audit, dates, member, OTHERS, refused, scene } from "./task-inputs";

const content = (unit: TestUnit, over: Record<string, string> = {}) => ({
  name: "滨江片区征迁专班",
  kind: "LAND_CLEARANCE",
  leadUnitId: unit.id,
  startsOn: daysAgo(60),
  endsOn: "",
  battlefieldFrom: daysAgo(50),
  battlefieldTo: "",
  ...over,
});

describe("openTask", () => {
  it.each(["REVIEWER", "ADMIN"] as Role[])(
    "lets a %s open one, once, and writes who did what",
    async (role) => {
      const { lead } = await scene();
      const person = await createPerson(role);
      const input = { id: randomUUID(), ...content(lead) };
      expect(await openTask(person, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await openTask(person, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await openTask(person, { ...input, name: "另一个专班" })).toEqual(refused("idTaken"));
      const task = await read(person, (db) => getTask(db, input.id, today()));
      expect(task).toMatchObject({
        name: input.name,
        leadUnitId: lead.id,
        battlefieldFrom: daysAgo(50),
        battlefieldTo: null,
      });
      expect(task.changes).toMatchObject([{ revisionNo: 1, authorName: person.name, reason: "" }]);
      expect(await audit(input.id)).toEqual([
        { action: "openTask", actor_id: person.id, before: "", after: `LAND_CLEARANCE ${daysAgo(60)}` },
      ]);
    },
  );

  it.each(OTHERS)("denies a %s, and so does the database", async (role) => {
    const { lead } = await scene();
    const person = await createPerson(role);
    expect(await openTask(person, { id: randomUUID(), ...content(lead) })).toEqual({
      ok: false,
      kind: "denied",
    });
    await expect(
      asAppRole(async (client) => {
        await client.query("begin");
        await client.query("select id from enter($1::uuid)", [person.id]);
        await client.query(
          `insert into central_tasks (id, name, kind, lead_unit_id, starts_on, is_main_battlefield, opened_by)
           values ($1, '专班', 'OTHER', $2, $3, false, $4)`,
          [randomUUID(), lead.id, today(), person.id],
        );
      }),
    ).rejects.toThrow("row-level security");
  });
});

describe("amendTask", () => {
  it("keeps how the task was before, with the reason; a page that is out of date is stale", async () => {
    const { lead, other, reviewer, admin } = await scene();
    const id = randomUUID();
    await openTask(reviewer, { id, ...content(lead) });
    const input = {
      id,
      revisionNo: 1,
      ...content(other, { name: "滨江片区征迁攻坚专班", battlefieldFrom: "" }),
      reason: "牵头单位调整",
    };
    expect(await amendTask(admin, input)).toEqual({ ok: true, value: { id } });
    expect(await amendTask(admin, input)).toEqual({ ok: false, kind: "stale" });
    const task = await read(admin, (db) => getTask(db, id, today()));
    expect(task).toMatchObject({
      name: "滨江片区征迁攻坚专班",
      leadUnitId: other.id,
      battlefieldFrom: null,
      revisionNo: 2,
    });
    expect(task.changes).toMatchObject([
      { revisionNo: 2, authorName: admin.name, reason: "牵头单位调整", content: { leadUnitId: other.id } },
      {
        revisionNo: 1,
        authorName: reviewer.name,
        content: { leadUnitId: lead.id, battlefieldFrom: daysAgo(50) },
      },
    ]);
    expect((await audit(id)).map((line) => line.action)).toEqual(["openTask", "amendTask"]);
  });

  it("leaves nobody outside of the task's days", async () => {
    const { lead, task, cadre, admin } = await scene();
    await createTaskMember(task, cadre, { startsOn: daysAgo(40), endsOn: daysAgo(20) });
    const input = (over: Record<string, string>) => ({
      id: task.id,
      revisionNo: 1,
      ...content(lead, over),
      reason: "改期",
    });
    expect(await amendTask(admin, input({ startsOn: daysAgo(39), battlefieldFrom: "" }))).toEqual(
      refused("partsOutside"),
    );
    expect(await amendTask(admin, input({ endsOn: daysAgo(21) }))).toEqual(refused("partsOutside"));
    expect(await amendTask(admin, input({ endsOn: daysAgo(20) }))).toMatchObject({ ok: true });
  });

  it.each(OTHERS)("is denied to a %s", async (role) => {
    const { lead, task } = await scene();
    const input = { id: task.id, revisionNo: 1, ...content(lead), reason: "改期" };
    expect(await amendTask(await createPerson(role), input)).toEqual({ ok: false, kind: "denied" });
  });
});

describe("closeTask", () => {
  it("ends what still runs on the last day and leaves what had ended", async () => {
    const { task, cadre, lead, other, observer, reviewer } = await scene();
    const early = await createTaskMember(task, await createCadre(lead), {
      startsOn: daysAgo(50),
      endsOn: daysAgo(30),
    });
    const running = await createTaskMember(task, cadre, { startsOn: daysAgo(50) });
    const named = await createTaskObserver(task, observer, { startsOn: daysAgo(20) });
    const party = randomUUID();
    await addTaskParty(reviewer, {
      id: party,
      taskId: task.id,
      unitId: other.id,
      part: "交通保障",
      startsOn: daysAgo(50),
      endsOn: "",
    });
    const input = { id: task.id, revisionNo: 1, endsOn: today(), reason: "如期完成" };
    expect(await closeTask(reviewer, input)).toEqual({ ok: true, value: { id: task.id } });
    expect(await dates("central_task_members", early)).toEqual({ s: daysAgo(50), e: daysAgo(30), why: null });
    for (const [table, id] of [
      ["central_task_members", running],
      ["central_task_observers", named],
      ["central_task_parties", party],
    ] as const) {
      expect(await dates(table, id), table).toMatchObject({ e: today(), why: "如期完成" });
    }
    expect(await closeTask(reviewer, input)).toEqual({ ok: false, kind: "stale" });
  });

  it("refuses twice, before the beginning, and while somebody is still to come", async () => {
    const { task, cadre, admin } = await scene();
    const input = { id: task.id, revisionNo: 1, endsOn: today(), reason: "如期完成" };
    expect(await closeTask(admin, { ...input, endsOn: daysAgo(61) })).toEqual(refused("endBeforeStart"));
    await createTaskMember(task, cadre, { startsOn: addDays(today(), 3) });
    expect(await closeTask(admin, input)).toEqual(refused("partsAhead"));
    const over = await createTask(await createUnit(), { endsOn: daysAgo(3) });
    expect(await closeTask(admin, { ...input, id: over.id })).toEqual(refused("alreadyEnded"));
  });

  it.each(OTHERS)("is denied to a %s", async (role) => {
    const { task } = await scene();
    const input = { id: task.id, revisionNo: 1, endsOn: today(), reason: "如期完成" };
    expect(await closeTask(await createPerson(role), input)).toEqual({ ok: false, kind: "denied" });
  });

  it("and a member added at the same moment end in one order or the other, never outside of the task", async () => {
    for (let round = 0; round < 6; round++) {
      const { task, cadre, admin, reviewer } = await scene();
      const [closed, added] = await Promise.all([
        closeTask(reviewer, { id: task.id, revisionNo: 1, endsOn: daysAgo(1), reason: "如期完成" }),
        addTaskMember(admin, member(task, cadre, { startsOn: today() })),
      ]);
      const { rows } = await owner().query(
        `select count(*)::int as outside from central_task_members m join central_tasks t on t.id = m.task_id
         where t.id = $1 and m.starts_on > t.ends_on`,
        [task.id],
      );
      expect(rows[0].outside, JSON.stringify([closed, added])).toBe(0);
      expect([closed.ok, added.ok].filter(Boolean)).toHaveLength(1);
    }
  });
});
