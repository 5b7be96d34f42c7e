/** The page of a task against a hand count: a small scene whose numbers are written down beside it. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decideAchievement, draftAchievement } from "@/lib/achievements/commands";
import { countByState } from "@/lib/achievements/queries";
import { countResultsByTask, listTaskResults } from "@/lib/achievements/task/queries";
import { getTask } from "@/lib/central-tasks/queries";
import { membersOf } from "@/lib/central-tasks/rules";
import { countObservations, listObservations } from "@/lib/observations/queries";
import type { ObservationFilter } from "@/lib/observations/schema";
import { countByTask, getTaskRecords } from "@/lib/observations/task/queries";
import { read } from "@/lib/platform/db";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findConductItem,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "@/tests/support/builders";
import { claimInput } from "@/tests/support/claims";
import { viewerOf } from "@/tests/support/meetings";
import { createTask, createTaskMember, createTaskObserver } from "@/tests/support/tasks";

/** 已印证 by the road that everybody goes: two records of other events by two people, confirmed by a third. */
async function verifiedResult(
  task: { id: string },
  unit: TestUnit,
  cadres: [TestCadre, "MAIN" | "MAJOR" | "GENERAL"][],
  drafter: Person,
  over: { endsOn?: string; confidentiality?: number } = {},
): Promise<string> {
  const sources = await Promise.all(
    ["field_survey", "stakeholder_visit"].map(async (method) => {
      const observer = await createPerson("OBSERVER", { units: [unit] });
      return createObservation(observer, unit, {
        method,
        cadres: [cadres[0]?.[0]].filter((one) => one !== undefined),
      });
    }),
  );
  const input = claimInput(unit, [], {
    startsOn: daysAgo(60),
    endsOn: daysAgo(10),
    centralTaskId: task.id,
    ...over,
    cadres: cadres.map(([cadre, contribution]) => ({ cadreId: cadre.id, contribution })),
    sources: sources.map((record) => ({
      id: randomUUID(),
      observationId: record.id,
      supports: true,
      isIndependent: true,
    })),
  });
  expect(await draftAchievement(drafter, input)).toMatchObject({ ok: true });
  const decision = { id: input.id, revisionNo: 1, decision: "CONFIRM", confidence: "HIGH", reason: "" };
  const reviewer = await createPerson("REVIEWER", { clearance: 3 });
  expect(await decideAchievement(reviewer, decision)).toMatchObject({ ok: true });
  return input.id;
}

/**
 * Land clearance led by `lead` since a hundred days, 主战场 from the 80th to the 40th day before today.
 *   甲 of lead: on since the first day                        → 101 days, 41 of them on 主战场
 *   乙 of the party: 91st to 61st day, and again from the 20th → 31 + 21 = 52 days, 20 on 主战场
 */
async function scene() {
  const [lead, party] = [await createUnit(), await createUnit()];
  const task = await createTask(lead, { battlefield: [daysAgo(80), daysAgo(40)], parties: [party] });
  const [jia, yi] = [await createCadre(lead), await createCadre(party)];
  await createTaskMember(task, jia, { post: "组长" });
  await createTaskMember(task, yi, { startsOn: daysAgo(91), endsOn: daysAgo(61) });
  await createTaskMember(task, yi, { startsOn: daysAgo(20) });
  const author = await createPerson("OBSERVER", { units: [lead], name: "记录人" });
  const other = await createPerson("OBSERVER", { units: [lead] });
  const partyObserver = await createPerson("OBSERVER", { units: [party] });
  await createTaskObserver(task, author);
  const item = await findConductItem("positive_1");
  const itemId = item.id;
  const record = (over: Parameters<typeof createObservation>[2], by = author) =>
    createObservation(by, lead, { task, ...over });
  // of 甲: one positive with an item, one neutral by somebody else, one guarded, one secret, one returned
  await record({
    cadres: [jia],
    on: daysAgo(90),
    polarity: "POSITIVE",
    conductItemIds: [itemId],
    fact: "逐户上门，三天签了十二户。",
  });
  await record({ cadres: [jia], on: daysAgo(50), polarity: "NEUTRAL" }, other);
  await record({ cadres: [jia], on: daysAgo(30), polarity: "ATTENTION", fact: "两户反映答复前后不一。" });
  await record({ cadres: [jia], on: daysAgo(25), polarity: "POSITIVE", confidentiality: 3 }, other);
  await record({ cadres: [jia], on: daysAgo(24), state: "RETURNED" });
  // of both, waiting for the review; the other one came along
  await record({
    cadres: [jia, yi],
    on: daysAgo(5),
    polarity: "POSITIVE",
    state: "SUBMITTED",
    secondObserver: other,
    fact: "带队夜访，又签三户。",
  });
  // not of the task
  await createObservation(author, lead, { cadres: [jia], on: daysAgo(4) });
  const results = [
    await verifiedResult(
      task,
      lead,
      [
        [jia, "MAIN"],
        [yi, "MAJOR"],
      ],
      author,
    ),
    await verifiedResult(task, lead, [[jia, "GENERAL"]], await createPerson("REVIEWER", { clearance: 3 }), {
      confidentiality: 3,
      endsOn: daysAgo(45),
    }),
  ];
  return { lead, party, task, jia, yi, author, other, partyObserver, itemId, results };
}

const open = async (who: Person, taskId: string, asOf = today()) => {
  const viewer = await viewerOf(who);
  return read(who, async (db) => {
    const task = await getTask(db, taskId, asOf);
    return {
      task,
      members: membersOf(task.stints, task, asOf),
      records: await getTaskRecords(db, viewer, taskId, asOf),
      results: await listTaskResults(db, taskId, asOf === today() ? null : asOf),
      listed: { records: await countByTask(db, [taskId]), results: await countResultsByTask(db, [taskId]) },
    };
  });
};

describe("the page of a task", () => {
  it("equals the hand count, for observer, reviewer and leader", async () => {
    const { task, jia, yi, author, other, partyObserver, results } = await scene();
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const leader = await createPerson("LEADER", { clearance: 2 });
    const days = [
      { cadreId: jia.id, days: 101, battlefieldDays: 41, isOn: true },
      { cadreId: yi.id, days: 52, battlefieldDays: 20, isOn: true },
    ];
    // the named observer: own records, and what colleagues had accepted; nothing secret
    const expected: [Person, object, number, object[], string[]][] = [
      [author, { records: 4, positive: 2, attention: 1 }, 4, days, [results[0] ?? ""]],
      [other, { records: 4, positive: 3, attention: 0 }, 4, days.slice(0, 1), [results[0] ?? ""]],
      // unconfirmed and foreign: only the accepted record of the other unit would show, and it is not theirs
      [partyObserver, { records: 0, positive: 0, attention: 0 }, 0, days.slice(1), []],
      [reviewer, { records: 5, positive: 3, attention: 1 }, 5, days, results],
      // one guarded remark and one secret record less
      [leader, { records: 3, positive: 2, attention: 0 }, 3, days, [results[0] ?? ""]],
    ];
    for (const [who, counts, ofJia, members, claims] of expected) {
      const page = await open(who, task.id);
      expect(page.records, who.name).toMatchObject(counts);
      expect(page.members, who.name).toMatchObject(members);
      expect(page.members, who.name).toHaveLength(members.length);
      expect(page.records.byCadre.find((one) => one.cadreId === jia.id)?.records ?? 0, who.name).toBe(ofJia);
      expect(page.results.map((result) => result.id).toSorted(), who.name).toEqual(claims.toSorted());
      expect(page.listed, who.name).toEqual({
        records: page.records.records ? { [task.id]: page.records.records } : {},
        results: claims.length ? { [task.id]: claims.length } : {},
      });
    }
    const seen = await open(reviewer, task.id);
    expect(seen.records.recorders.toSorted((a) => (a.id === author.id ? -1 : 1))).toEqual([
      { id: author.id, name: author.name, records: 3 },
      { id: other.id, name: other.name, records: 3 },
    ]);
    expect(seen.results.find((result) => result.id === results[0])?.cadres).toMatchObject([
      { cadreId: jia.id, contribution: "MAIN" },
      { cadreId: yi.id, contribution: "MAJOR" },
    ]);
  });

  it("opens behind each number exactly what it counts (rule 10)", async () => {
    const { task, author, other, partyObserver, itemId } = await scene();
    const people = [
      author,
      other,
      partyObserver,
      await createPerson("REVIEWER", { clearance: 3 }),
      await createPerson("REVIEWER", { clearance: 1 }),
      await createPerson("LEADER", { clearance: 3 }),
    ];
    for (const who of people) {
      for (const on of [undefined, daysAgo(28), daysAgo(95)]) {
        const { records, results } = await open(who, task.id, on ?? today());
        const count = (more: ObservationFilter = {}) =>
          read(who, async (db) => {
            const filter = { task: task.id, state: "counted" as const, to: on, ...more };
            const counted = await countObservations(db, filter);
            // what is listed is what is counted
            expect((await listObservations(db, filter)).items).toHaveLength(counted);
            return counted;
          });
        expect(await count()).toBe(records.records);
        expect(await count({ polarity: "positive" })).toBe(records.positive);
        expect(await count({ polarity: "attention" })).toBe(records.attention);
        for (const recorder of records.recorders) {
          expect(await count({ observer: recorder.id })).toBe(recorder.records);
        }
        for (const item of records.items) expect(await count({ item: item.id })).toBe(item.records);
        for (const told of records.byCadre) {
          expect(await count({ cadre: told.cadreId })).toBe(told.records);
          expect(await count({ cadre: told.cadreId, polarity: "positive" })).toBe(told.positive);
          expect(await count({ cadre: told.cadreId, polarity: "attention" })).toBe(told.attention);
          for (const item of told.items) {
            expect(await count({ cadre: told.cadreId, item: item.id })).toBe(item.records);
          }
        }
        if (!on) {
          const states = await read(who, (db) => countByState(db, { task: task.id }));
          expect(states.CORROBORATED ?? 0).toBe(results.length);
        }
      }
    }
    const { records } = await open(author, task.id);
    expect(records.items).toMatchObject([{ id: itemId, records: 1 }]);
  });

  it("quotes what was remarkable, with the sentence as recorded, and keeps a one-source remark from others (rule 5)", async () => {
    const { task, jia, author, other } = await scene();
    const leader = await createPerson("LEADER", { clearance: 3 });
    const words = async (who: Person) =>
      (await open(who, task.id)).records.byCadre
        .find((one) => one.cadreId === jia.id)
        ?.excerpts.map((excerpt) => excerpt.words) ?? [];
    expect(await words(author)).toContain("两户反映答复前后不一。");
    expect(await words(author)).toContain("带队夜访，又签三户。");
    for (const who of [other, leader]) expect(await words(who)).not.toContain("两户反映答复前后不一。");
  });

  it("shows an earlier day as it was: members, days, records and results of that day", async () => {
    const { task, jia, yi, results } = await scene();
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    const then = await open(reviewer, task.id, daysAgo(44));
    expect(then.members).toMatchObject([
      { cadreId: jia.id, days: 57, battlefieldDays: 37, isOn: true },
      // between two stints
      { cadreId: yi.id, days: 31, battlefieldDays: 20, isOn: false },
    ]);
    expect(then.records).toMatchObject({ records: 2, positive: 1, attention: 0, lastOn: daysAgo(50) });
    expect(then.results.map((result) => result.id)).toEqual([results[1]]);
    const early = await open(reviewer, task.id, daysAgo(95));
    expect(early.members).toMatchObject([{ cadreId: jia.id, days: 6, battlefieldDays: 0 }]);
    expect(early.members[0]?.stints[0]?.endsOn).toBeNull();
  });
});
