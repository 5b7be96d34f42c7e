/** 看板 of months that are over: what was open on their last day, and lists that open just that (rule 10). */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { countByState, listAchievements } from "@/lib/achievements/queries";
import { type Board, getBoard } from "@/lib/boards/queries";
import { boardRange, CLAIM_STATES, crossed } from "@/lib/boards/rules";
import { countCases, listCases } from "@/lib/cases/queries";
import { CASE_TIERS } from "@/lib/cases/schema";
import type { CoverageViewer } from "@/lib/coverage/tallies/queries";
import { countFollowUps, listFollowUps } from "@/lib/observations/follow-ups/queries";
import { DUE } from "@/lib/observations/follow-ups/schema";
import { AGES } from "@/lib/platform/ages";
import { addDays, addMonths, type Day } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { createAchievement } from "../../support/achievements";
import {
  createCadre,
  createPerson,
  createUnit,
  type Person,
  type TestUnit,
  today,
} from "../../support/builders";
import { owner } from "../../support/owner";
import { createTask, type TestTask } from "../../support/tasks";

/** A month long past for everybody else's tests, with a history of its own. */
const MONTH = addMonths(today(), -30).slice(0, 7);
const RANGE = boardRange({ month: MONTH, span: "12" }, today());
const END: Day = RANGE.to;
const at = (days: number) => `${addDays(END, days)}T10:00:00+08:00`;

async function makeCase(unit: TestUnit, by: Person, raised: number): Promise<string> {
  const id = randomUUID();
  await owner().query(
    `insert into cases (id, title, demand, unit_id, tier, raised_by, raised_at, moved_at)
     values ($1, '堆场满了', '请协调临时堆场', $2, 'IMMEDIATE', $3, $4, $4)`,
    [id, unit.id, by.id, at(raised)],
  );
  return id;
}
const step = (id: string, days: number, set: string, values: unknown[] = []) =>
  owner().query(`update cases set ${set}, moved_at = $2, row_version = row_version + 1 where id = $1`, [
    id,
    at(days),
    ...values,
  ]);
let asker: Person;
async function makeFollowUp(
  unit: TestUnit,
  by: Person,
  made: number,
  due: number,
  done: number | null,
): Promise<string> {
  const id = randomUUID();
  await owner().query(
    `insert into follow_ups (id, unit_id, owner_id, title, due_on, asked_by, created_at, done_at, outcome)
     values ($1, $2, $3, '去看一次', $4, $8, $5, $6, $7)`,
    [
      id,
      unit.id,
      by.id,
      addDays(END, due),
      at(made),
      done === null ? null : at(done),
      done === null ? "" : "看过了",
      asker.id,
    ],
  );
  return id;
}

describe("getBoard of months that are over", () => {
  let unit: TestUnit;
  let task: TestTask;
  let observer: Person;
  let viewers: (CoverageViewer & { id: string })[];
  let cases: { open: string; settledLater: string; raisedLater: string };
  let followUps: { open: string; doneLater: string };
  let claims: { waiting: string; doubtedThen: string; doubtedLater: string };

  beforeAll(async () => {
    unit = await createUnit();
    asker = await createPerson("REVIEWER");
    const cadre = await createCadre(unit, { startsOn: addDays(END, -400) });
    observer = await createPerson("OBSERVER", { units: [unit] });
    task = await createTask(unit, { startsOn: addDays(END, -300) });
    const as = async (role: Role) => ({
      ...(await createPerson(role, { clearance: 3 })),
      roles: [role],
      unitIds: [],
      cadreId: null,
    });
    viewers = [
      await as("REVIEWER"),
      await as("LEADER"),
      { ...observer, roles: ["OBSERVER"], unitIds: [unit.id], cadreId: null },
    ];

    cases = {
      open: await makeCase(unit, observer, -40),
      settledLater: await makeCase(unit, observer, -3),
      raisedLater: await makeCase(unit, observer, 2),
    };
    await step(
      cases.open,
      -5,
      `tier = 'UNIT_LED', tier_since = '${addDays(END, -5)}', state_reason = '要协商'`,
    );
    // what is put off afterwards leaves the deadline of then as it was
    await step(cases.open, 6, `due_on = '${addDays(END, 90)}', state_reason = '再宽一些'`);
    await step(
      cases.settledLater,
      4,
      "state = 'SETTLED', outcome = '已建成', settled_by = $3, settled_at = $2, state_reason = ''",
      [observer.id],
    );
    const settledBefore = await makeCase(unit, observer, -20);
    await step(
      settledBefore,
      -1,
      "state = 'SETTLED', outcome = '已建成', settled_by = $3, settled_at = $2, state_reason = ''",
      [observer.id],
    );

    followUps = {
      open: await makeFollowUp(unit, observer, -2, 30, null),
      doneLater: await makeFollowUp(unit, observer, -15, -1, 9),
    };
    await makeFollowUp(unit, observer, -15, 3, -1);
    await makeFollowUp(unit, observer, 1, 3, null);

    const claim = (days: number) =>
      createAchievement(observer, unit, cadre, [], undefined, { task, draftedAt: at(days) });
    claims = { waiting: await claim(-2), doubtedThen: await claim(-20), doubtedLater: await claim(-90) };
    await claim(1);
    const doubt = (id: string, days: number) =>
      owner().query(
        `insert into achievement_events (achievement_id, at, actor_id, from_state, to_state, reason)
         values ($1, $2, $3, 'WAITING', 'DOUBTFUL', '还说不清')`,
        [id, at(days), observer.id],
      );
    await doubt(claims.doubtedThen, -3);
    await doubt(claims.doubtedLater, 5);
  });

  const boardOf = (viewer: (typeof viewers)[number]): Promise<Board> =>
    read(viewer, (db) => getBoard(db, viewer, { ...RANGE, today: today(), task: task.id }));

  it("shows what was open on their last day", async () => {
    const board = await boardOf(viewers[2] as (typeof viewers)[number]);
    expect(board.followUps).toEqual({ "later:week": 1, "overdue:month": 1 });
    expect(board.cases).toEqual({ "UNIT_LED:older": 1, "IMMEDIATE:week": 1 });
    expect(board.claims).toEqual({ "WAITING:week": 1, "DOUBTFUL:month": 1, "WAITING:older": 1 });
    expect(board.tasks.find(({ id }) => id === task.id)).toMatchObject({ results: 3, verified: 0 });
  });

  it("opens lists of just those, with the state, the tier and the deadline of then", async () => {
    const viewer = viewers[0] as (typeof viewers)[number];
    const listed = await read(viewer, async (db) => ({
      cases: await listCases(db, { on: END, unit: unit.id }, today()),
      settled: await listCases(db, { on: END, unit: unit.id, view: "settled" }, today()),
      followUps: await listFollowUps(db, viewer, { on: END, unit: unit.id }, today()),
      done: await listFollowUps(db, viewer, { on: END, unit: unit.id, state: "done" }, today()),
      doubtful: await listAchievements(db, { on: END, unit: unit.id, state: "doubtful" }),
      waiting: await listAchievements(db, { on: END, unit: unit.id, state: "waiting" }),
    }));
    expect(new Set(listed.cases.map(({ id }) => id))).toEqual(new Set([cases.open, cases.settledLater]));
    expect(listed.cases.find(({ id }) => id === cases.open)).toMatchObject({
      tier: "UNIT_LED",
      state: "OPEN",
    });
    expect(listed.cases.find(({ id }) => id === cases.open)?.dueOn).not.toBe(addDays(END, 90));
    expect(listed.settled).toHaveLength(1);
    expect(new Set(listed.followUps.items.map(({ id }) => id))).toEqual(
      new Set([followUps.open, followUps.doneLater]),
    );
    expect(listed.followUps.items.map(({ doneOn }) => doneOn)).toEqual([null, null]);
    expect(listed.done.items).toHaveLength(1);
    expect(listed.doubtful.items.map(({ id, state }) => [id, state])).toEqual([
      [claims.doubtedThen, "DOUBTFUL"],
    ]);
    expect(new Set(listed.waiting.items.map(({ id }) => id))).toEqual(
      new Set([claims.waiting, claims.doubtedLater]),
    );
  });

  it("shows each number equal to the list that it opens, as each role", async () => {
    for (const viewer of viewers) {
      const board = await boardOf(viewer);
      const scope = viewer.roles.includes("OBSERVER") ? ("mine" as const) : ("all" as const);
      await read(viewer, async (db) => {
        for (const { key, cells } of crossed(board.followUps, DUE, AGES))
          for (const [column, age] of AGES.entries())
            expect(
              (await countFollowUps(db, viewer, { scope, on: END, age }, today()))[key],
              `follow-ups ${key} ${age}`,
            ).toBe(cells[column]);
        for (const { key, cells } of crossed(board.cases, CASE_TIERS, AGES))
          for (const [column, age] of AGES.entries())
            expect(
              (await countCases(db, { tier: key, age, on: END }, today())).open,
              `cases ${key} ${age}`,
            ).toBe(cells[column]);
        for (const { key, cells } of crossed(board.claims, CLAIM_STATES, AGES))
          for (const [column, age] of AGES.entries())
            expect(
              (await countByState(db, { task: task.id, age, on: END }))[key] ?? 0,
              `claims ${key} ${age}`,
            ).toBe(cells[column]);
      });
    }
  });

  it("is that of today where its months still run, and where a list asks for a day to come", async () => {
    const viewer = viewers[0] as (typeof viewers)[number];
    const now = await read(viewer, (db) =>
      getBoard(db, viewer, { ...boardRange({ span: "12" }, today()), today: today(), task: task.id }),
    );
    // the history of a claim ends with what the trigger wrote as it was stored
    expect(Object.values(now.claims).reduce((sum, count) => sum + count, 0)).toBe(4);
    const ahead = await read(viewer, (db) =>
      listCases(db, { on: addDays(today(), 3), unit: unit.id }, today()),
    );
    expect(new Set(ahead.map(({ id }) => id))).toEqual(new Set([cases.open, cases.raisedLater]));
  });
});
