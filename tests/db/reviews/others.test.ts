/** Who is recused, is a candidate or prepared it has no hand in it (ADR 0047): by command and by direct SQL. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { read } from "@/lib/platform/db";
import { moveCandidate, nameCandidates, stepReviewBatch, stepReviewPosition } from "@/lib/reviews/commands";
import { giveOpinion } from "@/lib/reviews/meeting/commands";
import { changeReviewPosition } from "@/lib/reviews/position/commands";
import { getBatch, getCandidate, getPosition } from "@/lib/reviews/queries";
import { createCadre, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { createReview, decideReview, type TestReview } from "@/tests/support/reviews";
import { as, ok, recuse, refusal, reviewer } from "./review-steps";

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
    await recuse(review, review.leader, recused);
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
    await recuse(review, review.leader, recused);
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
    await recuse(review, review.leader, recused);
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
    await recuse(review, review.leader, second);
    expect(await decideReview({ ...review, leader: second }, 1, "NOT_NOW")).toMatchObject(ok);
    const page = await read(review.leader, (db) => getPosition(db, review.leader.id, review.positionId));
    expect(page.state).toBe("DECIDED");
  });
});
