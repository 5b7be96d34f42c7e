/** A public notice, an objection to it and the appointment, also at the same moment (ADR 0047). */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { putUpNotice, recordOutcome, registerObjection } from "@/lib/reviews/notice/commands";
import { daysAgo, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview, type TestReview } from "@/tests/support/reviews";
import { as, ok, recuse, refusal, reviewer } from "./review-steps";

describe("a public notice", () => {
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

describe("an objection and the appointment at the same moment", () => {
  /** Decided, and its notice over. */
  async function due() {
    const review = await createReview();
    await decideReview(review, 0);
    const noticeId = randomUUID();
    await owner().query(
      "insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by) values ($1, $2, '公示一号', city_today() - 40, city_today() - 20, '12380', $3)",
      [noticeId, review.batchId, review.reviewer.id],
    );
    await owner().query("alter table public_notice_entries disable trigger keep");
    await owner().query("insert into public_notice_entries (notice_id, candidate_id) values ($1, $2)", [
      noticeId,
      review.candidateIds[0],
    ]);
    await owner().query("alter table public_notice_entries enable trigger keep");
    return { review, noticeId };
  }
  const objection = ({ review, noticeId }: Awaited<ReturnType<typeof due>>) => ({
    id: randomUUID(),
    noticeId,
    candidateId: review.candidateIds[0],
    receivedOn: daysAgo(25),
    text: "反映事项",
  });
  const outcome = ({ review }: Awaited<ReturnType<typeof due>>) => ({
    id: randomUUID(),
    candidateId: review.candidateIds[0],
    startedOn: today(),
    document: "任字〔2026〕1号",
    hasTrial: "on",
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
      () => recordOutcome(one.review.reviewer, outcome(one)),
    );
    expect(answer).toMatchObject(refusal("objectionStands"));
  });

  it("tells the objection that it is too late where the appointment came first", async () => {
    const one = await due();
    const made = outcome(one);
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
