/** Central tasks of the entry form: which of a unit, in what order, and whose members come along (docs/adr/0053). */
import { describe, expect, it } from "vitest";
import { listFormFacts, listTaskMembers } from "@/lib/observations/form/queries";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { asAppRole } from "@/tests/support/owner";
import { createTask, createTaskMember, createTaskObserver } from "@/tests/support/tasks";

const WITH_MEMBERS = 6;
const tasksOf = (observer: Person, unit: TestUnit, viewerId = observer.id) =>
  read(observer, async (db) => {
    const { own } = await listFormFacts(db, {
      viewerId,
      unitIds: [unit.id],
      today: today(),
      asksUnit: false,
    });
    return own[0]?.tasks ?? [];
  });
const membersOf = (observer: Person, unit: TestUnit, task: { id: string }) =>
  read(observer, (db) => listTaskMembers(db, { unitId: unit.id, taskId: task.id, today: today() }));
/** As somebody might ask past the program. */
const toldBy = (person: Person, unit: TestUnit): Promise<string[]> =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select enter($1)", [person.id]);
    const { rows } = await client.query<{ id: string }>(
      "select id from viewer_unit_tasks(array[$1]::uuid[], '1900-01-01')",
      [unit.id],
    );
    await client.query("rollback");
    return rows.map(({ id }) => id);
  });

describe("central tasks of the entry form", () => {
  it("are those that the unit leads, is a party of or has members in, and those one is named for, of a year", async () => {
    const [unit, elsewhere] = [await createUnit(), await createUnit()];
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const cadre = await createCadre(unit);
    const stranger = await createCadre(elsewhere);
    const led = await createTask(unit, { startsOn: daysAgo(20) });
    const over = await createTask(unit, { startsOn: daysAgo(90), endsOn: daysAgo(30) });
    const longOver = await createTask(unit, { startsOn: daysAgo(900), endsOn: daysAgo(400) });
    const joined = await createTask(elsewhere, { startsOn: daysAgo(10), parties: [unit] });
    const staffed = await createTask(elsewhere, { startsOn: daysAgo(40) });
    await createTaskMember(staffed, cadre, { startsOn: daysAgo(15) });
    await createTaskMember(staffed, await createCadre(elsewhere), { startsOn: daysAgo(15) });
    const named = await createTask(elsewhere, { startsOn: daysAgo(50) });
    await createTaskObserver(named, observer, { startsOn: daysAgo(5), endsOn: daysAgo(-5) });
    await createTaskMember(named, stranger, { startsOn: daysAgo(45) });
    const foreign = await createTask(elsewhere, { startsOn: daysAgo(50) });

    const tasks = await tasksOf(observer, unit);
    expect(tasks.map(({ id }) => id)).toEqual([led.id, over.id, joined.id, staffed.id, named.id]);
    expect(tasks.every(({ isWithoutMembers }) => isWithoutMembers === false)).toBe(true);
    const members = (task: { id: string }) => tasks.find(({ id }) => id === task.id)?.members;
    // by the policy of members: those of one's units, and of a task one is named for everybody, on the days of the naming
    expect(members(staffed)).toMatchObject([{ id: cadre.id, from: daysAgo(15), to: null }]);
    expect(members(named)).toMatchObject([{ id: stranger.id, from: daysAgo(5), to: daysAgo(-5) }]);
    expect(tasks.map(({ id }) => id)).not.toContain(longOver.id);
    expect(tasks.map(({ id }) => id)).not.toContain(foreign.id);
  });

  it("name all, and bring members of the first alone, running ones first; of the others they are asked for", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const cadre = await createCadre(unit);
    const running = [];
    for (let n = 0; n < WITH_MEMBERS; n += 1)
      running.push(await createTask(unit, { startsOn: daysAgo(100 + n) }));
    const over = [];
    for (let n = 0; n < 3; n += 1)
      over.push(await createTask(unit, { startsOn: daysAgo(90 + n), endsOn: daysAgo(10) }));
    for (const task of [...running, ...over]) await createTaskMember(task, cadre, { startsOn: daysAgo(50) });

    const tasks = await tasksOf(observer, unit);
    expect(tasks.map(({ id }) => id).sort()).toEqual([...running, ...over].map(({ id }) => id).sort());
    const away = tasks.filter(({ isWithoutMembers }) => isWithoutMembers);
    expect(away.map(({ id }) => id).sort()).toEqual(over.map(({ id }) => id).sort());
    for (const task of tasks) {
      expect(task.members).toHaveLength(task.isWithoutMembers ? 0 : 1);
      const asked = await membersOf(observer, unit, task);
      expect(asked).toMatchObject([{ id: cadre.id, from: daysAgo(50) }]);
      if (!task.isWithoutMembers) expect(asked).toEqual(task.members);
    }
  });

  it("tell nothing to who is no observer of the unit, and nobody of themselves", async () => {
    const unit = await createUnit();
    const [cadre, other] = [await createCadre(unit), await createCadre(unit)];
    const task = await createTask(unit, { startsOn: daysAgo(20) });
    for (const one of [cadre, other]) await createTaskMember(task, one, { startsOn: daysAgo(20) });
    const stranger = await createPerson("OBSERVER", { units: [await createUnit()] });
    expect(await membersOf(stranger, unit, task)).toEqual([]);
    expect(await toldBy(stranger, unit)).toEqual([]);
    for (const role of ["CADRE", "SYSADMIN"] as const)
      expect(
        await toldBy(await createPerson(role, role === "CADRE" ? { cadreId: other.id } : {}), unit),
      ).toEqual([]);
    const observer = await createPerson("OBSERVER", { units: [unit], cadreId: cadre.id });
    expect(await toldBy(observer, unit)).toEqual([task.id]);
    expect((await membersOf(observer, unit, task)).map(({ id }) => id)).toEqual([other.id]);
  });
});
