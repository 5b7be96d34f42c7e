/** After the meeting: 公示, objections and their answers, the appointment itself and its trial year. */
import { loadCalendar } from "@/lib/calendar/queries";
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { noticeRefusal, outcomeRefusal, trialEnd, trialRefusal } from "../rules";
import {
  answerInput,
  type Decision,
  type Finding,
  noticeInput,
  objectionInput,
  outcomeInput,
  type TrialResult,
  trialInput,
} from "../schema";

export const putUpNotice = command({
  name: "putUpNotice",
  right: "reviews.prepare",
  input: noticeInput,
  run: async ({ db, viewer, input, today }) => {
    const refusal = noticeRefusal(input, today, await loadCalendar(db));
    if (refusal) return refusal;
    await db.rows(sql`
      insert into public_notices (id, batch_id, number, starts_on, ends_on, contact, added_by)
      values (${input.id}::uuid, ${input.batchId}::uuid, ${input.number}, ${input.startsOn}::date, ${input.endsOn}::date,
        ${input.contact}, ${viewer.id}::uuid)`);
    await db.rows(sql`
      insert into public_notice_entries (notice_id, candidate_id)
      select ${input.id}::uuid, id from unnest(${input.candidateIds}::uuid[]) given(id) group by id`);
    return done({ id: input.id }, { entity: "reviewBatch", id: input.batchId, after: input.id });
  },
});

export const registerObjection = command({
  name: "registerObjection",
  right: "reviews.prepare",
  input: objectionInput,
  run: async ({ db, viewer, input, today }) => {
    if (input.receivedOn > today) return refuse("reviews.reason.notYet");
    await db.rows(sql`
      insert into public_objections (id, notice_id, candidate_id, received_on, text, registered_by)
      values (${input.id}::uuid, ${input.noticeId}::uuid, ${input.candidateId}::uuid, ${input.receivedOn}::date, ${input.text},
        ${viewer.id}::uuid)`);
    return done({ id: input.id }, { entity: "candidate", id: input.candidateId, after: "objection" });
  },
});

export const answerObjection = command({
  name: "answerObjection",
  right: "reviews.read",
  input: answerInput,
  run: async ({ db, viewer, input, now }) => {
    const [objection] = await db.rows<{ candidateId: string; finding: Finding | null }>(sql`
      select candidate_id as "candidateId", finding from public_objections where id = ${input.id}::uuid`);
    if (!objection) throw new NotFound("objection");
    if (objection.finding) throw new Stale();
    const answered = await db.rows(sql`
      update public_objections set finding = ${input.finding}, answer = ${input.answer}, answered_by = ${viewer.id}::uuid,
        answered_at = ${now}::timestamptz
      where id = ${input.id}::uuid and finding is null returning id`);
    if (answered.length === 0) throw new Stale();
    return done({ id: input.id }, { entity: "candidate", id: objection.candidateId, after: input.finding });
  },
});

/** The new post begins in the roster, and the old one ends the day before (trigger). */
export const recordOutcome = command({
  name: "recordOutcome",
  right: "reviews.prepare",
  input: outcomeInput,
  run: async ({ db, viewer, input, today }) => {
    const [appointee] = await db.rows<{
      decision: Decision | null;
      noticeEndsOn: string | null;
      findings: (Finding | null)[];
    }>(sql`
      select d.decision, array(select j.finding from public_objections j where j.candidate_id = c.id) as findings,
        (select max(n.ends_on)::text from public_notices n join public_notice_entries e on e.notice_id = n.id and e.candidate_id = c.id) as "noticeEndsOn"
      from review_candidates c left join review_decisions d on d.candidate_id = c.id where c.id = ${input.candidateId}::uuid`);
    if (!appointee) throw new NotFound("candidate");
    const refusal = outcomeRefusal(appointee, input.startedOn, today);
    if (refusal) return refusal;
    const trialEndsOn = input.hasTrial ? trialEnd(input.startedOn) : null;
    await db.rows(sql`
      insert into promotion_outcomes (id, candidate_id, started_on, document, trial_ends_on, recorded_by)
      values (${input.id}::uuid, ${input.candidateId}::uuid, ${input.startedOn}::date, ${input.document}, ${trialEndsOn}::date,
        ${viewer.id}::uuid)`);
    return done({ id: input.id }, { entity: "outcome", id: input.id, after: input.startedOn });
  },
});

export const settleTrial = command({
  name: "settleTrial",
  right: "reviews.prepare",
  input: trialInput,
  run: async ({ db, viewer, input, today }) => {
    const [outcome] = await db.rows<{ endsOn: string | null; result: TrialResult | null }>(sql`
      select trial_ends_on::text as "endsOn", trial_result as result from promotion_outcomes where id = ${input.id}::uuid`);
    if (!outcome) throw new NotFound("outcome");
    const refusal = trialRefusal(outcome, input.result, input.until);
    if (refusal) return refusal;
    const until = input.result === "EXTENDED" ? input.until : outcome.endsOn;
    const changed = await db.rows(sql`
      update promotion_outcomes set trial_result = ${input.result}, trial_reason = ${input.reason}, trial_by = ${viewer.id}::uuid,
        trial_on = ${today}::date, trial_ends_on = ${until}::date
      where id = ${input.id}::uuid and trial_ends_on = ${outcome.endsOn}::date returning id`);
    if (changed.length === 0) throw new Stale();
    return done({ id: input.id }, { entity: "outcome", id: input.id, after: input.result });
  },
});
