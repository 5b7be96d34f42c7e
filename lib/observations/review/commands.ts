/** 审核: accept, or return with a reason. One decision a revision; never by an author. */
import { command, done } from "@/lib/platform/command";
import { NotFound, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { archiveRefusal, reviewRefusal } from "../rules";
import { archiveInput, type ObservationState, reviewInput } from "../schema";

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

/** 归档: nothing is corrected in it any more, and it counts as before. The same step back opens it. */
export const archiveObservation = command({
  name: "archiveObservation",
  right: "observations.review",
  input: archiveInput,
  run: async ({ db, viewer, input: { id, revisionNo, to }, now }) => {
    const record = await db.orm.observation.findUnique({
      where: { id },
      select: { state: true, observerId: true, secondObserverId: true, revisionNo: true },
    });
    if (!record) throw new NotFound("observation");
    // the button was pressed twice
    if (record.state === to && record.revisionNo === revisionNo) return done({ id, state: to }, null);
    const refusal = archiveRefusal({ ...record, state: record.state as ObservationState }, to, viewer);
    if (refusal) return refusal;
    const from = record.state;
    const { count } = await db.orm.observation.updateMany({
      where: { id, state: from, revisionNo },
      data: { state: to, updatedAt: now },
    });
    if (count === 0) throw new Stale();
    return done(
      { id, state: to },
      { entity: "observation", id, before: `${from}#${revisionNo}`, after: `${to}#${revisionNo}` },
    );
  },
});
