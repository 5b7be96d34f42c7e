import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  addTaskMember,
  addTaskParty,
  endTaskMember,
  endTaskObserver,
  endTaskParty,
  nameTaskObserver,
} from "@/lib/central-tasks/commands";
import { getTask } from "@/lib/central-tasks/queries";
import { read } from "@/lib/platform/db";
import { createCadre, createPerson, daysAgo, type Person, today } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { createTask, createTaskMember, createTaskObserver, type TestTask } from "@/tests/support/tasks";
import { audit, dates, member, OTHERS, refused, scene } from "./task-inputs";

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
