/** What was said, decided and witnessed. Each write takes the meeting's row first, so that two people write one after the other. */
import { momentAt } from "@/lib/liaison/rules";
import { cityDay } from "@/lib/platform/clock";
import { commandInSql, done } from "@/lib/platform/command";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { decisionInput, minutesInput, withdrawInput, witnessInput } from "../schema";
import { ask, storedBefore, taken, trace } from "../step/commands";

export const writeMinutes = commandInSql({
  name: "writeMinutes",
  right: "meetings.convene",
  input: minutesInput,
  run: async ({ db, viewer, input, now }) => {
    const { meeting, refusal } = await ask({ db, viewer, now }, input.id, "WRITE");
    if (refusal) return refusal;
    const { id, rowVersion, chair, parties } = input;
    const known = new Set(meeting.parties.map(({ unitId }) => unitId));
    if (parties.some(({ unitId }) => !known.has(unitId))) return refuse("meetings.reason.unknownUnit");
    const written = await db.rows(sql`
      update coordination_meetings set chair = ${chair}, row_version = row_version + 1
      where id = ${id}::uuid and row_version = ${rowVersion}::int returning id`);
    if (written.length === 0) throw new Stale("meeting");
    await db.rows(sql`
      update meeting_parties p set is_present = g."isPresent", attendees = g.attendees, position = g.position
      from jsonb_to_recordset(${JSON.stringify(parties)}::jsonb)
        as g("unitId" uuid, "isPresent" boolean, attendees text, position text)
      where p.meeting_id = ${id}::uuid and p.unit_id = g."unitId"
        and (p.is_present, p.attendees, p.position) is distinct from (g."isPresent", g.attendees, g.position)`);
    return done({ id }, trace(id, meeting.state, "MINUTES"));
  },
});

export const addDecision = commandInSql({
  name: "addDecision",
  right: "meetings.convene",
  input: decisionInput,
  run: async ({ db, viewer, input, now }) => {
    const { id, meetingId, rowVersion, text, conditions, ownerUnitId, owner, dueOn = null } = input;
    const { meeting, refusal } = await ask({ db, viewer, now }, meetingId, "WRITE");
    if (refusal) return refusal;
    if (await storedBefore(db, "decision", id)) return done({ id }, null);
    if (!meeting.parties.some(({ unitId }) => unitId === ownerUnitId))
      return refuse("meetings.reason.unknownUnit");
    await taken(db, meetingId, rowVersion);
    await db.rows(sql`
      insert into meeting_decisions (id, meeting_id, text, conditions, owner_unit_id, owner, due_on, added_by)
      values (${id}::uuid, ${meetingId}::uuid, ${text}, ${conditions}::text[], ${ownerUnitId}::uuid, ${owner}, ${dueOn}::date,
        ${viewer.id}::uuid)`);
    return done({ id }, trace(meetingId, meeting.state, `decision ${id}`));
  },
});

export const withdrawDecision = commandInSql({
  name: "withdrawDecision",
  right: "meetings.convene",
  input: withdrawInput,
  run: async ({ db, viewer, input, now }) => {
    const { meeting, refusal } = await ask({ db, viewer, now }, input.meetingId, "WRITE");
    if (refusal) return refusal;
    await taken(db, input.meetingId, input.rowVersion);
    const withdrawn = await db.rows(sql`
      update meeting_decisions set withdrawn_at = ${now}::timestamptz, withdrawn_by = ${viewer.id}::uuid, withdraw_reason = ${input.reason}
      where id = ${input.id}::uuid and meeting_id = ${input.meetingId}::uuid and withdrawn_at is null returning id`);
    if (withdrawn.length === 0) throw new NotFound("decision");
    return done({ id: input.id }, trace(input.meetingId, meeting.state, `-decision ${input.id}`));
  },
});

/** 组织见证; what was witnessed is kept apart, for fewer eyes. */
export const addWitness = commandInSql({
  name: "addWitness",
  right: "meetings.convene",
  input: witnessInput,
  run: async ({ db, viewer, input, now }) => {
    const { id, meetingId, rowVersion, observerId, note, observationId = null } = input;
    const { meeting, refusal } = await ask({ db, viewer, now }, meetingId, "WRITE");
    if (refusal) return refusal;
    if (await storedBefore(db, "witness", id)) return done({ id }, null);
    const day = meeting.startsAt ? cityDay(meeting.startsAt) : "";
    await taken(db, meetingId, rowVersion);
    await db.rows(sql`
      insert into meeting_witnesses (id, meeting_id, observer_id, witnessed_from, witnessed_to, added_by)
      values (${id}::uuid, ${meetingId}::uuid, ${observerId}::uuid, ${momentAt({ day, time: input.from })}::timestamptz,
        ${momentAt({ day, time: input.until })}::timestamptz, ${viewer.id}::uuid)`);
    if (note || observationId) {
      await db.rows(sql`
        insert into meeting_witness_notes (witness_id, note, observation_id, added_by)
        values (${id}::uuid, ${note}, ${observationId}::uuid, ${viewer.id}::uuid)`);
    }
    return done({ id }, trace(meetingId, meeting.state, `witness ${id}`));
  },
});

export const withdrawWitness = commandInSql({
  name: "withdrawWitness",
  right: "meetings.convene",
  input: withdrawInput,
  run: async ({ db, viewer, input, now }) => {
    const { meeting, refusal } = await ask({ db, viewer, now }, input.meetingId, "WRITE");
    if (refusal) return refusal;
    await taken(db, input.meetingId, input.rowVersion);
    const withdrawn = await db.rows(sql`
      update meeting_witnesses set withdrawn_at = ${now}::timestamptz, withdrawn_by = ${viewer.id}::uuid, withdraw_reason = ${input.reason}
      where id = ${input.id}::uuid and meeting_id = ${input.meetingId}::uuid and withdrawn_at is null returning id`);
    if (withdrawn.length === 0) throw new NotFound("witness");
    return done({ id: input.id }, trace(input.meetingId, meeting.state, `-witness ${input.id}`));
  },
});
