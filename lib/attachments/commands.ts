/** Evidence files: an upload begun, its bytes turned into what is kept, and the row that makes it part of an entry. */
import { createHash } from "node:crypto";
import { commandInSql, done } from "@/lib/platform/command";
import { read } from "@/lib/platform/db";
import { type PictureKind, redrawn } from "@/lib/platform/pictures";
import { type Outcome, type Refusal, refuse, TooMany } from "@/lib/platform/result";
import { sql } from "@/lib/platform/sql";
import { newStorageKey, storage } from "@/lib/platform/storage";
import { takingTurns } from "@/lib/platform/turns";
import { contentOf } from "./content/rules";
import { findStanding, getUpload, listBegunUploads, type Upload } from "./queries";
import {
  type Announced,
  type AttachmentReason,
  announcedFile,
  FILE_LIMITS,
  keptName,
  secondsToWait,
  sizeRefusal,
} from "./rules";
import { type MediaType, storedFileInput, uploadInput } from "./schema";

/** Before the first byte: the text is there and announced this file, and the person has not sent too much lately. */
export const beginUpload = commandInSql({
  name: "beginUpload",
  right: "attachments.send",
  input: uploadInput,
  run: async ({ db, viewer, input }) => {
    const { entryId, attachmentId, byteSize, takenAt } = input;
    const announced = announcedFile(await findStanding(db, entryId, attachmentId), attachmentId);
    if ("refused" in announced) return announced;
    const refusal = sizeRefusal(announced, byteSize);
    if (refusal) return refusal;
    const wait = secondsToWait(await listBegunUploads(db, viewer.id), byteSize);
    if (wait !== null) throw new TooMany(wait);
    const [begun] = await db.rows<{ id: string }>(sql`
      insert into attachment_uploads (owner_id, entry_id, attachment_id, byte_size, taken_at)
      values (${viewer.id}::uuid, ${entryId}::uuid, ${attachmentId}::uuid, ${byteSize}::int, ${takenAt ?? null}::timestamptz)
      returning id`);
    return done({ uploadId: begun?.id ?? "" }, null);
  },
});

/** Decoding takes memory: a picture of 40 megapixels, twice. Whoever comes when twenty wait is asked to come again. */
const inTurn = takingTurns(2, 20);

/**
 * The end of an upload. The bytes are looked at, pictures drawn anew, the file is kept, then the row is written: a file
 * without a row is swept later, a row without a file would be a loss. The same upload again finds it stored.
 */
export function finishUpload(
  viewer: { id: string },
  uploadId: string,
  load: () => Promise<Buffer>,
): Promise<Outcome<{ id: string }>> {
  return inTurn(async () => {
    const upload = await read(viewer, (db) => getUpload(db, uploadId));
    const announced = announcedFile(upload, upload.attachmentId);
    if ("refused" in announced) return storedBefore(upload, announced);
    const kept = await keep(await load(), announced);
    if ("refused" in kept) return refused(kept);
    const outcome = await attachFile(viewer, { uploadId, ...kept });
    // where the answer to the commit is not known nothing is taken away
    if (!outcome.ok || outcome.value.isRepeat) await forget(kept);
    return outcome.ok ? { ok: true, value: { id: outcome.value.id } } : outcome;
  });
}

const refused = ({ refused: reason, params }: Refusal): Extract<Outcome, { ok: false }> => ({
  ok: false,
  kind: "refused",
  reason,
  params,
});

const storedBefore = (upload: Upload, refusal: Refusal<AttachmentReason>): Outcome<{ id: string }> =>
  refusal.refused === "attachments.reason.alreadyStored"
    ? { ok: true, value: { id: upload.attachmentId } }
    : refused(refusal);

const attachFile = commandInSql({
  name: "attachFile",
  right: "attachments.send",
  input: storedFileInput,
  run: async ({ db, viewer, input }) => {
    const upload = await getUpload(db, input.uploadId);
    const id = upload.attachmentId;
    const announced = announcedFile(upload, id);
    if ("refused" in announced) {
      const isRepeat = announced.refused === "attachments.reason.alreadyStored";
      return isRepeat ? done({ id, isRepeat }, null) : announced;
    }
    const written = await db.rows(sql`
      insert into attachments (id, entry_id, owner_id, file_name, media_type, byte_size, sha256, upload_sha256,
                               capture_sha256, storage_key, thumb_key, width, height)
      values (${id}::uuid, ${upload.entryId}::uuid, ${viewer.id}::uuid, ${input.fileName}, ${input.mediaType},
              ${input.byteSize}::int, decode(${input.sha256}, 'hex'), decode(${input.uploadSha256}, 'hex'),
              decode(${announced.captureSha256}, 'hex'), ${input.storageKey}, ${input.thumbKey}, ${input.width}::int,
              ${input.height}::int)
      on conflict (id) do nothing returning id`);
    if (written.length === 0) {
      // the same upload ended twice at once, or the id is somebody else's
      const now = announcedFile(await findStanding(db, upload.entryId, id), id);
      const isRepeat = "refused" in now && now.refused === "attachments.reason.alreadyStored";
      return isRepeat ? done({ id, isRepeat }, null) : refuse("attachments.reason.idTaken");
    }
    if (upload.takenAt) {
      await db.rows(sql`
        insert into attachment_origins (attachment_id, taken_at) values (${id}::uuid, ${upload.takenAt}::timestamptz)`);
    }
    return done({ id, isRepeat: false }, { entity: "attachment", id, after: "STORED" });
  },
});

/* ---------------------------------------------------------------- from bytes to a kept file */

type Kept = {
  fileName: string;
  mediaType: MediaType;
  byteSize: number;
  sha256: string;
  uploadSha256: string;
  storageKey: string;
  thumbKey: string | null;
  width: number | null;
  height: number | null;
};

const PICTURES: Partial<Record<MediaType, PictureKind>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
};
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

async function keep(sent: Buffer, announced: Announced): Promise<Kept | Refusal<AttachmentReason>> {
  const uploadSha256 = sha256(sent);
  if (uploadSha256 !== announced.sha256) return refuse("attachments.reason.otherBytes");
  const content = contentOf(sent);
  if ("refused" in content) return content;
  const { mediaType } = content;
  const kind = PICTURES[mediaType];
  const picture = kind ? await redrawn(sent, kind, FILE_LIMITS) : null;
  if (picture === "broken") return refuse("attachments.reason.broken");
  if (picture === "tooManyPixels") {
    return refuse("attachments.reason.tooManyPixels");
  }
  const bytes = picture?.bytes ?? sent;
  const storageKey = newStorageKey();
  const thumbKey = picture ? `${storageKey}-thumb` : null;
  await storage().put(storageKey, bytes, mediaType);
  if (picture && thumbKey) await storage().put(thumbKey, picture.thumb, "image/webp");
  return {
    fileName: keptName(announced.name, mediaType),
    mediaType,
    byteSize: bytes.length,
    sha256: sha256(bytes),
    uploadSha256,
    storageKey,
    thumbKey,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
  };
}

const forget = async ({ storageKey, thumbKey }: Kept): Promise<void> => {
  await storage().delete(storageKey);
  if (thumbKey) await storage().delete(thumbKey);
};
