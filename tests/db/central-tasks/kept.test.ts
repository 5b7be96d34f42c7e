/** The page of a task as the kept counts tell it (docs/adr/0050), against the same page counted record by record. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { reviewObservation } from "@/lib/observations/review/commands";
import { getTaskRecords, type TaskRecords } from "@/lib/observations/task/queries";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findConductItem,
  type Person,
  today,
} from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { createReview } from "@/tests/support/reviews";
import { createTask, createTaskMember } from "@/tests/support/tasks";

const POLARITIES = ["POSITIVE", "NEUTRAL", "ATTENTION"] as const;
const STATES = ["ACCEPTED", "ACCEPTED", "SUBMITTED", "ARCHIVED", "RETURNED"] as const;

/** Records of each level, tone and state about two members, somebody who was never on the task, and nobody of them. */
async function scene() {
  const unit = await createUnit();
  const task = await createTask(unit, { startsOn: daysAgo(500) });
  const [jia, yi, beside] = [await createCadre(unit), await createCadre(unit), await createCadre(unit)];
  await createTaskMember(task, jia);
  await createTaskMember(task, yi, { startsOn: daysAgo(300), endsOn: daysAgo(100) });
  const authors = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ] as const;
  const items = [await findConductItem("positive_1"), await findConductItem("positive_2")];
  for (let at = 0; at < 30; at += 1) {
    await createObservation(authors[at % 2 ? 1 : 0], unit, {
      task: at === 29 ? undefined : task,
      cadres: at % 7 === 0 ? [beside] : at % 3 ? [jia, yi] : at % 5 ? [jia] : [yi, beside],
      on: daysAgo(at * 13),
      confidentiality: ((Math.floor(at / 3) % 3) + 1) as 1 | 2 | 3,
      polarity: POLARITIES[at % 4 === 3 ? 2 : at % 3],
      isCorroborated: at % 8 === 3,
      state: STATES[at % 5],
      secondObserver: at % 6 === 1 ? authors[at % 2 ? 0 : 1] : undefined,
      conductItemIds: items.slice(0, at % 3).map(({ id }) => id),
    });
  }
  return { unit, task, jia, yi, beside, authors };
}

/** Lists without an order of their own are put into one. */
const inOrder = (told: TaskRecords) => ({
  ...told,
  byCadre: told.byCadre.toSorted((a, b) => a.cadreId.localeCompare(b.cadreId)),
});
/** By way of the roles that the page gives, and with none of them, which counts each record under the same policies. */
const both = (who: Person, roles: Role[], task: { id: string }, asOf = today()) =>
  read(who, async (db) => [
    inOrder(await getTaskRecords(db, { roles }, task.id, asOf)),
    inOrder(await getTaskRecords(db, { roles: [] }, task.id, asOf)),
  ]);

async function expectSame(who: Person, roles: Role[], task: { id: string }): Promise<TaskRecords> {
  let newest: TaskRecords | undefined;
  for (const days of [0, 1, 30, 111, 250, 600]) {
    const [kept, counted] = await both(who, roles, task, daysAgo(days));
    expect(kept, `${roles} ${days}`).toEqual(counted);
    newest ??= kept;
  }
  return newest as TaskRecords;
}

describe("the kept counts of a task", () => {
  let there: Awaited<ReturnType<typeof scene>>;
  beforeAll(async () => {
    there = await scene();
  });

  it.each([
    ["REVIEWER", 3],
    ["REVIEWER", 2],
    ["REVIEWER", 1],
    ["LEADER", 3],
    ["LEADER", 1],
  ] as const)(
    "tell a %s of level %i what counting each record tells, on each day",
    async (role, clearance) => {
      const told = await expectSame(await createPerson(role, { clearance }), [role], there.task);
      expect(told.records).toBeGreaterThan(0);
      expect(told.byCadre.some((one) => one.excerpts.length > 0)).toBe(true);
      expect(told.byCadre.map((one) => one.cadreId).toSorted()).toEqual(
        [there.jia.id, there.yi.id].toSorted(),
      );
    },
  );

  it("tell who recorded there too, or is a member, what they can open", async () => {
    const { task, unit, jia, yi } = there;
    const author = await createPerson(["OBSERVER", "LEADER"], { units: [unit], clearance: 1 });
    for (const confidentiality of [1, 3] as const)
      await createObservation(author, unit, {
        task,
        cadres: [yi],
        confidentiality,
        polarity: "ATTENTION",
        on: daysAgo(40),
      });
    const told = await expectSame(author, ["OBSERVER", "LEADER"], task);
    expect(told.recorders).toContainEqual({ id: author.id, name: author.name, records: 2 });
    const member = await createPerson("REVIEWER", { clearance: 3, cadreId: jia.id });
    expect((await expectSame(member, ["REVIEWER"], task)).byCadre.map((one) => one.cadreId)).toEqual([yi.id]);
  });

  it("leave out what is withheld from somebody recused (rule 8)", async () => {
    const { task, unit, jia, yi } = there;
    const review = await createReview({ unit, cadres: [jia] });
    const recused = await createPerson("REVIEWER", { clearance: 3 });
    const colleague = await createPerson("REVIEWER", { clearance: 3 });
    const answer = await recuseFromCandidate(review.leader, {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      userId: recused.id,
      kind: "COLLEAGUE",
      reason: "曾在同一科室共事",
    });
    expect(answer).toMatchObject({ ok: true });
    const all = await expectSame(colleague, ["REVIEWER"], task);
    const left = await expectSame(recused, ["REVIEWER"], task);
    expect(left.records).toBeLessThan(all.records);
    expect(left.byCadre.map((one) => one.cadreId)).toEqual([yi.id]);
  });

  it("follow a record that is returned, written anew with other people and another tone, and accepted", async () => {
    const unit = await createUnit();
    const task = await createTask(unit);
    const [first, second] = [await createCadre(unit), await createCadre(unit)];
    for (const cadre of [first, second]) await createTaskMember(task, cadre);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const leader = await createPerson("LEADER", { clearance: 3 });
    const seen = async () => {
      const told = [];
      for (const [who, role] of [
        [reviewer, "REVIEWER"],
        [leader, "LEADER"],
      ] as const) {
        const one = await expectSame(who, [role], task);
        told.push([
          one.records,
          one.attention,
          one.byCadre.map(({ cadreId, excerpts }) => [cadreId === first.id ? 1 : 2, excerpts.length]),
        ]);
      }
      return told;
    };
    const input = await entry(unit, [first], { centralTaskId: task.id, polarity: "POSITIVE" });
    expect(await logObservation(observer, input)).toMatchObject({ ok: true });
    expect(await seen()).toEqual([
      [1, 0, [[1, 1]]],
      [1, 0, [[1, 1]]],
    ]);
    const decide = (revisionNo: number, decision: "ACCEPT" | "RETURN") =>
      reviewObservation(reviewer, { id: input.id, revisionNo, decision, reason: "请补充数字" });
    expect(await decide(1, "RETURN")).toMatchObject({ ok: true });
    expect(await seen()).toEqual([
      [0, 0, []],
      [0, 0, []],
    ]);
    const {
      unitId: _,
      methodId: __,
      ...again
    } = await entry(unit, [second], {
      id: input.id,
      centralTaskId: task.id,
      polarity: "ATTENTION",
    });
    expect(await amendObservation(observer, { ...again, revisionNo: 1, reason: "改了人" })).toMatchObject({
      ok: true,
    });
    for (const step of ["written anew", "accepted"]) {
      if (step === "accepted") expect(await decide(2, "ACCEPT")).toMatchObject({ ok: true });
      // a one-source negative is not a leader's
      expect(await seen(), step).toEqual([
        [1, 1, [[2, 1]]],
        [0, 0, []],
      ]);
    }
  });

  it("are told to reviewers and leaders alone", async () => {
    const asked = async (who: Person) =>
      (
        await read(who, (db) =>
          db.rows<{ n: number }>(
            sql`select count(*)::int as n from viewer_task_file(${there.task.id}::uuid)`,
          ),
        )
      )[0]?.n;
    expect(await asked(await createPerson("LEADER", { clearance: 1 }))).toBeGreaterThan(0);
    for (const role of ["OBSERVER", "ADMIN", "AUDITOR", "LIAISON", "CADRE"] as const) {
      const unitId = role === "LIAISON" ? there.unit.id : undefined;
      expect(await asked(await createPerson(role, { unitId })), role).toBe(0);
    }
  });
});
