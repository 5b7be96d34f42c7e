import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { liftExclusion, setExclusion, weighFactor } from "@/lib/tolerance/commands";
import { owner } from "@/tests/support/owner";
import { carryOn, createTolerance, type TestTolerance, weighAll } from "@/tests/support/tolerance";
import { ok, told } from "./tolerance-steps";

describe("a 事后认定", () => {
  async function accepted(): Promise<TestTolerance> {
    const made = await createTolerance("POST");
    await carryOn(made.reviewers[0], made.id, "ACCEPT");
    await weighAll(made.reviewers[0], made.id);
    return made;
  }

  it("is blocked by an exclusion with its reason, until it is lifted; also under direct SQL", async () => {
    const made = await accepted();
    expect(
      await setExclusion(made.reviewers[0], {
        toleranceId: made.id,
        exclusion: "GAIN",
        text: "有亲属参与施工",
      }),
    ).toMatchObject(ok);
    await carryOn(made.reviewers[0], made.id, "VERIFY");
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "TOLERATED" })).toMatchObject({
      reason: "tolerance.reason.excluded",
    });
    await expect(
      owner().query(
        "update tolerance_cases set state = 'DETERMINED', outcome = 'PARTLY', decision = '同意', decided_by = $2, row_version = row_version + 1 where id = $1",
        [made.id, made.leader.id],
      ),
    ).rejects.toThrow(/excluded|exclusion/);
    expect(await liftExclusion(made.reviewers[0], { toleranceId: made.id, exclusion: "GAIN" })).toMatchObject(
      { reason: "tolerance.reason.wrongState" },
    );
    expect(await carryOn(made.leader, made.id, "SEND_BACK")).toMatchObject(ok);
    expect(await liftExclusion(made.reviewers[0], { toleranceId: made.id, exclusion: "GAIN" })).toMatchObject(
      ok,
    );
    await carryOn(made.reviewers[0], made.id, "VERIFY");
    expect(await carryOn(made.leader, made.id, "DETERMINE", { outcome: "PARTLY" })).toMatchObject(ok);
  });

  it("is appealed once, verified by another reviewer, and determined again", async () => {
    const made = await accepted();
    await carryOn(made.reviewers[0], made.id, "VERIFY");
    await carryOn(made.leader, made.id, "DETERMINE", { outcome: "NOT_TOLERATED" });
    await carryOn(made.reviewers[0], made.id, "FEED_BACK");
    expect(await carryOn(made.liaison, made.id, "APPEAL")).toMatchObject(ok);
    expect(await told(made.reviewers[1], made.id)).toContain("TOLERANCE_APPEALED");
    expect(await carryOn(made.reviewers[0], made.id, "VERIFY")).toMatchObject({
      reason: "tolerance.reason.ownWork",
    });
    expect(
      await weighFactor(made.reviewers[1], {
        toleranceId: made.id,
        factor: "REMEDY",
        finding: "AGAINST",
        text: "损失未挽回",
      }),
    ).toMatchObject(ok);
    expect(await carryOn(made.reviewers[1], made.id, "VERIFY")).toMatchObject(ok);
    await carryOn(made.leader, made.id, "DETERMINE", { outcome: "PARTLY" });
    await carryOn(made.reviewers[1], made.id, "FEED_BACK");
    expect(await carryOn(made.liaison, made.id, "APPEAL")).toMatchObject({
      reason: "tolerance.reason.appealedOnce",
    });
    const { rows } = await owner().query(
      "select text from tolerance_events where tolerance_id = $1 and to_state = 'DETERMINED'",
      [made.id],
    );
    expect(rows).toHaveLength(2);
  });

  it("is too late to appeal after its days", async () => {
    const made = await createTolerance("POST");
    const id = randomUUID();
    await owner().query(
      `insert into tolerance_cases (id, kind, title, unit_id, account, applied_by, applied_at)
       values ($1, 'POST', '去年的补偿方案', $2, '补偿标准适用有误', $3, now() - interval '100 days')`,
      [id, made.unit.id, made.liaison.id],
    );
    const step = (set: string, daysBack: number) =>
      owner().query(
        `update tolerance_cases set ${set}, state_since = city_today() - $2::int, row_version = row_version + 1 where id = $1`,
        [id, daysBack],
      );
    await step("state = 'ACCEPTED'", 95);
    await weighAll(made.reviewers[0], id);
    await step(`state = 'VERIFIED', verification = '属实', verified_by = '${made.reviewers[0].id}'`, 90);
    await step(
      `state = 'DETERMINED', outcome = 'PARTLY', decision = '部分容错', decided_by = '${made.leader.id}'`,
      80,
    );
    await step("state = 'FED_BACK', feedback = '已反馈'", 70);
    expect(await carryOn(made.liaison, id, "APPEAL")).toMatchObject({ reason: "tolerance.reason.tooLate" });
  });

  it("moves for one of two people at once and tells the other", async () => {
    const made = await createTolerance("POST");
    const outcomes = await Promise.all([
      carryOn(made.reviewers[0], made.id, "ACCEPT", { rowVersion: 1 }),
      carryOn(made.reviewers[1], made.id, "RETURN", { rowVersion: 1 }),
    ]);
    expect(outcomes.filter(({ ok: went }) => went)).toHaveLength(1);
    const { rows } = await owner().query("select row_version from tolerance_cases where id = $1", [made.id]);
    expect(rows[0].row_version).toBe(2);
  });
});
