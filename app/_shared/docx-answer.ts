/** A paper of ours as an answer: a download that no cache keeps and no browser shows as a page. */
import { type Gongwen, gongwenDocx } from "@/lib/platform/gongwen";
import { attachmentNamed } from "./attachment-name";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

export async function docxAnswer(paper: Gongwen, fileName: string): Promise<Response> {
  return new Response(await gongwenDocx(paper), {
    headers: {
      "content-type": DOCX,
      "content-disposition": attachmentNamed(`${fileName}.docx`),
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
