/** A roster as somebody sends it: measured and read by what it is, then stored as a preview. */
import { createHash } from "node:crypto";
import type { Outcome } from "@/lib/platform/result";
import { readTableFile } from "@/lib/platform/table-file";
import { uploadRoster } from "@/lib/roster/commands";
import { LIMITS } from "@/lib/roster/schema";
import { isLrmx, takeLrmx } from "./lrmx-upload";

type Sent = { id: string; fileName: string; bytes: Uint8Array<ArrayBuffer> | null };

export async function takeRoster(
  viewer: { id: string },
  { id, fileName, bytes }: Sent,
): Promise<Outcome<{ id: string }>> {
  if (bytes && isLrmx(bytes)) return takeLrmx(viewer, { id, fileName, bytes });
  const file = bytes
    ? await readTableFile(bytes, { fileBytes: LIMITS.fileBytes, rows: LIMITS.rows })
    : { refused: "tooLarge" as const };
  if ("refused" in file) {
    if (file.refused === "tooManyRows")
      return {
        ok: false,
        kind: "refused",
        reason: "roster.reason.tooManyRows",
        params: { maximum: LIMITS.rows },
      };
    return { ok: false, kind: "refused", reason: `roster.reason.${file.refused}` };
  }
  return uploadRoster(viewer, {
    id,
    fileName,
    kind: file.kind,
    bodyHash: createHash("sha256")
      .update(bytes ?? "")
      .digest("hex"),
    sheets: file.sheets,
  });
}
