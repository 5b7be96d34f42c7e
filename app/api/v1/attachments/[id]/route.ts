import { endpoint } from "@/app/_shared/endpoint";
import { fileAnswer } from "@/app/_shared/file-answer";
import { getAttachment } from "@/lib/attachments/queries";
import { attachmentId } from "@/lib/attachments/schema";
import { read } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";

/** A file for those who see its record or request; `?size=thumb` a small picture of it, where it is one. */
export const GET = endpoint<{ id: string }>("attachments.read", async ({ viewer, request, params }) => {
  const id = attachmentId.safeParse(params.id);
  if (!id.success) throw new NotFound("attachment");
  const file = await read(viewer, (db) => getAttachment(db, id.data));
  return fileAnswer(file, new URL(request.url).searchParams.get("size") === "thumb" ? "thumb" : "full");
});
