/**
 * Plans concern all units and all observers at once, so this file has a database of its own: a clone of the demo world that
 * no other test writes to. Its days lie one after the other: what one test publishes is what the next one finds.
 */

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { assignUnit } from "@/lib/assignments/commands";
import {
  arrangePlan,
  rebasePlan,
  setPlanApproval,
  settlePlan,
  solveJob,
  startPlan,
} from "@/lib/assignments/plans/commands";
import { countWaitingPlans } from "@/lib/assignments/plans/queries";
import { brokenRules, pairKey } from "@/lib/assignments/plans/rules";
import {
  approvePlan,
  discardPlan,
  proposePlan,
  publishPlan,
  returnPlan,
} from "@/lib/assignments/plans/steps/commands";
import { addDays, addMonths } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { runNextJob } from "@/lib/platform/jobs";
import { createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { got } from "@/tests/support/outcomes";
import { owner } from "@/tests/support/owner";
import { faultsOf } from "@/tests/support/plan-checker";
import {
  approved,
  asSql,
  keyOf,
  nextDay,
  plan,
  planners,
  refused,
  rosterOf,
  running,
  solved,
  version,
} from "./plan-steps";

vi.hoisted(() => {
  const { env } = process;
  env.TEST_DATABASE_URL = env.TEST_WHOLE_DATABASE_URL;
  env.TEST_APP_URL = env.DATABASE_APP_URL = env.TEST_WHOLE_APP_URL;
  env.TEST_SYSTEM_URL = env.DATABASE_SYSTEM_URL = env.TEST_WHOLE_SYSTEM_URL;
});

let admin: Person;
let second: Person;
let leader: Person;

// a solve takes a second of a free machine, and some of a busy one
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  ({ admin, second, leader } = await planners());
});

describe("startPlan", () => {
  it("makes a draft and asks the solver at once; its answer keeps every rule of product.md", async () => {
    const id = await solved();
    const found = await plan(id);
    expect(found).toMatchObject({ state: "DRAFT", versionNo: 1, answer: { kind: "plan", isProved: true } });
    const { lines } = await version(id);
    const roster = await rosterOf(found.startsOn);
    expect(roster.units.length).toBe(95);
    expect(brokenRules(lines, roster, found.settings)).toEqual([]);
    expect(faultsOf(lines, roster, found.settings)).toEqual([]);
  });

  it("makes one plan of a form that is sent twice, and none from a day behind us", async () => {
    const input = { id: randomUUID(), name: "两次", startsOn: nextDay() };
    got(await startPlan(admin, input));
    expect(got(await startPlan(admin, input))).toEqual({ id: input.id });
    expect(await startPlan(second, input)).toEqual(refused("taken"));
    expect(
      await startPlan(admin, { id: randomUUID(), name: "昨天", startsOn: addDays(today(), -1) }),
    ).toEqual(refused("startsBehind"));
  });

  it.each(["REVIEWER", "LEADER", "OBSERVER", "LIAISON", "SYSADMIN"] as const)(
    "is denied to %s",
    async (role) => {
      const person = await createPerson(role);
      expect(await startPlan(person, { id: randomUUID(), name: "无权", startsOn: nextDay() })).toEqual({
        ok: false,
        kind: "denied",
      });
      expect(await asSql(person, "select count(*) from assignment_plans having count(*) > 0")).toBe(
        role === "LEADER" ? "1 rows" : "0 rows",
      );
    },
  );
});

describe("settlePlan", () => {
  it("solves anew by the changed rules, and names what stands in the way where there is no plan", async () => {
    const id = await solved();
    const { settings, startsOn } = await plan(id);
    const roster = await rosterOf(startsOn);
    const absent = roster.observers.slice(0, 12).map((one) => one.id);
    got(await settlePlan(admin, { ...(await keyOf(id)), settings: { ...settings, absent } }));
    while (await runNextJob([solveJob]));
    const { answer, versionNo } = await plan(id);
    // those who are left have three units each and no more
    const short = roster.units.length - 3 * (roster.observers.length - absent.length);
    expect(answer).toMatchObject({ kind: "impossible" });
    if (answer?.kind !== "impossible") throw new Error("possible");
    expect(answer.blocks.length).toBeGreaterThan(0);
    expect(answer.giveUp.length).toBeGreaterThan(0);
    expect(answer.ways.find(({ kind }) => kind === "absent")?.demands?.length).toBe(Math.ceil(short / 3));
    // what was arranged before is kept
    expect(versionNo).toBe(1);
  });
});

describe("arrangePlan", () => {
  it("keeps a move by hand as the next version, whatever it breaks; a plan that breaks a rule is not proposed", async () => {
    const id = await solved();
    const { lines } = await version(id);
    const [first, ...rest] = lines;
    if (!first) throw new Error("empty plan");
    got(await arrangePlan(admin, { ...(await keyOf(id)), lines: rest }));
    expect((await plan(id)).versionNo).toBe(2);
    expect((await version(id)).lines).toHaveLength(lines.length - 1);
    const answer = await proposePlan(admin, await keyOf(id));
    expect(answer).toMatchObject({ ok: false, reason: "plans.reason.broken" });
    got(await arrangePlan(admin, { ...(await keyOf(id)), lines }));
    got(await proposePlan(admin, await keyOf(id)));
  });

  it("refuses a unit or a person that is not there, a line twice, and whoever read an older plan", async () => {
    const id = await solved();
    const { lines } = await version(id);
    const key = await keyOf(id);
    const [first] = lines;
    const foreign = { unitId: randomUUID(), observerId: first?.observerId, origin: "MANUAL" };
    expect(await arrangePlan(admin, { ...key, lines: [...lines, foreign] })).toEqual(refused("unknownLine"));
    expect(await arrangePlan(admin, { ...key, lines: [...lines, first] })).toEqual(refused("unknownLine"));
    got(await arrangePlan(admin, { ...key, lines }));
    expect(await arrangePlan(second, { ...key, lines })).toEqual({ ok: false, kind: "stale" });
  });
});

describe("approvePlan", () => {
  it("is a second person's: neither the maker's nor that of anyone who arranged a version", async () => {
    const id = await solved();
    const { lines } = await version(id);
    got(await arrangePlan(second, { ...(await keyOf(id)), lines }));
    const waiting = () =>
      Promise.all(
        [leader, admin, second].map((person) =>
          read(person, (db) => countWaitingPlans(db, person.id, person !== leader)),
        ),
      );
    const [leaders = 0, admins = 0, seconds = 0] = await waiting();
    got(await proposePlan(admin, await keyOf(id)));
    // it waits for the leader, and for neither of those who made it
    expect(await waiting()).toEqual([leaders + 1, admins, seconds]);
    const key = await keyOf(id);
    expect(await approvePlan(admin, key)).toEqual(refused("ownPlan"));
    expect(await approvePlan(second, key)).toEqual(refused("ownPlan"));
    // and in SQL alone
    for (const person of [admin, second])
      expect(
        await asSql(
          person,
          `update assignment_plans set state = 'APPROVED', approved_by = $2, approved_at = now(), row_version = row_version + 1 where id = $1`,
          [id, person.id],
        ),
      ).toMatch(/assignment_plans_by_another/);
    expect(got(await approvePlan(leader, key))).toEqual({ id });
    expect(await plan(id)).toMatchObject({ state: "APPROVED", approvedByName: leader.name });
    // now for whoever publishes
    expect(await waiting()).toEqual([leaders, admins + 1, seconds + 1]);
  });

  it("falls when the plan is sent back, and is needed unless a leader says otherwise", async () => {
    const id = await approved();
    expect(got(await returnPlan(leader, { ...(await keyOf(id)), reason: "再看一看镇街" }))).toEqual({ id });
    expect(await plan(id)).toMatchObject({ state: "DRAFT", approvedByName: null, note: "再看一看镇街" });
    got(await proposePlan(admin, await keyOf(id)));
    expect(await publishPlan(admin, await keyOf(id))).toEqual(refused("approvalNeeded"));
    expect(
      await asSql(
        admin,
        `update assignment_plans set state = 'PUBLISHED', published_by = $2, published_at = now(), row_version = row_version + 1 where id = $1`,
        [id, admin.id],
      ),
    ).toMatch(/assignment_plans_approval_needed/);
    expect(await setPlanApproval(admin, { needsApproval: "no", reason: "我来定" })).toEqual({
      ok: false,
      kind: "denied",
    });
    got(await setPlanApproval(leader, { needsApproval: "no", reason: "小调整由科里定" }));
    got(await publishPlan(admin, await keyOf(id)));
    got(await setPlanApproval(leader, { needsApproval: "yes", reason: "恢复" }));
  });
});

describe("publishPlan", () => {
  it("makes exactly the plan run from its day, the old one end the day before, and tells those concerned", async () => {
    const id = await approved();
    const { startsOn } = await plan(id);
    const before = await running(addDays(startsOn, -1));
    const { lines } = await version(id);
    got(await publishPlan(admin, await keyOf(id)));
    expect(await running(startsOn)).toEqual(lines.map(pairKey).sort());
    expect(await running(addDays(startsOn, -1))).toEqual(before);
    const moved = lines.filter(({ origin }) => origin !== "KEPT");
    expect(moved.length).toBeGreaterThan(0);
    const { rows } = await owner().query(
      "select count(*)::int as told from notifications where kind = 'UNIT_ASSIGNED' and day = $1",
      [startsOn],
    );
    expect(rows[0].told).toBe(moved.length);
    const { rows: audit } = await owner().query(
      "select action, actor_id from audit_events where entity_id = $1 order by seq desc limit 1",
      [id],
    );
    expect(audit).toEqual([{ action: "publishPlan", actor_id: admin.id }]);
  });

  it("publishes one of two at once", async () => {
    const startsOn = nextDay();
    // one who leaves: a plan that changed nothing could be published twice without harm
    const { rowCount } = await owner().query(
      `update assignments set ends_on = $1::date - 1, end_reason = '测试', row_version = row_version + 1
       where id = (select id from assignments where starts_on < $1::date - 1 and ends_on is null order by id limit 1)`,
      [startsOn],
    );
    expect(rowCount).toBe(1);
    const ids = [await approved(startsOn), await approved(startsOn)];
    const keys = await Promise.all(ids.map(keyOf));
    const outcomes = await Promise.all(keys.map((key) => publishPlan(admin, key)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const published = ids[outcomes.findIndex(({ ok }) => ok)] ?? "";
    expect(await running(startsOn)).toEqual((await version(published)).lines.map(pairKey).sort());
  });

  it("is refused after somebody changed what the plan builds on, until it is compared anew", async () => {
    const id = await approved();
    const { startsOn } = await plan(id);
    const { lines } = await version(id);
    const unit = lines.find(
      ({ observerId }) => lines.filter((line) => line.observerId === observerId).length === 3,
    );
    const free = lines.find(
      ({ observerId }) => lines.filter((line) => line.observerId === observerId).length === 2,
    );
    if (!unit || !free) throw new Error("no such lines");
    const { rows } = await owner().query(
      "select count(*)::int as n from assignments where observer_id = $1 and coalesce(ends_on, 'infinity') >= $2::date",
      [free.observerId, addDays(startsOn, -5)],
    );
    expect(rows[0].n).toBeLessThan(4);
    const made = await assignUnit(admin, {
      id: randomUUID(),
      observerId: free.observerId,
      unitId: unit.unitId,
      startsOn: addDays(startsOn, -5),
      reason: "临时加人",
    });
    if (!made.ok) return expect(made).toMatchObject({ kind: "refused" });
    expect(await publishPlan(admin, await keyOf(id))).toEqual(refused("baseChanged", { count: 1 }));
    expect(await rebasePlan(admin, await keyOf(id))).toEqual(refused("wrongState"));
    got(await returnPlan(admin, { ...(await keyOf(id)), reason: "分工有变" }));
    got(await rebasePlan(admin, await keyOf(id)));
    got(await proposePlan(admin, await keyOf(id)));
    got(await approvePlan(leader, await keyOf(id)));
    got(await publishPlan(admin, await keyOf(id)));
    expect(await running(startsOn)).toEqual(lines.map(pairKey).sort());
  });

  it("leaves a recusal declared meanwhile no way through", async () => {
    const id = await approved();
    const { startsOn } = await plan(id);
    const [line] = (await version(id)).lines;
    const declaration = randomUUID();
    await owner().query(
      `insert into recusal_declarations (id, observer_id, unit_id, kind, note, declared_on) values ($1, $2, $3, 'KIN', '测试', $4)`,
      [declaration, line?.observerId, line?.unitId, today()],
    );
    expect(await publishPlan(admin, await keyOf(id))).toEqual(refused("broken", { count: 1 }));
    // its observer says that it holds no more, a leader lets it go
    await owner().query("update recusal_declarations set end_asked_why = '已调走' where id = $1", [
      declaration,
    ]);
    await owner().query("update recusal_declarations set ends_on = $2, reviewed_by = $3 where id = $1", [
      declaration,
      addDays(startsOn, -1),
      leader.id,
    ]);
    got(await publishPlan(admin, await keyOf(id)));
  });

  it("does not count as published with a line missing, in SQL alone", async () => {
    const id = await solved();
    const { settings } = await plan(id);
    const [line] = (await version(id)).base;
    // so that something has to change
    const forbiddenPairs = [{ observerId: line?.observerId, unitId: line?.unitId }];
    got(await settlePlan(admin, { ...(await keyOf(id)), settings: { ...settings, forbiddenPairs } }));
    while (await runNextJob([solveJob]));
    got(await proposePlan(admin, await keyOf(id)));
    got(await approvePlan(leader, await keyOf(id)));
    expect(
      await asSql(
        admin,
        `update assignment_plans set state = 'PUBLISHED', published_by = $2, published_at = now(), row_version = row_version + 1 where id = $1`,
        [id, admin.id],
      ),
    ).toMatch(/assignment_plans_whole/);
    for (const text of [
      "update assignment_plan_versions set lines = '[]' where plan_id = $1",
      "delete from assignment_plan_versions where plan_id = $1",
      "delete from assignment_plans where id = $1",
    ])
      expect(await asSql(admin, text, [id])).toMatch(/permission denied/);
    expect(
      await asSql(
        admin,
        `insert into assignment_plan_versions (plan_id, no, lines, base, made_by) values ($1, 3, '[]', '[]', $2)`,
        [id, admin.id],
      ),
    ).toMatch(/assignment_plans_in_place/);
    got(await discardPlan(admin, { ...(await keyOf(id)), reason: "不再需要" }));
    expect(await publishPlan(admin, await keyOf(id))).toEqual(refused("wrongState"));
  });

  it("keeps an administrator's hands off their own units", async () => {
    const id = await solved();
    const { startsOn } = await plan(id);
    const roster = await rosterOf(startsOn);
    const moved = (await version(id)).lines.find(({ origin }) => origin !== "KEPT");
    if (!moved) throw new Error(`nothing moves from ${roster.startsOn}`);
    await owner().query("insert into user_roles (user_id, role) values ($1, 'ADMIN')", [moved.observerId]);
    got(await proposePlan(admin, await keyOf(id)));
    got(await approvePlan(leader, await keyOf(id)));
    expect(await publishPlan({ id: moved.observerId }, await keyOf(id))).toEqual(refused("ownLine"));
    await owner().query("delete from user_roles where user_id = $1 and role = 'ADMIN'", [moved.observerId]);
    got(await publishPlan(admin, await keyOf(id)));
  });
});

describe("a later year", () => {
  it("moves everybody whose two years are over, and gives a new unit somebody", async () => {
    const startsOn = addMonths(nextDay(), 24);
    const unit = await createUnit();
    const id = await solved(startsOn);
    const { lines, base } = await version(id);
    expect(lines.some(({ unitId }) => unitId === unit.id)).toBe(true);
    const kept = lines.filter(({ origin }) => origin === "KEPT").map(pairKey);
    const old = base.filter(({ since }) => addMonths(since, 24) <= startsOn).map(pairKey);
    expect(kept.filter((key) => old.includes(key))).toEqual([]);
  });
});
