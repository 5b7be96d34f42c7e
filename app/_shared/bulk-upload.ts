/** A list of people: an uploaded workbook's first sheet, or what was pasted from one. */
import { tableOf } from "@/lib/accounts/bulk/rules";
import type { Outcome } from "@/lib/platform/result";
import { readWorkbook } from "@/lib/platform/workbook";

const MOST_BYTES = 2 * 1024 * 1024;
const MOST_LETTERS = 200_000;

export async function bulkTable(form: FormData): Promise<Outcome<string[][]>> {
  const file = form.get("file");
  if (file instanceof File && file.size > 0) {
    const sheets = await readWorkbook(new Uint8Array(await file.arrayBuffer()), MOST_BYTES);
    const rows = sheets?.[0]?.rows;
    return rows ? { ok: true, value: rows } : { ok: false, kind: "refused", reason: "bulk.reason.notABook" };
  }
  const text = form.get("text");
  if (typeof text !== "string" || text.trim() === "")
    return { ok: false, kind: "invalid", issues: [{ path: "text", code: "required" }] };
  if (text.length > MOST_LETTERS)
    return {
      ok: false,
      kind: "invalid",
      issues: [{ path: "text", code: "tooLong", params: { maximum: MOST_LETTERS } }],
    };
  return { ok: true, value: tableOf(text) };
}
