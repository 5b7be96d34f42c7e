/** Before and in the meeting: looks, who is there, and what is decided on exactly which evidence. */
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getCandidate, listAttendees, listParticipants } from "../queries";
import { decisionRefusal, opinionRefusal } from "../rules";
import { attendeeInput, decisionInput, opinionInput, strikeInput } from "../schema";
import { snapshotOfCadre } from "../snapshot/queries";

export const giveOpinion = command({
  name: "giveOpinion",
  right: "reviews.read",
  input: opinionInput,
  run: async ({ db, viewer, input }) => {
    const { candidate, position } = await getCandidate(db, viewer.id, input.candidateId);
    const refusal = opinionRefusal({
      ...position,
      ...candidate,
      state: position.state,
      isDecided: candidate.decision !== null,
    });
    if (refusal) return refusal;
    await db.rows(sql`
      insert into review_opinions (id, candidate_id, user_id, mark, reason)
      values (${input.id}::uuid, ${input.candidateId}::uuid, ${viewer.id}::uuid, ${input.mark}, ${input.reason})`);
    return done({ id: input.id }, { entity: "candidate", id: input.candidateId, after: "opinion" });
  },
});

export const enterAttendee = command({
  name: "enterAttendee",
  right: "reviews.read",
  input: attendeeInput,
  run: async ({ db, viewer, input }) => {
    const account = input.userId && (await listParticipants(db)).find(({ id }) => id === input.userId);
    if (input.userId && !account) throw new NotFound("user");
    const name = account ? account.name : input.name;
    await db.rows(sql`
      insert into review_attendees (id, batch_id, name, user_id, part, added_by)
      values (${input.id}::uuid, ${input.batchId}::uuid, ${name}, ${input.userId}::uuid, ${input.part}, ${viewer.id}::uuid)`);
    return done({ id: input.id }, { entity: "reviewBatch", id: input.batchId, after: input.part });
  },
});

export const strikeAttendee = command({
  name: "strikeAttendee",
  right: "reviews.read",
  input: strikeInput,
  run: async ({ db, input, now }) => {
    const [struck] = await db.rows<{ batchId: string }>(sql`
      update review_attendees set removed_at = ${now}::timestamptz where id = ${input.id}::uuid and removed_at is null
      returning batch_id as "batchId"`);
    if (!struck) throw new NotFound("attendee");
    return done({ id: input.id }, { entity: "reviewBatch", id: struck.batchId, before: input.id });
  },
});

/** What the page showed must still be what there is: the evidence is put together again, and kept as it was seen. */
export const decideCandidate = command({
  name: "decideCandidate",
  right: "reviews.decide",
  input: decisionInput,
  run: async ({ db, viewer, input, today }) => {
    // two who decide at once do it one after the other
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.candidateId}, 8))::text`);
    const { candidate, position } = await getCandidate(db, viewer.id, input.candidateId);
    const refusal = decisionRefusal(
      {
        batchState: position.batchState,
        state: position.state,
        stage: candidate.stage,
        isDecided: candidate.decision !== null,
        isOwnPost: position.isOwnPost,
        isPreparer: candidate.isPreparer,
        places: position.places,
        appointed: position.appointed,
        present: await listAttendees(db, position.batchId),
      },
      input.decision,
      input.decidedOn,
      today,
    );
    if (refusal) return refusal;
    const { snapshot, digest, confidentiality } = await snapshotOfCadre(db, viewer, candidate.cadreId, today);
    if (digest !== input.digest) return refuse("reviews.reason.evidenceChanged");
    await db.rows(sql`
      insert into review_decisions (id, candidate_id, decision, reason, decided_on, decided_by)
      values (${input.id}::uuid, ${input.candidateId}::uuid, ${input.decision}, ${input.reason}, ${input.decidedOn}::date, ${viewer.id}::uuid)`);
    await db.rows(sql`
      insert into review_snapshots (decision_id, confidentiality, as_of, evidence, digest)
      values (${input.id}::uuid, ${confidentiality}::smallint, ${today}::date, ${JSON.stringify(snapshot)}::jsonb, ${digest})`);
    return done(
      { id: input.id, candidateId: input.candidateId },
      { entity: "candidate", id: input.candidateId, after: input.decision },
    );
  },
});
