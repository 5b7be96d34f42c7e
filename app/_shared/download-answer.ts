import { attachmentNamed } from "./attachment-name";

/** A file made for whoever asks: a download that no cache keeps and no browser shows as a page. */
export const downloadAnswer = (body: BodyInit, type: string, fileName: string): Response =>
  new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": attachmentNamed(fileName),
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
