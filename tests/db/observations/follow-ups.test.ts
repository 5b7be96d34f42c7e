import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { closeFollowUp } from "@/lib/observations/follow-ups/commands";
import { findOwnFollowUp, listFollowUps, listOpenFollowUps } from "@/lib/observations/follow-ups/queries";
import { read } from "@/lib/platform/db";
import { createObservation, createPerson, createUnit, daysAgo, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";

async function scene() {
  const unit = await createUnit();
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const record = await createObservation(observer, unit, { on: daysAgo(9) });
  const add = async (over: { owner?: { id: string }; dueOn?: string | null } = {}) => {
    const id = randomUUID();
    await owner().query(
      "insert into follow_ups (id, observation_id, unit_id, owner_id, title, due_on) values ($1,$2,$3,$4,'看整改',$5)",
      [id, record.id, unit.id, (over.owner ?? observer).id, over.dueOn ?? null],
    );
    return id;
  };
  return { unit, observer, record, add };
}

describe("listOpenFollowUps", () => {
  it("shows one's own, the nearest day first, with unit and record", async () => {
    const { unit, observer, record, add } = await scene();
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    const [undated, late, soon] = [
      await add(),
      await add({ dueOn: "2031-05-01" }),
      await add({ dueOn: today() }),
    ];
    await add({ owner: colleague });
    const open = await read(observer, (db) => listOpenFollowUps(db, observer.id));
    expect(open.map(({ id }) => id)).toEqual([soon, late, undated]);
    expect(open[0]).toEqual({
      id: soon,
      observationId: record.id,
      unitId: unit.id,
      unitName: unit.shortName,
      title: "看整改",
      dueOn: today(),
      recordedOn: daysAgo(9),
      achievementId: null,
      caseId: null,
      askedByName: null,
    });
  });
});

describe("closeFollowUp", () => {
  it("closes with an outcome, and the list moves it to the closed", async () => {
    const { observer, add } = await scene();
    const id = await add({ dueOn: today() });
    expect(await closeFollowUp(observer, { id, outcome: " 围挡已拆，道路恢复。" })).toEqual({
      ok: true,
      value: { id },
    });
    const { open, closed, opened, ofAnother } = await read(observer, async (db) => ({
      open: await listOpenFollowUps(db, observer.id),
      closed: await listFollowUps(db, observer, { scope: "mine", state: "done" }, today()),
      opened: await findOwnFollowUp(db, observer.id, id),
      ofAnother: await findOwnFollowUp(db, randomUUID(), id),
    }));
    expect(open).toEqual([]);
    expect(opened).toMatchObject({ id, doneOn: today() });
    expect(ofAnother).toBeNull();
    expect(closed.items).toMatchObject([{ id, outcome: "围挡已拆，道路恢复。", doneOn: today() }]);
    const { rows } = await owner().query(
      "select action, before, after from audit_events where entity = 'followUp' and entity_id = $1",
      [id],
    );
    expect(rows).toEqual([{ action: "closeFollowUp", before: "OPEN", after: "DONE" }]);
  });

  it("asks for the outcome", async () => {
    const { observer, add } = await scene();
    expect(await closeFollowUp(observer, { id: await add(), outcome: "  " })).toMatchObject({
      ok: false,
      kind: "invalid",
      issues: [{ path: "outcome", code: "required" }],
    });
  });

  it("is never done twice, nor undone or rewritten in place", async () => {
    const { observer, add } = await scene();
    const id = await add();
    const both = await Promise.all([
      closeFollowUp(observer, { id, outcome: "一" }),
      closeFollowUp(observer, { id, outcome: "二" }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      kind: "refused",
      reason: "observations.reason.followUpDone",
    });
    for (const change of ["done_at = null", "outcome = '另一个'", "done_at = now()"]) {
      await expect(
        asAppRole(async (client) => {
          await client.query("begin");
          await client.query("select 1 from enter($1::uuid)", [observer.id]);
          await client.query(`update follow_ups set ${change} where id = '${id}'`);
        }),
        change,
      ).rejects.toThrow(/follow_ups_done/);
    }
  });

  it("is refused to a colleague who sees it, and hidden from one who does not", async () => {
    const { unit, add } = await scene();
    const id = await add();
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    const stranger = await createPerson("OBSERVER");
    expect(await closeFollowUp(colleague, { id, outcome: "代办" })).toMatchObject({
      kind: "refused",
      reason: "observations.reason.notFollowUpOwner",
    });
    expect(await closeFollowUp(stranger, { id, outcome: "代办" })).toMatchObject({ kind: "notFound" });
    const reviewer = await createPerson("REVIEWER", { clearance: 3 });
    expect(await closeFollowUp(reviewer, { id, outcome: "代办" })).toMatchObject({
      reason: "observations.reason.notFollowUpOwner",
    });
    const leader = await createPerson("LEADER", { clearance: 3 });
    expect(await closeFollowUp(leader, { id, outcome: "代办" })).toMatchObject({
      reason: "observations.reason.notFollowUpOwner",
    });
  });
});
