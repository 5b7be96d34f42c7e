/** A batch and its posts, and the people named for them, each by a person with a reason. */
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { findPoolPeople } from "./pool/queries";
import { judge } from "./pool/rules";
import { getBatch, getCandidate, getPosition } from "./queries";
import {
  batchStepRefusal,
  moveRefusal,
  nameRefusal,
  positionStepRefusal,
  requirementsOf,
  stepLeadsTo,
} from "./rules";
import {
  batchInput,
  batchStepInput,
  liftInput,
  meetingDayInput,
  moveInput,
  nameInput,
  positionInput,
  positionStepInput,
  recusalInput,
} from "./schema";

export const openReviewBatch = command({
  name: "openReviewBatch",
  right: "reviews.prepare",
  input: batchInput,
  run: async ({ db, viewer, input }) => {
    // sent twice: made once
    await db.rows(sql`
      insert into review_batches (id, title, meeting_on, opened_by)
      values (${input.id}::uuid, ${input.title}, ${input.meetingOn}::date, ${viewer.id}::uuid) on conflict do nothing`);
    return done({ id: input.id }, { entity: "reviewBatch", id: input.id, after: "OPEN" });
  },
});

export const setReviewMeeting = command({
  name: "setReviewMeeting",
  right: "reviews.read",
  input: meetingDayInput,
  run: async ({ db, viewer, input }) => {
    const batch = await getBatch(db, viewer.id, input.id);
    if (batch.state !== "OPEN") return refuse("reviews.reason.wrongState");
    const changed = await db.rows(sql`
      update review_batches set meeting_on = ${input.meetingOn}::date, row_version = row_version + 1
      where id = ${input.id}::uuid and row_version = ${input.rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale();
    return done({ id: input.id }, { entity: "reviewBatch", id: input.id, after: input.meetingOn });
  },
});

export const stepReviewBatch = command({
  name: "stepReviewBatch",
  right: "reviews.read",
  input: batchStepInput,
  run: async ({ db, viewer, input }) => {
    const batch = await getBatch(db, viewer.id, input.id);
    const decided = batch.positions.reduce((sum, position) => sum + position.decided, 0);
    const refusal = batchStepRefusal({ ...batch, decided }, input.step, viewer.roles.includes("LEADER"));
    if (refusal) return refusal;
    if (input.step === "CANCEL" && [...input.reason].length < 2) return refuse("reviews.reason.reasonNeeded");
    const state = input.step === "CLOSE" ? "CLOSED" : "CANCELLED";
    const changed = await db.rows(sql`
      update review_batches set state = ${state}, state_reason = ${input.reason}, row_version = row_version + 1
      where id = ${input.id}::uuid and row_version = ${input.rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale();
    return done({ id: input.id }, { entity: "reviewBatch", id: input.id, before: "OPEN", after: state });
  },
});

export const addReviewPosition = command({
  name: "addReviewPosition",
  right: "reviews.prepare",
  input: positionInput,
  run: async ({ db, viewer, input }) => {
    const batch = await getBatch(db, viewer.id, input.batchId);
    if (batch.state !== "OPEN") return refuse("reviews.reason.wrongState");
    await db.rows(sql`
      insert into review_positions (id, batch_id, unit_id, title, level, tier, places, requirements, added_by)
      values (${input.id}::uuid, ${input.batchId}::uuid, ${input.unitId}::uuid, ${input.title}, ${input.level}, ${input.tier},
        ${input.places}::smallint, ${JSON.stringify(requirementsOf(input))}::jsonb, ${viewer.id}::uuid) on conflict do nothing`);
    return done(
      { id: input.id, batchId: input.batchId },
      { entity: "reviewPosition", id: input.id, after: "LISTING" },
    );
  },
});

export const stepReviewPosition = command({
  name: "stepReviewPosition",
  right: "reviews.prepare",
  input: positionStepInput,
  run: async ({ db, viewer, input }) => {
    const position = await getPosition(db, viewer.id, input.id);
    const refusal = positionStepRefusal(position, input.step);
    if (refusal) return refusal;
    if (input.step !== "PREPARE" && [...input.reason].length < 2)
      return refuse("reviews.reason.reasonNeeded");
    const state = stepLeadsTo(input.step);
    const changed = await db.rows(sql`
      update review_positions set state = ${state}, state_reason = ${input.reason}, row_version = row_version + 1
      where id = ${input.id}::uuid and row_version = ${input.rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale();
    return done(
      { id: input.id },
      { entity: "reviewPosition", id: input.id, before: position.state, after: state },
    );
  },
});

/** Also of whom the rule leaves out: what it missed is kept beside the reason. */
export const nameCandidates = command({
  name: "nameCandidates",
  right: "reviews.prepare",
  input: nameInput,
  run: async ({ db, viewer, input }) => {
    const position = await getPosition(db, viewer.id, input.positionId);
    const refusal = nameRefusal(position);
    if (refusal) return refusal;
    const ids = [...new Set(input.cadreIds)];
    const people = await findPoolPeople(db, ids, position.requirements.countedOn);
    // whom one may not see, oneself among them, one does not name
    if (people.length !== ids.length || ids.includes(viewer.cadreId ?? "")) throw new NotFound("cadre");
    for (const person of people) {
      const { missing } = judge(person, position.requirements, position);
      await db.rows(sql`
        insert into review_candidates (id, position_id, cadre_id, reason, missing, added_by)
        values (gen_random_uuid(), ${position.id}::uuid, ${person.id}::uuid, ${input.reason},
          ${JSON.stringify(missing)}::jsonb, ${viewer.id}::uuid)`);
    }
    return done(
      { id: position.id, named: people.length },
      { entity: "reviewPosition", id: position.id, after: `+${people.length}` },
    );
  },
});

export const moveCandidate = command({
  name: "moveCandidate",
  right: "reviews.prepare",
  input: moveInput,
  run: async ({ db, viewer, input }) => {
    const { candidate, position } = await getCandidate(db, viewer.id, input.id);
    const refusal = moveRefusal(position, candidate.stage, input.stage);
    if (refusal) return refusal;
    const changed = await db.rows(sql`
      update review_candidates set stage = ${input.stage}, reason = ${input.reason}, row_version = row_version + 1
      where id = ${input.id}::uuid and row_version = ${input.rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale();
    return done(
      { id: input.id },
      { entity: "candidate", id: input.id, before: candidate.stage, after: input.stage },
    );
  },
});

/** Declared by oneself, or set by a leader: from then on the file is closed to the person on every path. */
export const recuseFromCandidate = command({
  name: "recuseFromCandidate",
  right: "reviews.read",
  input: recusalInput,
  run: async ({ db, viewer, input }) => {
    const { position } = await getCandidate(db, viewer.id, input.candidateId);
    if (position.batchState !== "OPEN") return refuse("reviews.reason.wrongState");
    await db.rows(sql`
      insert into review_recusals (id, candidate_id, user_id, kind, reason, set_by)
      values (${input.id}::uuid, ${input.candidateId}::uuid, ${input.userId}::uuid, ${input.kind}, ${input.reason}, ${viewer.id}::uuid)
      on conflict do nothing`);
    return done(
      { id: input.id, batchId: position.batchId, positionId: position.id },
      { entity: "candidate", id: input.candidateId, after: input.kind },
    );
  },
});

export const liftRecusal = command({
  name: "liftRecusal",
  right: "reviews.decide",
  input: liftInput,
  run: async ({ db, viewer, input, now }) => {
    const lifted = await db.rows<{ candidateId: string }>(sql`
      update review_recusals set lifted_by = ${viewer.id}::uuid, lifted_at = ${now}::timestamptz, lift_reason = ${input.reason}
      where id = ${input.id}::uuid and lifted_at is null and user_id <> ${viewer.id}::uuid and kind <> 'SELF'
      returning candidate_id as "candidateId"`);
    const [one] = lifted;
    if (!one) throw new NotFound("recusal");
    return done({ id: input.id }, { entity: "candidate", id: one.candidateId, before: input.id });
  },
});
