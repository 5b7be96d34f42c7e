/** 更正申请: asked by the cadre, taken and answered by a reviewer who had no part in it, or taken back. */
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getCorrection, listSubjects } from "./queries";
import { handlingRefusal, withdrawalRefusal } from "./rules";
import { answerInput, askInput, takeInput, withdrawInput } from "./schema";

const OPEN = sql`state in ('ASKED', 'REVIEWING')`;

export const askCorrection = command({
  name: "askCorrection",
  right: "corrections.ask",
  input: askInput,
  run: async ({ db, viewer, input }) => {
    if (!viewer.cadreId) throw new NotFound("cadre");
    // a form sent twice at once: the second one finds what the first has stored
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))::text`);
    const [there] = await db.rows(sql`select 1 from correction_requests where id = ${input.id}::uuid`);
    if (there) return done({ id: input.id }, null);
    const { subject, id: of } = input.about;
    const { posts, achievements } = await listSubjects(db, viewer.cadreId);
    const shown = {
      BASICS: true,
      POST: posts.some(({ id }) => id === of),
      ACHIEVEMENT: achievements.some(({ id }) => id === of),
    };
    if (!shown[subject]) return refuse("corrections.reason.notShown");
    await db.rows(sql`
      insert into correction_requests (id, cadre_id, kind, subject, post_holding_id, achievement_id, body, evidence_title,
        evidence_number, evidence_text, asked_by)
      values (${input.id}::uuid, ${viewer.cadreId}::uuid, ${input.kind}, ${subject}, ${subject === "POST" ? of : null}::uuid,
        ${subject === "ACHIEVEMENT" ? of : null}::uuid, ${input.body}, ${input.evidenceTitle}, ${input.evidenceNumber},
        ${input.evidenceText}, ${viewer.id}::uuid)`);
    return done({ id: input.id }, { entity: "correction", id: input.id, after: "ASKED" });
  },
});

/** 受理: who looks into it. */
export const takeCorrection = command({
  name: "takeCorrection",
  right: "corrections.answer",
  input: takeInput,
  run: async ({ db, viewer, input }) => {
    const refusal = handlingRefusal(await getCorrection(db, input.id), "REVIEWING");
    if (refusal) return refusal;
    const taken = await db.rows(sql`
      update correction_requests set state = 'REVIEWING', taken_by = ${viewer.id}::uuid
      where id = ${input.id}::uuid and state = 'ASKED' returning id`);
    if (taken.length === 0) throw new Stale();
    return done(
      { id: input.id },
      { entity: "correction", id: input.id, before: "ASKED", after: "REVIEWING" },
    );
  },
});

export const answerCorrection = command({
  name: "answerCorrection",
  right: "corrections.answer",
  input: answerInput,
  run: async ({ db, viewer, input, now }) => {
    const request = await getCorrection(db, input.id);
    const refusal = handlingRefusal(request, "ANSWERED");
    if (refusal) return refusal;
    const answered = await db.rows(sql`
      update correction_requests set state = 'ANSWERED', outcome = ${input.outcome}, answer = ${input.answer},
        answered_by = ${viewer.id}::uuid, answered_at = ${now}::timestamptz
      where id = ${input.id}::uuid and ${OPEN} returning id`);
    if (answered.length === 0) throw new Stale();
    return done(
      { id: input.id },
      { entity: "correction", id: input.id, before: request.state, after: input.outcome },
    );
  },
});

export const withdrawCorrection = command({
  name: "withdrawCorrection",
  right: "corrections.ask",
  input: withdrawInput,
  run: async ({ db, input }) => {
    const request = await getCorrection(db, input.id);
    const refusal = withdrawalRefusal(request.state);
    if (refusal) return refusal;
    const withdrawn = await db.rows(sql`
      update correction_requests set state = 'WITHDRAWN', withdraw_reason = ${input.reason}
      where id = ${input.id}::uuid and ${OPEN} returning id`);
    if (withdrawn.length === 0) throw new Stale();
    return done(
      { id: input.id },
      { entity: "correction", id: input.id, before: request.state, after: "WITHDRAWN" },
    );
  },
});
