/** What the open batches wait for, on the desk of each who takes part. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/clock";
import { read } from "@/lib/platform/db";
import { stepReviewBatch } from "@/lib/reviews/commands";
import { findReviewDesk } from "@/lib/reviews/desk/queries";
import { putUpNotice, registerObjection } from "@/lib/reviews/notice/commands";
import { createCadre, createPerson, createUnit, type Person, today } from "@/tests/support/builders";
import { createReview, decideReview, type TestReview } from "@/tests/support/reviews";
import { ok, opine, recuse, reviewer } from "./review-steps";

const deskOf = async (person: Person, review: TestReview) =>
  (await read(person, (db) => findReviewDesk(db, person.id, 10_000))).batches.find(
    ({ id }) => id === review.batchId,
  );

describe("findReviewDesk", () => {
  it("counts whom the viewer has not spoken of, each for themselves", async () => {
    const review = await createReview();
    expect(await deskOf(review.leader, review)).toMatchObject({
      positions: 1,
      decided: 0,
      ownMissing: 2,
      objections: 0,
      noticeEndsOn: null,
    });
    await opine(review.leader, review, "AGREE", 1);
    expect(await deskOf(review.leader, review)).toMatchObject({ ownMissing: 1 });
    expect(await deskOf(review.reviewer, review)).toMatchObject({ ownMissing: 2 });
  });

  it("asks nothing before views are asked for, of whom one is recused from, and of one's own post", async () => {
    const listing = await createReview({ listing: true });
    expect(await deskOf(listing.leader, listing)).toMatchObject({ ownMissing: 0 });

    const unit = await createUnit();
    const self = await createCadre(unit);
    const review = await createReview({ unit, cadres: [self, await createCadre(unit)] });
    const candidate = await createPerson("REVIEWER", { cadreId: self.id });
    const recused = await reviewer();
    expect(await deskOf(recused, review)).toMatchObject({ ownMissing: 2 });
    await recuse(review, review.leader, recused);
    expect(await deskOf(recused, review)).toMatchObject({ ownMissing: 1 });
    expect(await deskOf(candidate, review)).toMatchObject({ ownMissing: 0 });
  });

  it("tells how long a notice runs and what was said against it, until that is answered", async () => {
    const review = await createReview();
    await decideReview(review, 0);
    const [noticeId, endsOn] = [randomUUID(), addDays(today(), 14)];
    await putUpNotice(review.reviewer, {
      id: noticeId,
      batchId: review.batchId,
      number: "任前公示〔2026〕1号",
      startsOn: today(),
      endsOn,
      contact: "12380",
      candidateIds: [review.candidateIds[0]],
    });
    const objection = {
      id: randomUUID(),
      noticeId,
      candidateId: review.candidateIds[0],
      receivedOn: today(),
      text: "来电反映一次接待",
    };
    expect(await registerObjection(review.reviewer, objection)).toMatchObject(ok);
    // decided, so nobody is asked about them any more
    expect(await deskOf(review.leader, review)).toMatchObject({
      ownMissing: 1,
      objections: 1,
      noticeEndsOn: endsOn,
    });
  });

  it("tells of open batches alone, and of none to whom reviews are closed", async () => {
    const review = await createReview();
    expect(await deskOf(await createPerson("OBSERVER"), review)).toBeUndefined();
    const ended = await stepReviewBatch(review.leader, {
      id: review.batchId,
      rowVersion: 1,
      step: "CANCEL",
      reason: "会议取消",
    });
    expect(ended).toMatchObject(ok);
    expect(await deskOf(review.leader, review)).toBeUndefined();
  });
});
