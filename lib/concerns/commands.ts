/** 需关注: opened, leaned on sources, decided for a time. What falls by a lost source falls by trigger, with its history. */
import { command, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, refuse, Stale } from "@/lib/platform/result";
import { can } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { getConcern } from "./queries";
import { decisionRefusal, expiryRefusal, isDecided, leadsTo, missingSources } from "./rules";
import { decisionInput, openInput, sourceInput, withdrawalInput } from "./schema";

/** A correction of a record locks the record first; so does whoever touches a concern. */
const hold = (db: CommandDb, concernId: string, observationId: string | null = null) =>
  db.rows(sql`select hold_concern_records(${concernId}::uuid, ${observationId}::uuid)::text`);

export const openConcern = command({
  name: "openConcern",
  right: "concerns.open",
  input: openInput,
  run: async ({ db, viewer, input }) => {
    // a form sent twice at once: the second one finds what the first has stored
    await db.rows(sql`select pg_advisory_xact_lock(hashtextextended(${input.id}, 0))::text`);
    const [there] = await db.rows<{ isOwn: boolean }>(sql`
      select opened_by = ${viewer.id}::uuid as "isOwn" from concerns where id = ${input.id}::uuid`);
    if (there) return there.isOwn ? done({ id: input.id }, null) : refuse("concerns.reason.idTaken");
    const [seen] = await db.rows<{ records: number; level: number }>(sql`
      select count(*)::int as records, max(confidentiality)::int as level
      from observations where id = any (${input.recordIds}::uuid[])`);
    if (seen?.records !== new Set(input.recordIds).size) throw new NotFound("observation");
    await db.rows(sql`
      insert into concerns (id, cadre_id, summary, situation, conduct_item_id, confidentiality, opened_by)
      values (${input.id}::uuid, ${input.cadreId}::uuid, ${input.summary}, ${input.situation}, ${input.conductItemId ?? null}::uuid,
        ${seen.level}::smallint, ${viewer.id}::uuid)`);
    await db.rows(sql`
      insert into concern_sources (id, concern_id, kind, observation_id, added_by)
      select gen_random_uuid(), ${input.id}::uuid, 'document', id, ${viewer.id}::uuid
      from unnest(${input.recordIds}::uuid[]) given(id) group by id`);
    return done({ id: input.id }, { entity: "concern", id: input.id, after: "OPEN" });
  },
});

export const addConcernSource = command({
  name: "addConcernSource",
  right: "concerns.open",
  input: sourceInput,
  run: async ({ db, viewer, input }) => {
    const isRecord = "observationId" in input;
    await hold(db, input.concernId, isRecord ? input.observationId : null);
    const [concern] = await db.rows<{ isThere: boolean }>(sql`
      select exists (select 1 from concern_sources s where s.id = ${input.id}::uuid) as "isThere"
      from concerns c where c.id = ${input.concernId}::uuid`);
    if (!concern) throw new NotFound("concern");
    if (concern.isThere) return done({ id: input.id }, null);
    if (isRecord) {
      const [record] = await db.rows(sql`select 1 from observations where id = ${input.observationId}::uuid`);
      if (!record) throw new NotFound("observation");
    }
    const paper = isRecord ? null : input;
    await db.rows(sql`
      insert into concern_sources (id, concern_id, kind, observation_id, document_title, document_number, document_on, note, added_by)
      values (${input.id}::uuid, ${input.concernId}::uuid, ${paper?.kind ?? "document"},
        ${isRecord ? input.observationId : null}::uuid, ${paper?.title ?? null}::text, ${paper?.number ?? null}::text,
        ${paper?.on ?? null}::date, ${paper?.note ?? ""}, ${viewer.id}::uuid)`);
    return done({ id: input.id }, { entity: "concern", id: input.concernId, after: input.id });
  },
});

export const withdrawConcernSource = command({
  name: "withdrawConcernSource",
  right: "concerns.open",
  input: withdrawalInput,
  run: async ({ db, viewer, input, now }) => {
    const [source] = await db.rows<{ concernId: string }>(sql`
      select concern_id as "concernId" from concern_sources where id = ${input.id}::uuid and withdrawn_at is null`);
    if (!source) throw new NotFound("source");
    await hold(db, source.concernId);
    const withdrawn = await db.rows(sql`
      update concern_sources set withdrawn_at = ${now}::timestamptz, withdrawn_by = ${viewer.id}::uuid,
        withdraw_reason = ${input.reason}
      where id = ${input.id}::uuid and withdrawn_at is null returning id`);
    if (withdrawn.length === 0) throw new NotFound("source");
    return done({ id: input.id }, { entity: "concern", id: source.concernId, before: input.id });
  },
});

/** 不采信, 继续观察, 提醒, renewed, or looked at again. */
export const decideConcern = command({
  name: "decideConcern",
  right: "concerns.decide",
  input: decisionInput,
  run: async ({ db, viewer, input, today }) => {
    await hold(db, input.id);
    const concern = await getConcern(db, viewer.id, input.id);
    const isReviewer = can(viewer, "concerns.open");
    const refusal = decisionRefusal(concern, input.decision, { isReviewer });
    if (refusal) return refusal;
    if (concern.rowVersion !== input.rowVersion) throw new Stale();
    const state = leadsTo(concern.state, input.decision);
    const expiresOn = "expiresOn" in input ? input.expiresOn : null;
    if (expiresOn) {
      const outOfReach = expiryRefusal(expiresOn, concern.expiresOn, input.decision, today);
      if (outOfReach) return outOfReach;
      // a leader may not see every source; the database counts them all
      if (isReviewer && isDecided(state) && missingSources(concern.sources))
        return refuse("concerns.reason.notSupported");
    }
    const changed = await db.rows(sql`
      update concerns set state = ${state}, state_reason = ${input.reason}, expires_on = ${expiresOn}::date,
        decided_by = ${state === "OPEN" ? null : viewer.id}::uuid, row_version = row_version + 1
      where id = ${input.id}::uuid and row_version = ${input.rowVersion}::int returning id`);
    if (changed.length === 0) throw new Stale();
    return done(
      { id: input.id, state },
      {
        entity: "concern",
        id: input.id,
        before: concern.state,
        after: expiresOn ? `${state}#${expiresOn}` : state,
      },
    );
  },
});
