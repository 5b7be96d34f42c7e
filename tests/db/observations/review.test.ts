import { describe, expect, it } from "vitest";
import { amendObservation, logObservation } from "@/lib/observations/commands";
import { getObservation } from "@/lib/observations/record/queries";
import { reviewObservation } from "@/lib/observations/review/commands";
import { getWaitingNews, listWaiting } from "@/lib/observations/review/queries";
import { read } from "@/lib/platform/db";
import { createCadre, createObservation, createPerson, createUnit, daysAgo } from "@/tests/support/builders";
import { entry } from "@/tests/support/entries";
import { owner } from "@/tests/support/owner";

async function submitted() {
  const unit = await createUnit();
  const observer = await createPerson("OBSERVER", { units: [unit] });
  const reviewer = await createPerson("REVIEWER", { clearance: 2 });
  const input = await entry(unit, [await createCadre(unit)]);
  await logObservation(observer, input);
  return { unit, observer, reviewer, input, id: input.id };
}

describe("reviewObservation", () => {
  it("accepts, and leaves a decision and an audit line with both states", async () => {
    const { id, reviewer } = await submitted();
    expect(await reviewObservation(reviewer, { id, revisionNo: 1, decision: "ACCEPT" })).toEqual({
      ok: true,
      value: { id, state: "ACCEPTED" },
    });
    const { rows } = await owner().query(
      "select before, after from audit_events where entity_id = $1 and action = 'reviewObservation'",
      [id],
    );
    expect(rows).toEqual([
      { before: expect.stringMatching(/^SUBMITTED/), after: expect.stringMatching(/^ACCEPTED/) },
    ]);
  });

  it("returns only with a reason", async () => {
    const { id, reviewer } = await submitted();
    expect(
      await reviewObservation(reviewer, { id, revisionNo: 1, decision: "RETURN", reason: " " }),
    ).toMatchObject({ kind: "invalid" });
    expect(
      await reviewObservation(reviewer, { id, revisionNo: 1, decision: "RETURN", reason: "请补充数字来源" }),
    ).toMatchObject({ ok: true });
  });

  it("lets one of two reviewers decide and tells the other", async () => {
    const { id, reviewer } = await submitted();
    const second = await createPerson("REVIEWER", { clearance: 2 });
    const outcomes = await Promise.all([
      reviewObservation(reviewer, { id, revisionNo: 1, decision: "ACCEPT" }),
      reviewObservation(second, { id, revisionNo: 1, decision: "RETURN", reason: "请补充" }),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const lost = outcomes.find((outcome) => !outcome.ok);
    expect(lost).toMatchObject({ kind: "refused" });
    const { rows } = await owner().query(
      "select count(*)::int as n from observation_reviews where observation_id = $1",
      [id],
    );
    expect(rows[0].n).toBe(1);
  });

  it("refuses the author, even one who is a reviewer too", async () => {
    const unit = await createUnit();
    const both = await createPerson(["OBSERVER", "REVIEWER"], { units: [unit], clearance: 3 });
    const { id } = await createObservation(both, unit, { state: "SUBMITTED" });
    expect(await reviewObservation(both, { id, revisionNo: 1, decision: "ACCEPT" })).toMatchObject({
      reason: "observations.reason.ownRecord",
    });
    expect((await read(both, (db) => listWaiting(db, both.id))).some((one) => one.id === id)).toBe(false);
  });

  it("does not find a record above the reviewer's level", async () => {
    const unit = await createUnit();
    const observer = await createPerson("OBSERVER", { units: [unit] });
    const { id } = await createObservation(observer, unit, { state: "SUBMITTED", confidentiality: 3 });
    const reviewer = await createPerson("REVIEWER", { clearance: 2 });
    expect(await reviewObservation(reviewer, { id, revisionNo: 1, decision: "ACCEPT" })).toEqual({
      ok: false,
      kind: "notFound",
    });
  });

  it.each(["OBSERVER", "LEADER", "ADMIN", "AUDITOR"] as const)("is denied to %s", async (role) => {
    const { id } = await submitted();
    expect(
      await reviewObservation(await createPerson(role), { id, revisionNo: 1, decision: "ACCEPT" }),
    ).toEqual({ ok: false, kind: "denied" });
  });
});

describe("amendObservation", () => {
  it("submits a returned record again as a second revision and keeps the first whole", async () => {
    const { id, observer, reviewer, input } = await submitted();
    await reviewObservation(reviewer, { id, revisionNo: 1, decision: "RETURN", reason: "请补充数字" });
    const { unitId: _, methodId: __, ...content } = input;

    const outcome = await amendObservation(observer, {
      ...content,
      revisionNo: 1,
      reason: "补充进度数字",
      fact: "场地平整完成四成，剩六亩。",
    });

    expect(outcome).toMatchObject({ ok: true });
    const { record } = await read(reviewer, (db) => getObservation(db, id));
    expect(record).toMatchObject({ state: "SUBMITTED", revisionNo: 2, fact: "场地平整完成四成，剩六亩。" });
    expect(record.revisions.map((one) => one.content.fact)).toEqual([
      "场地平整完成四成，剩六亩。",
      input.fact,
    ]);
    expect(record.cadres).toHaveLength(1);
  });

  it("refuses while it waits for review, refuses others, and tells when it was read too early", async () => {
    const { id, observer, reviewer, input, unit } = await submitted();
    const { unitId: _, methodId: __, ...content } = input;
    const amendment = { ...content, revisionNo: 1, reason: "更正" };
    expect(await amendObservation(observer, amendment)).toMatchObject({
      reason: "observations.reason.wrongState",
    });
    await reviewObservation(reviewer, { id, revisionNo: 1, decision: "ACCEPT" });
    const colleague = await createPerson("OBSERVER", { units: [unit] });
    expect(await amendObservation(colleague, amendment)).toMatchObject({
      reason: "observations.reason.notAuthor",
    });
    expect((await amendObservation(observer, amendment)).ok).toBe(true);
    await reviewObservation(reviewer, { id, revisionNo: 2, decision: "RETURN", reason: "请核对" });
    expect(await amendObservation(observer, amendment)).toEqual({ ok: false, kind: "stale" });
  });
});

describe("a submitted record under direct SQL", () => {
  it.each([
    ["its text", "update observations set fact = '改过' where id = $1"],
    ["its state without a decision", "update observations set state = 'ACCEPTED' where id = $1"],
    [
      "its unit",
      "update observations set unit_id = (select id from units where id <> unit_id limit 1) where id = $1",
    ],
    ["itself", "delete from observations where id = $1"],
    ["an old revision", "update observation_revisions set content = '{}' where observation_id = $1"],
    ["a cadre line", "delete from observation_cadres where observation_id = $1"],
  ])("refuses to change %s, even to the owner", async (_, statement) => {
    const { id } = await submitted();
    await expect(owner().query(statement, [id])).rejects.toThrow(/rule constraint/);
  });
});

describe("getWaitingNews", () => {
  it("tells of the newest submission that this reviewer can decide on: not their own, not above their level", async () => {
    const unit = await createUnit();
    const both = await createPerson(["OBSERVER", "REVIEWER"], { units: [unit], clearance: 1 });
    const other = await createPerson("OBSERVER", { units: [unit] });
    // later than anything that other tests submit meanwhile
    const [first, second, third] = [daysAgo(-4000), daysAgo(-4001), daysAgo(-4002)];
    const seen = await createObservation(other, unit, { state: "SUBMITTED", on: first });
    await createObservation(both, unit, { state: "SUBMITTED", on: second });
    await createObservation(other, unit, { state: "SUBMITTED", on: third, confidentiality: 2 });
    expect((await read(both, (db) => getWaitingNews(db, both.id))).newestAt).toEqual(seen.startedAt);
  });
});
