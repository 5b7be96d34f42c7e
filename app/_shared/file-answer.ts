/** A stored file as an answer: never shown by the browser as a page of ours, never kept by a cache. */
import type { AttachmentFile } from "@/lib/attachments/queries";
import { NotFound } from "@/lib/platform/result";
import { storage } from "@/lib/platform/storage";
import { attachmentNamed } from "./attachment-name";

export async function fileAnswer(file: AttachmentFile, size: "full" | "thumb"): Promise<Response> {
  const isThumb = size === "thumb";
  const key = isThumb ? file.thumbKey : file.storageKey;
  if (key === null) throw new NotFound("thumbnail");
  const body = await storage().get(key);
  // a row without its file: a loss, and nothing that a person did wrong
  if (!body) throw new Error(`stored file ${key} is missing`);
  return new Response(body, {
    headers: {
      "content-type": isThumb ? "image/webp" : file.mediaType,
      ...(isThumb ? {} : { "content-length": String(file.byteSize) }),
      "content-disposition": attachmentNamed(isThumb ? "thumb.webp" : file.fileName),
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
