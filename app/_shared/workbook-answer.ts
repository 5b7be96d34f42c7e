import { WORKBOOK_TYPE, writeWorkbook } from "@/lib/platform/workbook";
import { attachmentNamed } from "./attachment-name";

/** A workbook to keep: never shown in place, never stored on the way. */
export async function workbookAnswer(
  sheets: Parameters<typeof writeWorkbook>[0],
  name: string,
): Promise<Response> {
  return new Response(new Uint8Array(await writeWorkbook(sheets)), {
    headers: {
      "content-type": WORKBOOK_TYPE,
      "content-disposition": attachmentNamed(`${name}.xlsx`),
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
