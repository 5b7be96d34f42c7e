import * as z from "zod";

export const MEDIA_TYPES = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "application/pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export const attachmentId = z.uuid();

/** An upload as its first request describes it: Upload-Length and the pairs of Upload-Metadata. */
export const uploadInput = z.object({
  attachmentId: z.uuid({ error: "notAnId" }),
  entryId: z.uuid({ error: "notAnId" }),
  byteSize: z.coerce.number({ error: "required" }).int({ error: "notANumber" }).min(1, { error: "required" }),
  /** when the photo was taken; a camera's clock may say anything, so what is no moment is left out */
  takenAt: z.iso
    .datetime({ offset: true })
    .refine((text) => text >= "1970" && text < "2200")
    .transform((text) => new Date(text))
    .optional()
    .catch(undefined),
});

/** What was made of the bytes of an upload, ready to be kept. */
export const storedFileInput = z.object({
  uploadId: z.uuid(),
  fileName: z.string().min(1).max(160),
  mediaType: z.enum(MEDIA_TYPES),
  byteSize: z.int().min(1),
  sha256: z.string(),
  uploadSha256: z.string(),
  storageKey: z.string(),
  thumbKey: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});
