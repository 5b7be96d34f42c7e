/** 印证: sources added and withdrawn. What falls by a withdrawal falls in the same transaction, by trigger. */
import { command, done } from "@/lib/platform/command";
import { NotFound, refuse } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { isEnded } from "../rules";
import { type AchievementState, recordWithdrawalInput, sourceInput, withdrawalInput } from "../schema";

export const addSource = command({
  name: "addSource",
  right: "achievements.draft",
  input: sourceInput,
  run: async ({ db, viewer, input }) => {
    const [claim] = await db.rows<{ state: AchievementState; isSource: boolean }>(sql`
      select a.state, exists (select 1 from achievement_sources s where s.id = ${input.id}::uuid) as "isSource"
      from achievements a where a.id = ${input.achievementId}::uuid`);
    if (!claim) throw new NotFound("achievement");
    if (claim.isSource) return done({ id: input.id, isRepeat: true }, null);
    if (isEnded(claim.state)) return refuse("achievements.reason.wrongState");
    const isRecord = "observationId" in input;
    if (isRecord) {
      const [record] = await db.rows(sql`select 1 from observations where id = ${input.observationId}::uuid`);
      if (!record) throw new NotFound("observation");
    }
    const paper = isRecord ? null : input;
    await db.rows(sql`
      insert into achievement_sources (id, achievement_id, kind, observation_id, document_title, document_number, document_on,
        issuer_unit_id, is_independent, independence_note, supports, note, added_by)
      values (${input.id}::uuid, ${input.achievementId}::uuid, ${paper?.kind ?? "document"},
        ${isRecord ? input.observationId : null}::uuid, ${paper?.title ?? null}::text, ${paper?.number ?? null}::text,
        ${paper?.on ?? null}::date, ${paper?.issuerUnitId ?? null}::uuid, ${input.isIndependent}::boolean,
        ${input.independenceNote}, ${input.supports}::boolean, ${input.note}, ${viewer.id}::uuid)`);
    return done(
      { id: input.id, isRepeat: false },
      { entity: "achievement", id: input.achievementId, after: input.id },
    );
  },
});

export const withdrawSource = command({
  name: "withdrawSource",
  right: "achievements.draft",
  input: withdrawalInput,
  run: async ({ db, viewer, input, now }) => {
    const [source] = await db.rows<{ achievementId: string }>(sql`
      update achievement_sources set withdrawn_at = ${now}::timestamptz, withdrawn_by = ${viewer.id}::uuid,
        withdraw_reason = ${input.reason}
      where id = ${input.id}::uuid and withdrawn_at is null
      returning achievement_id as "achievementId"`);
    if (!source) throw new NotFound("source");
    return done(
      { id: input.id, achievementId: source.achievementId },
      { entity: "achievement", id: source.achievementId, before: input.id },
    );
  },
});

/** 不再作为来源: a record is taken from every claim that leans on it; which of them fell stands on its page. */
export const withdrawRecord = command({
  name: "withdrawRecordAsSource",
  right: "achievements.draft",
  input: recordWithdrawalInput,
  run: async ({ db, viewer, input, now }) => {
    const withdrawn = await db.rows<{ achievementId: string }>(sql`
      update achievement_sources s set withdrawn_at = ${now}::timestamptz, withdrawn_by = ${viewer.id}::uuid,
        withdraw_reason = ${input.reason}
      where s.observation_id = ${input.observationId}::uuid and s.withdrawn_at is null
        and exists (select 1 from achievements a where a.id = s.achievement_id and a.state not in ('MERGED', 'SPLIT'))
      returning s.achievement_id as "achievementId"`);
    if (withdrawn.length === 0) throw new NotFound("source");
    return done(
      { claims: withdrawn.length },
      { entity: "observation", id: input.observationId, after: String(withdrawn.length) },
    );
  },
});
