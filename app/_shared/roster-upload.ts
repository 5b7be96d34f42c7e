/** A roster as somebody sends it: measured and read by what it is, then stored as a preview. */
import { createHash } from "node:crypto";
import type { Command } from "@/lib/platform/command";
import type { Outcome } from "@/lib/platform/result";
import { readTableFile } from "@/lib/platform/table-file";
import { uploadRoster } from "@/lib/roster/commands";
import { uploadGrades } from "@/lib/roster/grades/commands";
import { LIMITS } from "@/lib/roster/schema";
import { isLrmx, takeLrmx } from "./lrmx-upload";

type Sent = { id: string; fileName: string; bytes: Uint8Array<ArrayBuffer> | null };

export const takeRoster = async (viewer: { id: string }, sent: Sent): Promise<Outcome<{ id: string }>> =>
  sent.bytes && isLrmx(sent.bytes)
    ? takeLrmx(viewer, { ...sent, bytes: sent.bytes })
    : takeTable(viewer, sent, { upload: uploadRoster, domain: "roster" });

/** 考核等次 */
export const takeGrades = (viewer: { id: string }, sent: Sent): Promise<Outcome<{ id: string }>> =>
  takeTable(viewer, sent, { upload: uploadGrades, domain: "grades" });

async function takeTable(
  viewer: { id: string },
  { id, fileName, bytes }: Sent,
  { upload, domain }: { upload: Command<{ id: string }>; domain: "roster" | "grades" },
): Promise<Outcome<{ id: string }>> {
  const file = bytes
    ? await readTableFile(bytes, { fileBytes: LIMITS.fileBytes, rows: LIMITS.rows })
    : { refused: "tooLarge" as const };
  if ("refused" in file) {
    const params = file.refused === "tooManyRows" ? { maximum: LIMITS.rows } : undefined;
    return { ok: false, kind: "refused", reason: `${domain}.reason.${file.refused}`, params };
  }
  return upload(viewer, {
    id,
    fileName,
    kind: file.kind,
    bodyHash: createHash("sha256")
      .update(bytes ?? "")
      .digest("hex"),
    sheets: file.sheets,
  });
}

/** Headers hold ASCII alone: the name is percent-encoded. */
export function sentName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return "";
  }
}
