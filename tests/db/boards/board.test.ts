/** 看板 as each role: kept counts equal what the list opens, a one-source negative remark is in nobody else's number. */
import { beforeAll, describe, expect, it } from "vitest";
import { exportBoard } from "@/lib/boards/commands";
import { getBoard } from "@/lib/boards/queries";
import { boardRange } from "@/lib/boards/rules";
import type { CoverageViewer } from "@/lib/coverage/tallies/queries";
import { countObservations } from "@/lib/observations/queries";
import { POLARITIES } from "@/lib/observations/schema";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  findMethod,
  type TestUnit,
  today,
} from "../../support/builders";
import { owner } from "../../support/owner";
import { createTask, createTaskMember, type TestTask } from "../../support/tasks";

type Who = CoverageViewer & { name: string };
async function person(role: Role, over: Parameters<typeof createPerson>[1] = {}): Promise<Who> {
  const made = await createPerson(role, over);
  return {
    ...made,
    roles: [role],
    unitIds: (over?.units ?? []).map((unit) => unit.id),
    cadreId: over?.cadreId ?? null,
  };
}

const range = () => boardRange({ span: "12" }, today());
const boardOf = (viewer: Who, over: { task?: string; most?: number } = {}) =>
  read(viewer, (db) => getBoard(db, viewer, { ...range(), today: today(), ...over }));
const listed = (viewer: Who, filter: Parameters<typeof countObservations>[1]) =>
  read(viewer, (db) => countObservations(db, { ...range(), ...filter, state: "counted" }, 100_000));

describe("getBoard", () => {
  let unit: TestUnit;
  let task: TestTask;
  let observer: Who;
  let colleague: Who;
  let reviewer: Who;
  let leader: Who;

  beforeAll(async () => {
    unit = await createUnit();
    task = await createTask(unit);
    observer = await person("OBSERVER", { units: [unit] });
    colleague = await person("OBSERVER", { units: [unit] });
    reviewer = await person("REVIEWER", { clearance: 3 });
    leader = await person("LEADER", { clearance: 2 });
    await createObservation(observer, unit, { task, method: "sit_in", polarity: "POSITIVE" });
    await createObservation(observer, unit, { task, method: "sit_in", polarity: "NEUTRAL", on: daysAgo(40) });
    await createObservation(observer, unit, { task, polarity: "ATTENTION" });
    await createObservation(observer, unit, { task, polarity: "ATTENTION", isCorroborated: true });
    await createObservation(observer, unit, { task, confidentiality: 3 });
    await createObservation(observer, unit, { task, state: "RETURNED" });
  });

  const taskOf = async (viewer: Who) => (await boardOf(viewer)).tasks.find(({ id }) => id === task.id);

  it("counts of a task what each may open", async () => {
    for (const viewer of [observer, colleague, reviewer, leader]) {
      expect((await taskOf(viewer))?.records).toBe(await listed(viewer, { task: task.id }));
    }
    expect((await taskOf(reviewer))?.records).toBe(5);
    // without the one-source negative remark and the strictly confidential record
    expect((await taskOf(leader))?.records).toBe(3);
  });

  it("shows tones and methods of a task equal to their lists", async () => {
    const method = await findMethod("sit_in");
    for (const viewer of [reviewer, leader]) {
      const board = await boardOf(viewer, { task: task.id });
      for (const tone of POLARITIES) {
        const polarity = tone.toLowerCase() as Lowercase<typeof tone>;
        expect(board.byTone[`${tone}:all`] ?? 0).toBe(await listed(viewer, { task: task.id, polarity }));
      }
      expect(board.byMethod[`${method.id}:all`]).toBe(2);
    }
    expect((await boardOf(reviewer, { task: task.id })).byTone["ATTENTION:all"]).toBe(2);
    expect((await boardOf(leader, { task: task.id })).byTone["ATTENTION:all"]).toBe(1);
  });

  it("counts all records of a reviewer and a leader as their list does", async () => {
    for (const viewer of [reviewer, leader]) {
      const board = await boardOf(viewer);
      const sum = Object.values(board.byTone).reduce((all, one) => all + one, 0);
      const methods = Object.values(board.byMethod).reduce((all, one) => all + one, 0);
      expect(methods).toBe(sum);
    }
  });

  it("counts for an observer each own unit, and no colleague's one-source negative remark", async () => {
    const own = await boardOf(observer);
    expect(own.units).toEqual([{ id: unit.id, shortName: unit.shortName }]);
    expect(own.byTone[`ATTENTION:${unit.id}`]).toBe(2);
    const other = await boardOf(colleague);
    expect(other.byTone[`ATTENTION:${unit.id}`]).toBe(1);
    expect(other.byTone[`POSITIVE:${unit.id}`]).toBe(
      await listed(colleague, { unit: unit.id, polarity: "positive" }),
    );
  });

  it("shows the first few tasks with the numbers that they have among all, running ones before ended ones", async () => {
    const place = await createUnit();
    const author = await person("OBSERVER", { units: [place] });
    const ended = await createTask(place, { startsOn: daysAgo(60), endsOn: daysAgo(3) });
    const plain = await createTask(place, { startsOn: daysAgo(50), battlefield: null });
    const front = await createTask(place, { startsOn: daysAgo(90) });
    for (const of of [ended, plain, plain, front]) await createObservation(author, place, { task: of });
    await createTaskMember(plain, await createCadre(place), { startsOn: daysAgo(20) });
    const all = await boardOf(author);
    expect(all.tasks.map(({ id }) => id)).toEqual([front.id, plain.id, ended.id]);
    expect(all.tasks[1]).toMatchObject({ records: 2, people: 1 });
    const few = await boardOf(author, { most: 2 });
    expect(few.tasks).toEqual(all.tasks.slice(0, 2));
    expect([few.taskTotal, all.taskTotal]).toEqual([3, 3]);
  });

  it("follows a record that is corrected, returned and corroborated in the same transaction", async () => {
    const place = await createUnit();
    const author = await person("OBSERVER", { units: [place] });
    const record = await createObservation(author, place, { polarity: "ATTENTION" });
    const kept = async () =>
      (
        await owner().query(
          "select polarity, is_guarded, records from polarity_counts where unit_id = $1 and records <> 0",
          [place.id],
        )
      ).rows;
    expect(await kept()).toEqual([{ polarity: "ATTENTION", is_guarded: true, records: 1 }]);
    await owner().query("update observations set is_corroborated = true where id = $1", [record.id]);
    expect(await kept()).toEqual([{ polarity: "ATTENTION", is_guarded: false, records: 1 }]);
  });

  it("tells nothing to an administrator, a liaison or an auditor", async () => {
    for (const role of ["ADMIN", "LIAISON", "AUDITOR"] as const) {
      const { id } = await createPerson(role);
      await read({ id }, async (db) => {
        const [seen] = await db.rows<{ tones: number; tasks: number }>(sql`
          select (select count(*)::int from polarity_counts) as tones, (select count(*)::int from task_counts) as tasks`);
        expect(seen).toEqual({ tones: 0, tasks: 0 });
      });
    }
  });
});

describe("exportBoard", () => {
  const trace = "0123456789ab";

  it("leaves a line under its number for who may read the board", async () => {
    const reviewer = await createPerson("REVIEWER");
    expect(await exportBoard(reviewer, { sheet: "records", trace })).toMatchObject({ ok: true });
    const { rows } = await owner().query(
      "select action, entity, entity_id, after from audit_events where actor_id = $1",
      [reviewer.id],
    );
    expect(rows).toEqual([{ action: "exportBoard", entity: "board", entity_id: "records", after: trace }]);
  });

  it("refuses an administrator what was observed, and an observer assignments and promotions", async () => {
    const [admin, observer, auditor] = [
      await createPerson("ADMIN"),
      await createPerson("OBSERVER"),
      await createPerson("AUDITOR"),
    ];
    expect(await exportBoard(admin, { sheet: "assignments", trace })).toMatchObject({ ok: true });
    for (const sheet of ["records", "open", "tasks", "promotions"])
      expect(await exportBoard(admin, { sheet, trace })).toMatchObject({ kind: "denied" });
    for (const sheet of ["assignments", "promotions"])
      expect(await exportBoard(observer, { sheet, trace })).toMatchObject({ kind: "denied" });
    expect(await exportBoard(auditor, { sheet: "records", trace })).toMatchObject({ kind: "denied" });
  });
});
