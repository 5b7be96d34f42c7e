/** 更正申请: asked by the cadre, taken and answered by a reviewer who had no part in it, or taken back. */
import type { AnnouncedFile } from "@/lib/observations/schema";
import { command, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { getCorrection, listSubjects } from "./queries";
import { dropRefusal, handlingRefusal, withdrawalRefusal } from "./rules";
import { addFilesInput, answerInput, askInput, dropFileInput, takeInput, withdrawInput } from "./schema";

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
    await announce(db, input.id, input.files);
    return done({ id: input.id }, { entity: "correction", id: input.id, after: "ASKED" });
  },
});

/** The bytes follow by the one way of uploads (lib/attachments); what was announced before is not announced again. */
const announce = (db: CommandDb, requestId: string, files: readonly AnnouncedFile[]) =>
  db.rows(sql`
    insert into correction_files (id, request_id, file_name, byte_size, sha256, capture_sha256)
    select f.id, ${requestId}::uuid, f.name, f.size, decode(f.sha256, 'hex'), decode(f."captureSha256", 'hex')
    from rows from (jsonb_to_recordset(${JSON.stringify(files)}::jsonb)
      as (id uuid, name text, size int, sha256 text, "captureSha256" text))
      with ordinality as f(id, name, size, sha256, "captureSha256", position)
    where not exists (select 1 from correction_files there where there.id = f.id and there.request_id = ${requestId}::uuid)
    order by f.position`);

/** More evidence, while it is not answered. */
export const addCorrectionFiles = command({
  name: "addCorrectionFiles",
  right: "corrections.ask",
  input: addFilesInput,
  run: async ({ db, input }) => {
    const request = await getCorrection(db, input.id);
    const refusal = withdrawalRefusal(request.state);
    if (refusal) return refusal;
    if (input.files.length === 0) return refuse("corrections.reason.noFiles");
    await announce(db, input.id, input.files);
    return done(
      { id: input.id },
      { entity: "correction", id: input.id, after: `FILES:${input.files.length}` },
    );
  },
});

/** One that has not arrived, and will not. */
export const dropCorrectionFile = command({
  name: "dropCorrectionFile",
  right: "corrections.ask",
  input: dropFileInput,
  run: async ({ db, input, now }) => {
    const request = await getCorrection(db, input.id);
    const file = request.files.find((one) => one.id === input.fileId);
    if (!file) throw new NotFound("file");
    const refusal = dropRefusal(request.state, file);
    if (refusal) return refusal;
    const dropped = await db.rows(sql`
      update correction_files set dropped_at = ${now}::timestamptz where id = ${file.id}::uuid and dropped_at is null
      returning id`);
    if (dropped.length === 0) throw new Stale();
    return done({ id: input.id }, { entity: "correction", id: input.id, before: file.id, after: "DROPPED" });
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
