/** 容错: by commands, by direct SQL and at the same moment; deadlines, stops, conversion, and who sees what. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { loadCalendar } from "@/lib/calendar/queries";
import { addWorkingDays } from "@/lib/calendar/rules";
import { read } from "@/lib/platform/db";
import { addToleranceEvidence, applyTolerance, markStop } from "@/lib/tolerance/commands";
import { createCadre, createObservation, createPerson, createUnit, today } from "@/tests/support/builders";
import { owner } from "@/tests/support/owner";
import { applyInputOf, carryOn, createTolerance, watched, weighAll } from "@/tests/support/tolerance";
import { ok, page, told } from "./tolerance-steps";

describe("a 事前报备", () => {
  it("goes from the application to the record, each step with its working days and by another person", async () => {
    const made = await createTolerance();
    const calendar = await read(made.leader, loadCalendar);
    const due = async () => (await page(made.liaison, made.id)).dueOn;
    expect((await page(made.liaison, made.id)).number).toMatch(/^RC-\d{4}-\d{4}$/);
    expect(await due()).toBe(addWorkingDays(today(), 5, calendar));
    expect(await carryOn(made.liaison, made.id, "ACCEPT")).toMatchObject({
      reason: "tolerance.reason.notYours",
    });
    expect(await carryOn(made.reviewers[0], made.id, "ACCEPT")).toMatchObject(ok);
    expect(await due()).toBe(addWorkingDays(today(), 15, calendar));
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject(ok);
    expect(await due()).toBe(addWorkingDays(today(), 10, calendar));
    expect(await carryOn(made.reviewers[1], made.id, "DETERMINE")).toMatchObject({
      reason: "tolerance.reason.notYours",
    });
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "TOLERATED" })).toMatchObject({
      reason: "tolerance.reason.wrongOutcome",
    });
    expect(await carryOn(made.leader, made.id, "DETERMINE")).toMatchObject(ok);
    expect(await carryOn(made.reviewers[1], made.id, "FEED_BACK")).toMatchObject(ok);
    expect(await due()).toBe(addWorkingDays(today(), 10, calendar));
    expect(await carryOn(made.reviewers[1], made.id, "CLOSE")).toMatchObject(ok);
    expect(await page(made.liaison, made.id)).toMatchObject({
      state: "CLOSED",
      outcome: "RECORDED",
      isWithoutLoss: true,
      dueOn: null,
    });
  });

  it("is returned with a reason and completed by the unit, whose other words stay", async () => {
    const made = await createTolerance();
    expect(await carryOn(made.reviewers[0], made.id, "RETURN", { reason: " " })).toMatchObject({
      kind: "invalid",
    });
    expect(await carryOn(made.reviewers[0], made.id, "RETURN")).toMatchObject(ok);
    expect(await told(made.liaison, made.id)).toContain("TOLERANCE_RETURNED");
    expect(await carryOn(made.liaison, made.id, "RESUBMIT", { ruleGap: "" })).toMatchObject({
      reason: "tolerance.reason.formIncomplete",
    });
    expect(await carryOn(made.liaison, made.id, "RESUBMIT")).toMatchObject(ok);
    expect(await page(made.liaison, made.id)).toMatchObject({
      state: "APPLIED",
      account: "补充：会议记录已附。",
      title: "临时堆场审批与平整并行",
    });
  });

  it("is decided neither by who verified it nor by who applied, and nobody judges their own application", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const both = await createPerson(["REVIEWER", "LEADER"], { clearance: 3 });
    const witness = await createPerson("OBSERVER", { units: [unit] });
    const input = applyInputOf("PRE", unit, cadre, { witnessId: witness.id });
    await applyTolerance(both, input);
    expect(await carryOn(both, input.id, "ACCEPT")).toMatchObject({ reason: "tolerance.reason.ownWork" });
    const made = await createTolerance();
    await carryOn(both, made.id, "ACCEPT");
    await carryOn(both, made.id, "VERIFY");
    expect(await carryOn(both, made.id, "DETERMINE")).toMatchObject({ reason: "tolerance.reason.ownWork" });
    await expect(
      owner().query(
        "update tolerance_cases set state = 'DETERMINED', outcome = 'RECORDED', decision = '同意', decided_by = $2, row_version = row_version + 1 where id = $1",
        [made.id, both.id],
      ),
    ).rejects.toThrow(/four_eyes/);
  });

  it("stops at once when a condition is met, and all parties are told in the same transaction", async () => {
    const made = await watched();
    const { risks } = await page(made.witness, made.id);
    const [stop, other] = risks.filter(({ kind }) => kind === "STOP");
    const risk = risks.find(({ kind }) => kind === "RISK");
    expect(await markStop(made.witness, { id: risk?.id, how: "积水" })).toMatchObject({ kind: "notFound" });
    expect(await markStop(made.witness, { id: stop?.id, how: "现场已浇筑水泥" })).toMatchObject(ok);
    expect(await page(made.liaison, made.id)).toMatchObject({ state: "STOPPED" });
    for (const person of [made.liaison, made.reviewers[0], made.reviewers[1], made.leader])
      expect(await told(person, made.id), person.account).toContain("TOLERANCE_STOPPED");
    expect(await told(made.witness, made.id)).not.toContain("TOLERANCE_STOPPED");
    expect(await markStop(made.liaison, { id: stop?.id, how: "再次" })).toMatchObject({ kind: "stale" });
    expect(await markStop(made.liaison, { id: other?.id, how: "用途改变" })).toMatchObject(ok);
    await expect(
      owner().query("update tolerance_risks set how = '改过' where id = $1", [stop?.id]),
    ).rejects.toThrow();
  });

  it("watches nothing before it is recorded, nor after it is over", async () => {
    const made = await createTolerance();
    const [stop] = (await page(made.liaison, made.id)).risks.filter(({ kind }) => kind === "STOP");
    expect(await markStop(made.liaison, { id: stop?.id, how: "提前" })).toMatchObject({
      reason: "tolerance.reason.notWatched",
    });
  });

  it("becomes POST with its number, its evidence and its history, and is weighed anew", async () => {
    const made = await watched();
    const record = await createObservation(made.witness, made.unit, { cadres: [made.cadre] });
    expect(
      await addToleranceEvidence(made.reviewers[0], {
        id: randomUUID(),
        toleranceId: made.id,
        observationId: record.id,
        factor: "MOTIVE",
      }),
    ).toMatchObject(ok);
    expect(
      await addToleranceEvidence(made.reviewers[0], {
        id: randomUUID(),
        toleranceId: made.id,
        title: "会议纪要",
        number: "〔2026〕1号",
      }),
    ).toMatchObject(ok);
    const before = await page(made.reviewers[0], made.id);
    expect(await carryOn(made.liaison, made.id, "CONVERT")).toMatchObject({
      reason: "tolerance.reason.notYours",
    });
    expect(await carryOn(made.reviewers[1], made.id, "CONVERT")).toMatchObject(ok);
    const after = await page(made.reviewers[0], made.id);
    expect(after).toMatchObject({
      kind: "POST",
      state: "ACCEPTED",
      isConverted: true,
      number: before.number,
      evidence: before.evidence,
      ruleGap: before.ruleGap,
    });
    expect(after.risks).toEqual(before.risks);
    expect(after.events.slice(1)).toEqual(before.events);
    expect(await told(made.liaison, made.id)).toContain("TOLERANCE_CONVERTED");
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject({
      reason: "tolerance.reason.factorsMissing",
    });
    await weighAll(made.reviewers[0], made.id);
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject(ok);
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "TOLERATED" })).toMatchObject(ok);
  });
});
