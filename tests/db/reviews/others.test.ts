/** Who is recused, is a candidate or prepared it has no hand in it (ADR 0047): by command, by direct SQL and at the same moment. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import {
  moveCandidate,
  nameCandidates,
  recuseFromCandidate,
  stepReviewBatch,
  stepReviewPosition,
} from "@/lib/reviews/commands";
import { giveOpinion } from "@/lib/reviews/meeting/commands";
import { putUpNotice, recordOutcome, registerObjection } from "@/lib/reviews/notice/commands";
import { changeReviewPosition } from "@/lib/reviews/position/commands";
import { getBatch, getCandidate, getPosition } from "@/lib/reviews/queries";
import { createCadre, createPerson, createUnit, daysAgo, type Person, today } from "@/tests/support/builders";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview, decideReview, type TestReview } from "@/tests/support/reviews";

const ok = { ok: true };
const refusal = (reason: string) => ({ ok: false, kind: "refused", reason: `reviews.reason.${reason}` });
const reviewer = () => createPerson("REVIEWER", { clearance: 3 });
/** Statements of one transaction, as an intruder with this person's session would send them. */
const as = (person: Person, ...statements: [string, unknown[]][]): Promise<number | null> =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select enter($1)", [person.id]);
    let count: number | null = null;
    for (const [text, values] of statements) count = (await client.query(text, values)).rowCount;
    await client.query("commit");
    return count;
  });
const recuse = (review: TestReview, person: Person) =>
  recuseFromCandidate(review.leader, {
    id: randomUUID(),
    candidateId: review.candidateIds[0],
    userId: person.id,
    kind: "KIN",
    reason: "其中一人的亲属",
  });
const ending = (review: TestReview, step: string) => ({
  id: review.batchId,
  rowVersion: 1,
  step,
  reason: "机构调整",
});
const post = (review: TestReview) => ({
  id: review.positionId,
  rowVersion: 1,
  unitId: review.unit.id,
  title: "副局长",
  level: "乡科级副职",
  tier: "TEAM",
  places: 2,
  countedOn: today(),
  levels: ["股所级正职"],
  reason: "职数调整",
});
/** A reviewer who is looked at for the post, beside another. */
async function ownReview(over: { listing?: boolean } = {}) {
  const unit = await createUnit();
  const cadre = await createCadre(unit);
  const self = await createPerson(["REVIEWER", "CADRE"], { clearance: 3, cadreId: cadre.id });
  return { self, review: await createReview({ unit, cadres: [cadre, await createCadre(unit)], ...over }) };
}

describe("the end of a batch", () => {
  const closes =
    "update review_batches set state = 'CANCELLED', state_reason = '机构调整', row_version = row_version + 1 where id = $1";

  it("is not brought about by who is recused from somebody in it, whose file it would open", async () => {
    const review = await createReview();
    const [recused, other] = [await reviewer(), await reviewer()];
    await recuse(review, recused);
    expect(await stepReviewBatch(recused, ending(review, "CANCEL"))).toMatchObject(refusal("standsAside"));
    await expect(as(recused, [closes, [review.batchId]])).rejects.toThrow(/review_stands_aside/);
    expect((await read(recused, (db) => getBatch(db, recused.id, review.batchId))).standsAside).toBe(true);
    expect((await read(other, (db) => getBatch(db, other.id, review.batchId))).standsAside).toBe(false);
    expect(await stepReviewBatch(other, ending(review, "CANCEL"))).toMatchObject(ok);
  });

  it("is not brought about by a candidate of it, who may end another one", async () => {
    const { self, review } = await ownReview();
    expect(await stepReviewBatch(self, ending(review, "CANCEL"))).toMatchObject(refusal("standsAside"));
    await expect(as(self, [closes, [review.batchId]])).rejects.toThrow(/review_stands_aside/);
    expect(await stepReviewBatch(self, ending(await createReview(), "CANCEL"))).toMatchObject(ok);
  });

  it("calls off what was decided by a leader's hand alone", async () => {
    const review = await createReview();
    expect(await decideReview(review, 0)).toMatchObject(ok);
    expect(await stepReviewBatch(review.reviewer, ending(review, "CANCEL"))).toMatchObject(
      refusal("leaderCancels"),
    );
    await expect(as(review.reviewer, [closes, [review.batchId]])).rejects.toThrow(/review_batches_decided/);
    expect(await stepReviewBatch(review.leader, ending(review, "CANCEL"))).toMatchObject(ok);
  });
});

describe("a post", () => {
  it("is neither corrected nor carried on by who is recused from a candidate, or is one", async () => {
    const review = await createReview({ listing: true });
    const [recused, other] = [await reviewer(), await reviewer()];
    await recuse(review, recused);
    const own = await ownReview({ listing: true });
    for (const [person, one] of [
      [recused, review],
      [own.self, own.review],
    ] as const) {
      expect(await changeReviewPosition(person, post(one))).toMatchObject(refusal("standsAside"));
      const step = { id: one.positionId, rowVersion: 1, step: "PREPARE" };
      expect(await stepReviewPosition(person, step)).toMatchObject(refusal("standsAside"));
      await expect(
        as(person, [
          "update review_positions set places = 3, state_reason = '职数调整', row_version = row_version + 1 where id = $1",
          [one.positionId],
        ]),
      ).rejects.toThrow(/review_stands_aside/);
    }
    expect(await changeReviewPosition(other, post(review))).toMatchObject(ok);
    expect(
      await stepReviewPosition(other, { id: review.positionId, rowVersion: 2, step: "PREPARE" }),
    ).toMatchObject(ok);
  });

  it("has its pool drawn again by somebody else", async () => {
    const review = await createReview({ listing: true });
    const [recused, other] = [await reviewer(), await reviewer()];
    await recuse(review, recused);
    expect(await changeReviewPosition(other, { ...post(review), levels: ["乡科级正职"] })).toMatchObject(ok);
    const redraw = (person: Person) =>
      as(person, [
        "update review_position_changes set redrawn_by = $2, redrawn_at = now() where position_id = $1 and redrawn_at is null",
        [review.positionId, person.id],
      ]);
    await expect(redraw(recused)).rejects.toThrow(/review_stands_aside/);
    expect(await redraw(other)).toBe(1);
  });

  it("has a list in which its candidate names and drops nobody, and says nothing of the others", async () => {
    const { self, review } = await ownReview({ listing: true });
    const rival = { id: review.candidateIds[1], rowVersion: 2, stage: "DROPPED", reason: "不再考虑" };
    expect(await moveCandidate(self, rival)).toMatchObject(refusal("standsAside"));
    await expect(
      as(self, [
        "update review_candidates set stage = 'DROPPED', reason = '不再考虑', row_version = row_version + 1 where id = $1",
        [review.candidateIds[1]],
      ]),
    ).rejects.toThrow(/review_stands_aside/);
    const third = await createCadre(review.unit);
    const named = { positionId: review.positionId, cadreIds: [third.id], reason: "陪衬人选" };
    expect(await nameCandidates(self, named)).toMatchObject(refusal("standsAside"));
    expect(await nameCandidates(review.reviewer, named)).toMatchObject(ok);
    await stepReviewPosition(review.reviewer, { id: review.positionId, rowVersion: 1, step: "PREPARE" });
    const view = {
      id: randomUUID(),
      candidateId: review.candidateIds[1],
      mark: "QUESTION",
      reason: "有疑问",
    };
    expect(await giveOpinion(self, view)).toMatchObject(refusal("wrongState"));
    await expect(
      as(self, [
        "insert into review_opinions (id, candidate_id, user_id, mark, reason) values ($1, $2, $3, 'SKIP', '')",
        [randomUUID(), review.candidateIds[1], self.id],
      ]),
    ).rejects.toThrow(/review_stands_aside/);
    expect(await giveOpinion(review.reviewer, view)).toMatchObject(ok);
  });
});

describe("a decision", () => {
  const insert = (by: Person, candidateId: string | undefined): [string, unknown[]] => [
    "insert into review_decisions (id, candidate_id, decision, reason, decided_on, decided_by) values ($1, $2, 'NOT_NOW', '直接写入', city_today(), $3)",
    [randomUUID(), candidateId, by.id],
  ];

  it("is another's than who wrote the post down, named the person and put them on the short list", async () => {
    const both = await createPerson(["REVIEWER", "LEADER"], { clearance: 3 });
    const review = await createReview({ reviewer: both });
    expect(await decideReview({ ...review, leader: both }, 0)).toMatchObject(refusal("ownPreparation"));
    await expect(as(both, insert(both, review.candidateIds[0]))).rejects.toThrow(/by_another/);
    const seen = (person: Person) =>
      read(
        person,
        async (db) => (await getCandidate(db, person.id, review.candidateIds[0] ?? "")).candidate.isPreparer,
      );
    expect([await seen(both), await seen(review.leader)]).toEqual([true, false]);
    expect(await decideReview(review, 0)).toMatchObject(ok);
  });

  it("is another's than who only put the person on the short list, or only changed the rule", async () => {
    const both = await createPerson(["REVIEWER", "LEADER"], { clearance: 3 });
    const review = await createReview({ listing: true });
    await moveCandidate(both, { id: review.candidateIds[0], rowVersion: 2, stage: "LONG", reason: "再看看" });
    await moveCandidate(both, { id: review.candidateIds[0], rowVersion: 3, stage: "SHORT", reason: "上会" });
    await stepReviewPosition(review.reviewer, { id: review.positionId, rowVersion: 1, step: "PREPARE" });
    expect(await decideReview({ ...review, leader: both }, 0)).toMatchObject(refusal("ownPreparation"));
    // of the other candidate this person did none of it
    expect(await decideReview({ ...review, leader: both }, 1)).toMatchObject(ok);

    const changed = await createReview({ listing: true });
    expect(await changeReviewPosition(both, post(changed))).toMatchObject(ok);
    await stepReviewPosition(changed.reviewer, { id: changed.positionId, rowVersion: 2, step: "PREPARE" });
    expect(await decideReview({ ...changed, leader: both }, 0)).toMatchObject(refusal("ownPreparation"));
    await expect(as(both, insert(both, changed.candidateIds[0]))).rejects.toThrow(/by_another/);
  });

  it("that completes a post is taken by a leader who is recused from somebody decided before", async () => {
    const review = await createReview();
    expect(await decideReview(review, 0)).toMatchObject(ok);
    const second = await createPerson("LEADER", { clearance: 3 });
    await recuse(review, second);
    expect(await decideReview({ ...review, leader: second }, 1, "NOT_NOW")).toMatchObject(ok);
    const page = await read(review.leader, (db) => getPosition(db, review.leader.id, review.positionId));
    expect(page.state).toBe("DECIDED");
  });
});

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
    await recuse(review, recused);
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
