/** A public notice, an objection to it, the appointment and its trial year (ADR 0047), also at the same moment. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { tellDueTrials } from "@/lib/notices/sweep/commands";
import { addDays } from "@/lib/platform/clock";
import { stepReviewBatch } from "@/lib/reviews/commands";
import {
  answerObjection,
  putUpNotice,
  recordOutcome,
  registerObjection,
  settleTrial,
} from "@/lib/reviews/notice/commands";
import { createPerson, daysAgo, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview, type TestReview } from "@/tests/support/reviews";
import { as, ok, recuse, refusal, reviewer } from "./review-steps";

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

describe("a public notice", () => {
  const PUT_UP =
    "insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by) values ($1, $2, '公示一号', city_today() - $4::int, city_today() - $4::int + 15, '12380', $3)";

  it("begins on the day it is put up or later: no day of it is past", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    expect(await putUpNotice(review.reviewer, notice(review, { startsOn: daysAgo(1) }))).toMatchObject(
      refusal("noticeBackdated"),
    );
    const put = (daysBack: number): [string, unknown[]] => [
      PUT_UP,
      [randomUUID(), review.batchId, review.reviewer.id, daysBack],
    ];
    await expect(as(review.reviewer, put(20))).rejects.toThrow(/public_notices_from_today/);
    expect(await as(review.reviewer, put(0))).toBe(1);
    expect(
      await putUpNotice(review.reviewer, notice(review, { startsOn: addDays(today(), 1) })),
    ).toMatchObject(ok);
  });

  it("is not put up of whom the viewer is recused from", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    const [recused, other] = [await reviewer(), await reviewer()];
    await recuse(review, review.leader, recused);
    expect(await putUpNotice(recused, notice(review))).toMatchObject({ ok: false });
    const put = (person: Person) => {
      const id = randomUUID();
      return as(
        person,
        [PUT_UP, [id, review.batchId, person.id, 0]],
        [
          "insert into public_notice_entries (notice_id, candidate_id) values ($1, $2)",
          [id, review.candidateIds[0]],
        ],
      );
    };
    await expect(put(recused)).rejects.toThrow(/row-level security/);
    expect(await put(other)).toBe(1);
  });
});

describe("after the meeting", () => {
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

describe("an objection and the appointment at the same moment", () => {
  /** Decided, and its notice over. */
  async function due() {
    const review = await createReview();
    await decideReview(review, 0);
    const noticeId = await noticeOver(review);
    return { review, noticeId };
  }
  const objection = ({ review, noticeId }: Awaited<ReturnType<typeof due>>) => ({
    id: randomUUID(),
    noticeId,
    candidateId: review.candidateIds[0],
    receivedOn: daysAgo(25),
    text: "反映事项",
  });
  /** Sends `first` in a transaction that stays open until `second` waits for it. */
  const meet = <T>(person: Person, first: [string, unknown[]], second: () => Promise<T>): Promise<T> =>
    asAppRole(async (client) => {
      await client.query("begin");
      await client.query("select enter($1)", [person.id]);
      const { rows } = await client.query("select pg_backend_pid() as pid");
      await client.query(...first);
      const answer = second();
      await expect
        .poll(
          async () =>
            (
              await owner().query(
                "select 1 from pg_locks where not granted and $1 = any (pg_blocking_pids(pid))",
                [rows[0].pid],
              )
            ).rowCount,
          { timeout: 15_000 },
        )
        .toBeGreaterThan(0);
      await client.query("commit");
      return answer;
    });

  it("leaves the appointment undone where the objection came first", async () => {
    const one = await due();
    const said = objection(one);
    const answer = await meet(
      one.review.reviewer,
      [
        "insert into public_objections (id, notice_id, candidate_id, received_on, text, registered_by) values ($1, $2, $3, $4, $5, $6)",
        [said.id, said.noticeId, said.candidateId, said.receivedOn, said.text, one.review.reviewer.id],
      ],
      () => recordOutcome(one.review.reviewer, outcome(one.review)),
    );
    expect(answer).toMatchObject(refusal("objectionStands"));
  });

  it("tells the objection that it is too late where the appointment came first", async () => {
    const one = await due();
    const made = outcome(one.review);
    const answer = await meet(
      one.review.reviewer,
      [
        "insert into promotion_outcomes (id, candidate_id, started_on, document, recorded_by) values ($1, $2, $3, $4, $5)",
        [made.id, made.candidateId, made.startedOn, made.document, one.review.reviewer.id],
      ],
      () => registerObjection(one.review.reviewer, objection(one)),
    );
    expect(answer).toMatchObject(refusal("wrongState"));
    expect(await registerObjection(one.review.reviewer, objection(await due()))).toMatchObject(ok);
  });
});
