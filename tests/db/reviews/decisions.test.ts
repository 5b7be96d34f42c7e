/** What is decided in a review and what follows: the evidence is kept, the notice stands, the trial year is told. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tellDueTrials } from "@/lib/notices/sweep/commands";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { stepReviewBatch } from "@/lib/reviews/commands";
import { decideCandidate } from "@/lib/reviews/meeting/commands";
import {
  answerObjection,
  putUpNotice,
  recordOutcome,
  registerObjection,
  settleTrial,
} from "@/lib/reviews/notice/commands";
import { findDecision, getPosition } from "@/lib/reviews/queries";
import { changesSince } from "@/lib/reviews/snapshot/rules";
import { snapshotSchema } from "@/lib/reviews/snapshot/schema";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  today,
} from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview, evidenceOf, type TestReview } from "@/tests/support/reviews";
import { refusal } from "./review-steps";

describe("a decision", () => {
  it("is a leader's, on the evidence that stood on the page", async () => {
    const review = await createReview();
    expect(await decideReview(review, 0, "APPOINT", { digest: "0".repeat(64) })).toMatchObject(
      refusal("evidenceChanged"),
    );
    const asReviewer = {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      decision: "APPOINT",
      decidedOn: today(),
      reason: "试",
      digest: "0".repeat(64),
    };
    expect(await decideCandidate(review.reviewer, { ...asReviewer, reason: "试一下" })).toMatchObject({
      ok: false,
      kind: "denied",
    });
    expect(await decideReview(review, 0, "APPOINT", { decidedOn: addDays(today(), 1) })).toMatchObject(
      refusal("notYet"),
    );
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    expect(await decideReview(review, 0)).toMatchObject(refusal("wrongState"));
    expect(await decideReview(review, 1)).toMatchObject(refusal("noPlace"));
    expect(await decideReview(review, 1, "NOT_NOW")).toMatchObject({ ok: true });
    const page = await read(review.leader, (db) => getPosition(db, review.leader.id, review.positionId));
    expect(page.state).toBe("DECIDED");
  });

  it("keeps exactly what was seen, and says what is different since", async () => {
    const unit = await createUnit();
    const cadre = await createCadre(unit);
    const observer = await createPerson("OBSERVER", { units: [unit] });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    const review = await createReview({ unit, cadres: [cadre, await createCadre(unit)] });
    const seen = await evidenceOf(review.leader, cadre.id);
    expect(await decideReview(review, 0)).toMatchObject({ ok: true });
    await createObservation(observer, unit, { cadres: [cadre], state: "ACCEPTED" });
    await owner().query("update cadres set education = '研究生' where id = $1", [cadre.id]);

    const decision = await read(review.leader, (db) => findDecision(db, review.candidateIds[0] ?? ""));
    const kept = snapshotSchema.parse(decision?.evidence);
    expect(kept).toEqual(seen.snapshot);
    expect(decision?.digest).toBe(seen.digest);
    const now = await evidenceOf(review.leader, cadre.id);
    expect(changesSince(kept, now.snapshot)).toEqual([
      { section: "basics", kind: "changed", text: `${kept.cadre.education} → 研究生` },
      { section: "records", kind: "changed", text: "1 → 2" },
      { section: "positive", kind: "changed", text: "1 → 2" },
    ]);
  });

  it("is never changed or deleted, nor taken without its evidence, by direct SQL", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    const id = [review.candidateIds[0]];
    for (const statement of [
      "update review_decisions set decision = 'NOT_NOW' where candidate_id = $1",
      "delete from review_decisions where candidate_id = $1",
      "update review_snapshots set evidence = '{}' where decision_id in (select id from review_decisions where candidate_id = $1)",
      "delete from review_snapshots where decision_id in (select id from review_decisions where candidate_id = $1)",
      "delete from review_events where candidate_id = $1",
      "delete from review_candidates where id = $1",
    ])
      await expect(owner().query(statement, id), statement).rejects.toThrow(/append_only/);
    const alone = asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [review.leader.id]);
      await client.query(
        "insert into review_decisions (id, candidate_id, decision, reason, decided_on, decided_by) values ($1, $2, 'NOT_NOW', '没有材料', city_today(), $3)",
        [randomUUID(), review.candidateIds[1], review.leader.id],
      );
      await client.query("commit");
    });
    await expect(alone).rejects.toThrow(/review_decisions_snapshot/);
  });

  it("taken twice at once is taken once, and one place is filled once", async () => {
    const review = await createReview();
    const twice = await Promise.all([decideReview(review, 0), decideReview(review, 0)]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    const another = await createReview();
    const both = await Promise.all([decideReview(another, 0), decideReview(another, 1)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("keeps evidence above one's level from whoever has less", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    await owner().query("alter table review_snapshots disable trigger append_only");
    await owner().query(
      "update review_snapshots set confidentiality = 3 where decision_id in (select id from review_decisions where candidate_id = $1)",
      [review.candidateIds[0]],
    );
    await owner().query("alter table review_snapshots enable trigger append_only");
    const low = await createPerson("REVIEWER", { clearance: 1 });
    expect((await read(low, (db) => findDecision(db, review.candidateIds[0] ?? "")))?.evidence).toBeNull();
    expect(
      (await read(review.reviewer, (db) => findDecision(db, review.candidateIds[0] ?? "")))?.evidence,
    ).not.toBeNull();
  });
});

describe("after the meeting", () => {
  const notice = (review: TestReview, over: Record<string, unknown> = {}) => ({
    id: randomUUID(),
    batchId: review.batchId,
    number: "任前公示〔2026〕1号",
    startsOn: today(),
    endsOn: addDays(today(), 14),
    contact: "12380",
    candidateIds: [review.candidateIds[0]],
    ...over,
  });
  /** As if it had been put up long enough ago. */
  const noticeOver = async (review: TestReview) => {
    const id = randomUUID();
    await owner().query(
      "insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by) values ($1, $2, '公示一号', city_today() - 40, city_today() - 20, '12380', $3)",
      [id, review.batchId, review.reviewer.id],
    );
    await owner().query("alter table public_notice_entries disable trigger keep");
    await owner().query("insert into public_notice_entries (notice_id, candidate_id) values ($1, $2)", [
      id,
      review.candidateIds[0],
    ]);
    await owner().query("alter table public_notice_entries enable trigger keep");
    return id;
  };
  const outcome = (review: TestReview) => ({
    id: randomUUID(),
    candidateId: review.candidateIds[0],
    startedOn: today(),
    document: "任字〔2026〕1号",
    hasTrial: "on",
  });

  it("a notice stands five working days and names who is to be appointed", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    expect(await putUpNotice(review.reviewer, notice(review, { endsOn: addDays(today(), 4) }))).toMatchObject(
      refusal("noticeTooShort"),
    );
    expect(
      await putUpNotice(review.reviewer, notice(review, { candidateIds: [review.candidateIds[1]] })),
    ).toMatchObject(refusal("notDecided"));
    expect(await putUpNotice(review.reviewer, notice(review))).toMatchObject({ ok: true });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject(refusal("noticeNotOver"));
    await expect(
      owner().query(
        "insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by) values ($1, $2, '短公示', city_today(), city_today() + 3, '12380', $3)",
        [randomUUID(), review.batchId, review.reviewer.id],
      ),
    ).rejects.toThrow(/public_notices_five_days/);
  });

  it("an objection is answered once by another, upheld by a leader alone, and holds the appointment up", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    const noticeId = await noticeOver(review);
    const second = await createPerson("REVIEWER", { clearance: 3 });
    const id = randomUUID();
    expect(
      await registerObjection(review.reviewer, {
        id,
        noticeId,
        candidateId: review.candidateIds[0],
        receivedOn: daysAgo(25),
        text: "反映事项",
      }),
    ).toMatchObject({ ok: true });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject(refusal("objectionStands"));
    expect(
      await answerObjection(review.reviewer, { id, finding: "UNFOUNDED", answer: "查无此事" }),
    ).toMatchObject(refusal("ownObjection"));
    expect(await answerObjection(second, { id, finding: "UPHELD", answer: "属实" })).toMatchObject(
      refusal("leaderUpholds"),
    );
    expect(await answerObjection(second, { id, finding: "UNFOUNDED", answer: "查无此事" })).toMatchObject({
      ok: true,
    });
    expect(await answerObjection(review.leader, { id, finding: "UPHELD", answer: "再看" })).toMatchObject({
      ok: false,
      kind: "stale",
    });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject({ ok: true });
  });

  it("an appointment ends the old post the day before, begins the new one, and has its trial year", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    await decideReview(review, 1, "NOT_NOW");
    expect(
      await stepReviewBatch(review.reviewer, { id: review.batchId, rowVersion: 1, step: "CLOSE" }),
    ).toMatchObject(refusal("notWhole"));
    await noticeOver(review);
    const input = outcome(review);
    expect(await recordOutcome(review.reviewer, input)).toMatchObject({ ok: true });
    expect(await recordOutcome(review.reviewer, outcome(review))).toMatchObject({ ok: false });
    const { rows } = await owner().query(
      "select title, starts_on::text, ends_on::text from post_holdings where cadre_id = $1 order by starts_on",
      [review.cadres[0]?.id],
    );
    expect(rows.map(({ title, ends_on }) => [title === "副局长", ends_on])).toEqual([
      [false, daysAgo(1)],
      [true, null],
    ]);
    const { rows: stored } = await owner().query(
      "select trial_ends_on::text, post_holding_id from promotion_outcomes where id = $1",
      [input.id],
    );
    expect(stored[0].post_holding_id).not.toBeNull();
    expect(
      await settleTrial(review.reviewer, {
        id: input.id,
        result: "EXTENDED",
        reason: "再看半年",
        until: stored[0].trial_ends_on,
      }),
    ).toMatchObject(refusal("trialLonger"));
    expect(
      await settleTrial(review.reviewer, { id: input.id, result: "PASSED", reason: "考核合格", until: "" }),
    ).toMatchObject({ ok: true });
    expect(
      await settleTrial(review.reviewer, { id: input.id, result: "FAILED", reason: "再改", until: "" }),
    ).toMatchObject(refusal("wrongState"));
    await expect(
      owner().query("update promotion_outcomes set to_title = '局长' where id = $1", [input.id]),
    ).rejects.toThrow(/in_place/);
    expect(
      await stepReviewBatch(review.reviewer, { id: review.batchId, rowVersion: 1, step: "CLOSE" }),
    ).toMatchObject({ ok: true });
    await expect(
      owner().query("update review_batches set title = '改名' where id = $1", [review.batchId]),
    ).rejects.toThrow(/transition/);
  });

  it("the end of a trial year is told to the reviewers once, a month ahead", async () => {
    const review = await createReview();
    const id = randomUUID();
    await owner().query(
      `insert into promotion_outcomes (id, cadre_id, decided_on, started_on, to_unit_id, to_title, to_level, to_tier, trial_ends_on)
       values ($1, $2, city_today() - 350, city_today() - 340, $3, '副局长', '乡科级副职', 'TEAM', city_today() + 25)`,
      [id, review.cadres[0]?.id, review.unit.id],
    );
    await tellDueTrials();
    await tellDueTrials();
    const { rows } = await owner().query(
      "select count(*)::int as n from notifications where kind = 'TRIAL_DUE' and matter_id = $1 and user_id = any ($2)",
      [id, [review.reviewer.id, review.leader.id]],
    );
    expect(rows[0].n).toBe(1);
  });
});
