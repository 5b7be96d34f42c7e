import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  addTaskMember,
  addTaskParty,
  amendTask,
  closeTask,
  endTaskMember,
  endTaskObserver,
  endTaskParty,
  nameTaskObserver,
  openTask,
} from "@/lib/central-tasks/commands";
import { getTask } from "@/lib/central-tasks/queries";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import {
  createCadre,
  createPerson,
  createTask,
  createTaskMember,
  createTaskObserver,
  createUnit,
  daysAgo,
  type Person,
  type TestTask,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

const refused = (reason: string) => ({
  ok: false,
  kind: "refused",
  reason: `centralTasks.reason.${reason}`,
  params: undefined,
});
const OTHERS: Role[] = ["OBSERVER", "LEADER", "SYSADMIN", "SECADMIN", "AUDITOR", "LIAISON", "CADRE"];

async function scene() {
  const lead = await createUnit();
  const other = await createUnit();
  return {
    lead,
    other,
    task: await createTask(lead, { startsOn: daysAgo(60) }),
    cadre: await createCadre(other),
    reviewer: await createPerson("REVIEWER"),
    admin: await createPerson("ADMIN"),
    observer: await createPerson("OBSERVER", { units: [lead] }),
  };
}
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
const member = (task: TestTask, cadre: { id: string }, over: Record<string, string> = {}) => ({
  id: randomUUID(),
  taskId: task.id,
  cadreId: cadre.id,
  post: "副组长",
  startsOn: daysAgo(40),
  endsOn: "",
  ...over,
});
const naming = (task: TestTask, observer: Person, over: Record<string, string> = {}) => ({
  id: randomUUID(),
  taskId: task.id,
  observerId: observer.id,
  startsOn: daysAgo(10),
  endsOn: "",
  reason: "跟进征迁一线",
  ...over,
});
const ending = (task: TestTask, id: string, over: Record<string, string | number> = {}) => ({
  id,
  taskId: task.id,
  rowVersion: 1,
  endsOn: today(),
  reason: "任务完成",
  ...over,
});
const audit = async (id: string) =>
  (
    await owner().query(
      "select action, actor_id, before, after from audit_events where entity_id = $1 order by seq",
      [id],
    )
  ).rows;
const dates = async (table: string, id: string) =>
  (
    await owner().query(
      `select starts_on::text as s, ends_on::text as e, end_reason as why from ${table} where id = $1`,
      [id],
    )
  ).rows[0];

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

describe("members", () => {
  it("come and go with dates, twice if need be, never two times at once", async () => {
    const { task, cadre, admin } = await scene();
    const first = member(task, cadre);
    expect(await addTaskMember(admin, first)).toEqual({ ok: true, value: { id: task.id } });
    expect(await addTaskMember(admin, first)).toEqual({ ok: true, value: { id: task.id } });
    expect(await addTaskMember(admin, member(task, cadre, { startsOn: daysAgo(5) }))).toEqual(
      refused("alreadyMember"),
    );
    expect(await endTaskMember(admin, ending(task, first.id, { endsOn: daysAgo(10) }))).toMatchObject({
      ok: true,
    });
    expect(await endTaskMember(admin, ending(task, first.id))).toEqual({ ok: false, kind: "stale" });
    expect(await endTaskMember(admin, ending(task, first.id, { rowVersion: 2 }))).toEqual(
      refused("partEnded"),
    );
    expect(await addTaskMember(admin, member(task, cadre, { startsOn: daysAgo(5) }))).toMatchObject({
      ok: true,
    });
    expect(await dates("central_task_members", first.id)).toEqual({
      s: daysAgo(40),
      e: daysAgo(10),
      why: "任务完成",
    });
    expect((await audit(first.id)).map((line) => line.action)).toEqual(["addTaskMember", "endTaskMember"]);
  });

  it("stay inside the task, hold a post, and are not who adds them", async () => {
    const { task, cadre, other, admin } = await scene();
    expect(await addTaskMember(admin, member(task, cadre, { startsOn: daysAgo(61) }))).toEqual(
      refused("outsideTask"),
    );
    const newcomer = await createCadre(other, { startsOn: daysAgo(10) });
    expect(await addTaskMember(admin, member(task, newcomer))).toEqual(refused("notInOffice"));
    const self = await createPerson("ADMIN", { cadreId: cadre.id });
    expect(await addTaskMember(self, member(task, cadre))).toEqual(refused("ownMembership"));
    expect(await addTaskMember(admin, { ...member(task, cadre), cadreId: randomUUID() })).toEqual({
      ok: false,
      kind: "notFound",
    });
    const id = await createTaskMember(task, cadre, { startsOn: daysAgo(40) });
    expect(await endTaskMember(self, ending(task, id))).toEqual(refused("ownEnd"));
    expect(await endTaskMember(admin, ending(task, id, { endsOn: daysAgo(41) }))).toEqual(
      refused("endBeforeStart"),
    );
  });

  it.each(OTHERS)("are not for a %s to add or end", async (role) => {
    const { task, cadre } = await scene();
    const person = await createPerson(role);
    expect(await addTaskMember(person, member(task, cadre))).toEqual({ ok: false, kind: "denied" });
    const id = await createTaskMember(task, cadre, { startsOn: daysAgo(40) });
    expect(await endTaskMember(person, ending(task, id))).toEqual({ ok: false, kind: "denied" });
  });
});

describe("parties", () => {
  it("are added with their part and ended with a reason", async () => {
    const { task, other, reviewer, admin } = await scene();
    const input = {
      id: randomUUID(),
      taskId: task.id,
      unitId: other.id,
      part: "管线迁改",
      startsOn: daysAgo(30),
      endsOn: "",
    };
    expect(await addTaskParty(admin, input)).toEqual({ ok: true, value: { id: task.id } });
    expect(await addTaskParty(admin, { ...input, id: randomUUID() })).toEqual(refused("alreadyParty"));
    expect(await endTaskParty(reviewer, ending(task, input.id))).toEqual({
      ok: true,
      value: { id: task.id },
    });
    const { parties } = await read(admin, (db) => getTask(db, task.id, today()));
    expect(parties).toMatchObject([
      { unitId: other.id, part: "管线迁改", endsOn: today(), endReason: "任务完成" },
    ]);
  });

  it.each(OTHERS)("are not for a %s to add", async (role) => {
    const { task, other } = await scene();
    const input = {
      id: randomUUID(),
      taskId: task.id,
      unitId: other.id,
      part: "管线迁改",
      startsOn: daysAgo(30),
      endsOn: "",
    };
    expect(await addTaskParty(await createPerson(role), input)).toEqual({ ok: false, kind: "denied" });
  });
});

describe("named observers", () => {
  it("are named and ended with a reason", async () => {
    const { task, observer, reviewer, admin } = await scene();
    const input = naming(task, observer);
    expect(await nameTaskObserver(reviewer, input)).toEqual({ ok: true, value: { id: task.id } });
    expect(await nameTaskObserver(admin, naming(task, observer))).toEqual(refused("alreadyNamed"));
    expect(await endTaskObserver(admin, ending(task, input.id))).toEqual({
      ok: true,
      value: { id: task.id },
    });
    expect(await dates("central_task_observers", input.id)).toEqual({
      s: daysAgo(10),
      e: today(),
      why: "任务完成",
    });
  });

  it("are observers, not oneself, not of a task that is over, and not from long ago", async () => {
    const { task, lead, observer, reviewer } = await scene();
    expect(await nameTaskObserver(reviewer, naming(task, await createPerson("LEADER")))).toEqual(
      refused("notObserver"),
    );
    const both = await createPerson(["REVIEWER", "OBSERVER"]);
    expect(await nameTaskObserver(both, naming(task, both))).toEqual(refused("ownNaming"));
    const own = await createTaskObserver(task, both, { startsOn: daysAgo(20) });
    expect(await endTaskObserver(both, ending(task, own))).toEqual(refused("ownEnd"));
    expect(await nameTaskObserver(reviewer, naming(task, observer, { startsOn: daysAgo(40) }))).toEqual(
      refused("tooFarBack"),
    );
    const over = await createTask(lead, { endsOn: daysAgo(3) });
    expect(await nameTaskObserver(reviewer, naming(over, observer))).toEqual(refused("taskEnded"));
  });

  it("do not observe themselves, whichever comes first", async () => {
    const { task, cadre, other, reviewer } = await scene();
    await createTaskMember(task, cadre, { startsOn: daysAgo(40) });
    const theSame = await createPerson("OBSERVER", { cadreId: cadre.id });
    expect(await nameTaskObserver(reviewer, naming(task, theSame))).toEqual(refused("observesThemselves"));
    const later = await createCadre(other);
    const observer = await createPerson("OBSERVER", { cadreId: later.id });
    expect(await nameTaskObserver(reviewer, naming(task, observer))).toMatchObject({ ok: true });
    expect(await addTaskMember(reviewer, member(task, later))).toEqual(refused("observesThemselves"));
  });

  it("have no live recusal against a unit of the task (rule 2)", async () => {
    const { task, lead, observer, reviewer } = await scene();
    await owner().query(
      "insert into recusal_declarations (observer_id, unit_id, kind, note, declared_on) values ($1, $2, 'KIN', '表弟', $3)",
      [observer.id, lead.id, daysAgo(20)],
    );
    expect(await nameTaskObserver(reviewer, naming(task, observer))).toEqual(refused("recusal"));
  });

  it.each(OTHERS)("are not for a %s to name", async (role) => {
    const { task, observer } = await scene();
    expect(await nameTaskObserver(await createPerson(role), naming(task, observer))).toEqual({
      ok: false,
      kind: "denied",
    });
  });
});

describe("what the database keeps, whoever writes", () => {
  it("deletes nothing, rewrites no part, and changes a task only by a revision with a reason", async () => {
    const { task, cadre } = await scene();
    const id = await createTaskMember(task, cadre, { startsOn: daysAgo(40), endsOn: daysAgo(5) });
    // looked up and not tried: truncating waits for every reader of these tables, and they for it
    const { rows } = await owner().query(
      "select tgrelid::regclass::text as name from pg_trigger where tgname = 'never_truncated' and tgrelid::regclass::text like 'central_task%' order by 1",
    );
    expect(rows.map((row) => row.name)).toEqual([
      "central_task_members",
      "central_task_observers",
      "central_task_parties",
      "central_task_revisions",
      "central_tasks",
    ]);
    for (const [statement, rule] of [
      ["delete from central_task_members where id = $1", "append_only"],
      ["update central_task_members set starts_on = starts_on - 1 where id = $1", "append_only"],
      ["update central_task_members set post = '组长' where id = $1", "append_only"],
      ["update central_task_members set ends_on = null where id = $1", "central_task_parts_ended"],
    ] as const) {
      await expect(owner().query(statement, [id]), statement).rejects.toThrow(rule);
    }
    for (const [statement, rule] of [
      ["delete from central_tasks where id = $1", "append_only"],
      ["update central_tasks set name = '改名' where id = $1", "central_tasks_by_revision"],
      ["update central_tasks set name = '改名', revision_no = 2 where id = $1", "central_tasks_by_revision"],
      [
        "update central_tasks set ends_on = starts_on, revision_no = 2, change_reason = '提前' where id = $1",
        "central_task_parts_inside",
      ],
      ["update central_task_revisions set reason = '无' where task_id = $1", "append_only"],
      ["delete from central_task_revisions where task_id = $1", "append_only"],
    ] as const) {
      await expect(owner().query(statement, [task.id]), statement).rejects.toThrow(rule);
    }
  });

  it("dates 主战场 inside the task", async () => {
    const lead = await createUnit();
    await expect(createTask(lead, { battlefield: [daysAgo(101), null] })).rejects.toThrow(
      "central_tasks_battlefield_inside",
    );
    await expect(
      createTask(lead, { endsOn: daysAgo(50), battlefield: [daysAgo(90), daysAgo(49)] }),
    ).rejects.toThrow("central_tasks_battlefield_inside");
    await expect(createTask(lead, { endsOn: daysAgo(50), battlefield: [daysAgo(40), null] })).rejects.toThrow(
      "central_tasks_battlefield_inside",
    );
  });
});
