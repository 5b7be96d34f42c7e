/**
 * 草稿: the form as typed, for its author only. Saved within a second of the last key, so it leaves no audit
 * line (docs/adr/0004): nothing is claimed until it is submitted.
 */
import { command, commandInSql, done } from "@/lib/platform/command";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { DraftAnswer } from "../form/draft/rules";
import { draftId, draftInput, type ObservationInput } from "../schema";

type Found = {
  isSubmitted: boolean;
  written: { version: number; savedAt: string } | null;
  known: { version: number; savedAt: string; content: Record<string, unknown>; isSeen: boolean } | null;
};

/**
 * Written where the text began from the version that stands here, or where this very copy wrote last: then the
 * answer to it was lost. A request of that copy that was overtaken changes nothing and is answered as saved.
 */
export const saveDraft = commandInSql({
  name: "saveDraft",
  right: "observations.log",
  input: draftInput,
  run: async ({ db, viewer, input, now }) => {
    const base = input.baseVersion ?? null;
    const copyId = input.copy?.id ?? null;
    const serial = input.copy?.serial ?? 0;
    const recordId = input.observationId ?? null;
    // not waited for: statements are answered in order
    const locked = db.rows(draftLock(recordId ?? input.id));
    const written = db.rows<Found>(sql`
      with submitted as (
        select exists (select 1 from observations o where o.id = ${input.id}::uuid)
          or exists (select 1 from handovers h where h.id = ${input.id}::uuid)
          or ${recordId}::uuid is not null and not exists (
            select 1 from observations o where o.id = ${recordId}::uuid and o.observer_id = ${viewer.id}::uuid
              and o.state in ('RETURNED', 'ACCEPTED')) as yes
      ), known as (
        select * from observation_drafts where id = ${input.id}::uuid
      ), moved as (
        update observation_drafts d
        set content = ${JSON.stringify(input.content)}::jsonb, unit_id = ${input.unitId ?? null}::uuid,
            method_id = ${input.methodId ?? null}::uuid, updated_at = ${now}::timestamptz,
            row_version = d.row_version + 1, copy_id = ${copyId}::uuid, copy_serial = ${serial}::int
        where d.id = ${input.id}::uuid and not (select yes from submitted)
          and case when d.copy_id = ${copyId}::uuid then d.copy_serial < ${serial}::int
                   else d.row_version = ${base}::int end
        returning d.row_version, d.updated_at
      ), made as (
        insert into observation_drafts (id, author_id, unit_id, method_id, observation_id, content, updated_at,
                                        copy_id, copy_serial, other_version_of)
        select ${input.id}::uuid, ${viewer.id}::uuid, ${input.unitId ?? null}::uuid, ${input.methodId ?? null}::uuid,
               ${recordId}::uuid, ${JSON.stringify(input.content)}::jsonb, ${now}::timestamptz,
               ${copyId}::uuid, ${serial}::int, ${input.otherVersionOf ?? null}::uuid
        where ${base}::int is null and not (select yes from submitted) and not exists (select from known)
        on conflict (id) do nothing returning row_version, updated_at
      )
      select (select yes from submitted) as "isSubmitted",
        (select json_build_object('version', row_version, 'savedAt', updated_at)
         from (select * from moved union all select * from made) either) as written,
        (select json_build_object('version', row_version, 'savedAt', updated_at, 'content', content,
                                  'isSeen', copy_id is not distinct from ${copyId}::uuid and ${copyId}::uuid is not null)
         from known) as known`);
    const [, [found]] = await Promise.all([locked, written]);
    return done(answerOf(found, base !== null), null);
  },
});

function answerOf(found: Found | undefined, hadBase: boolean): DraftAnswer {
  if (found?.isSubmitted) return { kind: "gone", why: "submitted" };
  if (found?.written) return { kind: "saved", ...momentOf(found.written) };
  if (found?.known) {
    const { content, isSeen } = found.known;
    return isSeen
      ? { kind: "saved", ...momentOf(found.known) }
      : { kind: "newer", ...momentOf(found.known), content };
  }
  if (hadBase) return { kind: "gone", why: "discarded" };
  // the id is another person's
  throw new NotFound("draft");
}

const momentOf = ({ version, savedAt }: { version: number; savedAt: string }) => ({
  version,
  savedAt: new Date(savedAt).toISOString(),
});

export const discardDraft = command({
  name: "discardDraft",
  right: "observations.log",
  input: draftId,
  run: async ({ db, input }) => {
    const { count } = await db.orm.observationDraft.deleteMany({ where: { id: input.id } });
    return done({ discarded: count === 1 }, null);
  },
});

/** Held to the end of the transaction by who saves a draft and by who submits its record. */
const draftLock = (recordId: string): Sql =>
  sql`select pg_advisory_xact_lock(hashtextextended(${recordId}::uuid::text, 4))::text as locked`;

/**
 * The draft ends with its record: a save still on its way waits, and does not bring it back. What another device wrote
 * since the sender last heard of it stays as another version.
 */
export const draftSubmitted = (id: string, known: ObservationInput["draft"]): Sql[] => [
  draftLock(id),
  sql`
    with kept as (
      insert into observation_drafts (id, author_id, unit_id, method_id, content, updated_at, other_version_of)
      select gen_random_uuid(), d.author_id, d.unit_id, d.method_id, d.content, d.updated_at, d.id
      from observation_drafts d
      where d.id = ${id}::uuid and d.copy_id is distinct from ${known?.copyId ?? null}::uuid
        and ${known !== undefined}::boolean and d.row_version > ${known?.version ?? 0}::int
    )
    delete from observation_drafts where id = ${id}::uuid`,
];

export const rewritingSubmitted = (recordId: string): Sql[] => [
  draftLock(recordId),
  sql`delete from observation_drafts where observation_id = ${recordId}::uuid`,
];
