/** What an observer of a task may record across units, and what the form offers for it. */
import { describe, expect, it } from "vitest";
import { logObservation } from "@/lib/observations/commands";
import { getFormFacts } from "@/lib/observations/form/queries";
import { countObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import {
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
import { createTaskMember, createTaskObserver } from "@/tests/support/tasks";
import { refused, scene, sees } from "./task-scene";

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
