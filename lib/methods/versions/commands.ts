/** Methods as the customer wants them: worked on as a draft, published from a day, taken back by another version. */
import { commandInSql, done } from "@/lib/platform/command";
import type { CommandDb } from "@/lib/platform/db";
import { NotFound, type Refusal, refuse, Stale } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import type { Viewer } from "@/lib/platform/viewer";
import { findMethodDraft, getVersionOf, listVersions, type Version } from "./queries";
import { fieldsRefusal, publishRefusal } from "./rules";
import { discardDraftInput, type MethodContent, publishInput, restoreInput, saveDraftInput } from "./schema";

export const saveMethodDraft = commandInSql({
  name: "saveMethodDraft",
  right: "methods.edit",
  input: saveDraftInput,
  run: async ({ db, viewer, input, now }) => {
    const { methodId, rowVersion, content } = input;
    const [last] = await listVersions(db, methodId);
    if (!last) throw new NotFound("method");
    const refused = fieldsRefusal(content.fields, last.content.fields);
    if (refused) return refuse(refused);
    const text = JSON.stringify(content);
    const saved =
      rowVersion === undefined
        ? await db.rows(sql`
            insert into method_drafts (method_id, content, based_on, saved_by)
            values (${methodId}::uuid, ${text}::jsonb, ${last.id}::uuid, ${viewer.id}::uuid)
            on conflict do nothing returning method_id`)
        : await db.rows(sql`
            update method_drafts set content = ${text}::jsonb, based_on = ${last.id}::uuid, saved_by = ${viewer.id}::uuid,
                   saved_at = ${now}::timestamptz, row_version = row_version + 1
            where method_id = ${methodId}::uuid and row_version = ${rowVersion}::int returning method_id`);
    if (saved.length === 0) throw new Stale("method draft");
    return done({ id: methodId }, { entity: "methodDraft", id: methodId, after: "saved" });
  },
});

export const discardMethodDraft = commandInSql({
  name: "discardMethodDraft",
  right: "methods.edit",
  input: discardDraftInput,
  run: async ({ db, viewer, input, now }) => {
    await empty(db, viewer, input, now);
    return done({ id: input.methodId }, { entity: "methodDraft", id: input.methodId, after: "discarded" });
  },
});

export const publishMethodVersion = commandInSql({
  name: "publishMethodVersion",
  right: "methods.edit",
  input: publishInput,
  run: async ({ db, viewer, input, now, today }) => {
    const { draft } = await findMethodDraft(db, input.methodId);
    if (!draft || draft.rowVersion !== input.rowVersion) throw new Stale("method draft");
    const published = await publish(db, viewer, { ...input, content: draft.content }, now, today);
    if ("refused" in published) return published;
    await empty(db, viewer, input, now);
    return done(
      { id: input.methodId },
      { entity: "methodVersion", id: published.id, after: `${published.versionNo} ${input.effectiveFrom}` },
    );
  },
});

/** An earlier version once more, as the next one: what was published between stays readable. */
export const restoreMethodVersion = commandInSql({
  name: "restoreMethodVersion",
  right: "methods.edit",
  input: restoreInput,
  run: async ({ db, viewer, input, now, today }) => {
    const { methodId } = await getVersionOf(db, input.versionId);
    const wanted = (await listVersions(db, methodId)).find(({ id }) => id === input.versionId);
    if (!wanted) throw new NotFound("method version");
    const published = await publish(db, viewer, { ...input, methodId, content: wanted.content }, now, today);
    if ("refused" in published) return published;
    return done(
      { id: methodId },
      {
        entity: "methodVersion",
        id: published.id,
        before: String(wanted.versionNo),
        after: `${published.versionNo} ${input.effectiveFrom}`,
      },
    );
  },
});

type Wanted = { methodId: string; content: MethodContent; effectiveFrom: string; reason: string };

async function publish(
  db: CommandDb,
  viewer: Viewer,
  { methodId, content, effectiveFrom, reason }: Wanted,
  now: Date,
  today: string,
): Promise<Refusal | Pick<Version, "id" | "versionNo">> {
  const [last] = await listVersions(db, methodId);
  if (!last) throw new NotFound("method");
  const refused = publishRefusal(content, last, effectiveFrom, today);
  if (refused) return refuse(refused);
  const [made] = await db.rows<{ id: string; versionNo: number }>(sql`
    insert into method_versions (id, method_id, version_no, name, name_en, definition, definition_en, source_class,
      default_confidentiality, is_evidence_asked, minimum_count, minimum_period, minimum_scope, minimum_text, is_sample,
      fields, effective_from, published_by, published_at, reason)
    values (gen_random_uuid(), ${methodId}::uuid, ${last.versionNo + 1}::int, ${content.name}, ${content.nameEn},
      ${content.definition}, ${content.definitionEn}, ${last.sourceClass}, ${content.defaultConfidentiality}::smallint,
      ${content.isEvidenceAsked}::boolean, ${content.minimumCount}::int, ${content.minimumPeriod}, ${last.minimumScope},
      ${content.minimumText}, ${content.isSample}::boolean, ${JSON.stringify(content.fields)}::jsonb,
      ${effectiveFrom}::date, ${viewer.id}::uuid, ${now}::timestamptz, ${reason})
    returning id, version_no as "versionNo"`);
  if (!made) throw new NotFound("method version");
  return made;
}

async function empty(
  db: CommandDb,
  viewer: Viewer,
  { methodId, rowVersion }: { methodId: string; rowVersion: number },
  now: Date,
): Promise<void> {
  const emptied = await db.rows(sql`
    update method_drafts set content = null, saved_by = ${viewer.id}::uuid, saved_at = ${now}::timestamptz,
           row_version = row_version + 1
    where method_id = ${methodId}::uuid and row_version = ${rowVersion}::int and content is not null returning method_id`);
  if (emptied.length === 0) throw new Stale("method draft");
}
