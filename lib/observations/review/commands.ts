/** 审核: accept, or return with a reason. One decision a revision; never by an author. */
import { command, done } from "@/lib/platform/command";
import { NotFound, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { reviewRefusal } from "../rules";
import { type ObservationState, reviewInput } from "../schema";

export const reviewObservation = command({
  name: "reviewObservation",
  right: "observations.review",
  input: reviewInput,
  run: async ({ db, viewer, input, now }) => {
    // two reviewers at once go one after the other, so that the second reads what the first decided
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))::text`);
    const record = await db.orm.observation.findUnique({
      where: { id: input.id },
      select: { state: true, observerId: true, secondObserverId: true, revisionNo: true },
    });
    if (!record) throw new NotFound("observation");
    const refusal = reviewRefusal({ ...record, state: record.state as ObservationState }, viewer);
    if (refusal) return refusal;
    if (record.revisionNo !== input.revisionNo) throw new Stale();

    await db.orm.observationReview.create({
      data: {
        observationId: input.id,
        revisionNo: input.revisionNo,
        reviewerId: viewer.id,
        decision: input.decision,
        reason: input.reason,
      },
      select: { observationId: true },
    });
    const state = input.decision === "ACCEPT" ? "ACCEPTED" : "RETURNED";
    const { count } = await db.orm.observation.updateMany({
      where: { id: input.id, state: "SUBMITTED", revisionNo: input.revisionNo },
      data: { state, updatedAt: now },
    });
    if (count === 0) throw new Stale();
    return done(
      { id: input.id, state },
      {
        entity: "observation",
        id: input.id,
        before: `SUBMITTED#${input.revisionNo}`,
        after: `${state}#${input.revisionNo}`,
      },
    );
  },
});
