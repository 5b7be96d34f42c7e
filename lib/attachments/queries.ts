/** Files as a viewer may see them, and what stands behind an upload; the policies decide which. */
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Standing } from "./rules";
import type { MediaType } from "./schema";

/** A file of a record's page: announced with the text, and arrived or not. */
export type EvidenceFile = {
  id: string;
  name: string;
  byteSize: number;
  /** null while it is under way: 待传 */
  arrivedAt: Date | null;
  mediaType: MediaType | null;
  hasThumb: boolean;
  width: number | null;
  height: number | null;
  /** for those who may see it */
  takenAt: Date | null;
  /** named by an earlier revision only */
  isEarlier: boolean;
};

export const listEvidence = (db: ScopedDb, entryId: string): Promise<EvidenceFile[]> =>
  db.rows<EvidenceFile>(sql`
    with named as (
      select e.id, e.name, e.size, position
      from (select evidence from observations where id = ${entryId}::uuid
            union all
            -- of an entry that waits to be handed over
            select body -> 'evidence' from handover_bodies where handover_id = ${entryId}::uuid
            union all
            -- of what a cadre asks to have corrected
            select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.file_name, 'size', f.byte_size) order by f.announced_at, f.file_name, f.id)
            from correction_files f where f.request_id = ${entryId}::uuid and (f.dropped_at is null
              or exists (select 1 from attachments there where there.id = f.id))) entry,
        rows from (jsonb_to_recordset(entry.evidence) as (id uuid, name text, size int))
        with ordinality as e(id, name, size, position)
    ), arrived as (
      select a.*, g.taken_at from attachments a left join attachment_origins g on g.attachment_id = a.id
      where a.entry_id = ${entryId}::uuid
    )
    select id, coalesce(a.file_name, n.name) as name, coalesce(a.byte_size, n.size) as "byteSize",
      a.created_at as "arrivedAt", a.media_type as "mediaType", a.thumb_key is not null as "hasThumb", a.width, a.height,
      a.taken_at as "takenAt", n.position is null as "isEarlier"
    from named n full join arrived a using (id)
    order by n.position nulls last, a.created_at, id`);

export type AttachmentFile = {
  fileName: string;
  mediaType: MediaType;
  byteSize: number;
  storageKey: string;
  thumbKey: string | null;
};

export async function getAttachment(db: ScopedDb, id: string): Promise<AttachmentFile> {
  const [file] = await db.rows<AttachmentFile>(sql`
    select file_name as "fileName", media_type as "mediaType", byte_size as "byteSize", storage_key as "storageKey",
      thumb_key as "thumbKey"
    from attachments where id = ${id}::uuid`);
  if (!file) throw new NotFound("attachment");
  return file;
}

const standing = (entryId: Sql, attachmentId: Sql): Sql => sql`
  announced_evidence(${entryId}) as announced,
  (select json_build_object('uploadSha256', encode(a.upload_sha256, 'hex'), 'isOwn', a.owner_id = viewer_id())
   from attachments a where a.id = ${attachmentId}) as stored`;

export async function findStanding(db: ScopedDb, entryId: string, attachmentId: string): Promise<Standing> {
  const [found] = await db.rows<Standing>(
    sql`select ${standing(sql`${entryId}::uuid`, sql`${attachmentId}::uuid`)}`,
  );
  return found ?? { announced: null, stored: null };
}

/** An upload of the viewer's own, with what its entry says today. */
export type Upload = Standing & {
  id: string;
  entryId: string;
  attachmentId: string;
  byteSize: number;
  takenAt: Date | null;
};

export async function getUpload(db: ScopedDb, id: string): Promise<Upload> {
  const [upload] = await db.rows<Upload>(sql`
    select u.id, u.entry_id as "entryId", u.attachment_id as "attachmentId", u.byte_size as "byteSize",
      u.taken_at as "takenAt", ${standing(sql`u.entry_id`, sql`u.attachment_id`)}
    from attachment_uploads u where u.id = ${id}::uuid`);
  if (!upload) throw new NotFound("upload");
  return upload;
}

/** Of the viewer, in the last hour, oldest first; whoever begins two at once waits for their own first one. */
export async function listBegunUploads(
  db: ScopedDb,
  viewerId: string,
): Promise<{ byteSize: number; secondsAgo: number }[]> {
  await db.rows(
    sql`select pg_advisory_xact_lock(hashtext('uploads'), hashtext(${viewerId}))::text as locked`,
  );
  return db.rows(sql`
    select byte_size as "byteSize", extract(epoch from now() - created_at)::int as "secondsAgo"
    from attachment_uploads where owner_id = ${viewerId}::uuid and created_at > now() - interval '1 hour'
    order by created_at`);
}
