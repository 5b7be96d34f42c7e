import * as z from "zod";
import { type Gongwen, gongwenDocx } from "@/lib/platform/gongwen";
import { gongwenPdf } from "@/lib/platform/gongwen-pdf";
import { marksOf } from "@/lib/platform/marks";
import { loadMessages } from "@/lib/platform/messages";
import { downloadAnswer } from "./download-answer";

export const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF_TYPE = "application/pdf";

const asked = z.enum(["docx", "pdf"]).catch("docx");
export type PaperForm = z.output<typeof asked>;
/** `?form=pdf`; a paper is a docx otherwise. */
export const formOf = (request: Request): PaperForm =>
  asked.parse(new URL(request.url).searchParams.get("form"));

/** A paper of ours as an answer; `at`: when its content was fixed, where that is kept. */
export async function paperAnswer(
  paper: Gongwen,
  fileName: string,
  { form = "docx", at = null }: { form?: PaperForm; at?: Date | null } = {},
): Promise<Response> {
  if (form === "docx") return downloadAnswer(await gongwenDocx(paper), DOCX_TYPE, `${fileName}.docx`);
  const words = await pdfWords();
  return downloadAnswer(await gongwenPdf(paper, { at, words }), PDF_TYPE, `${fileName}.pdf`);
}

/** In the language of the office, as the papers are. */
async function pdfWords() {
  const { app } = await loadMessages("zh-CN");
  const hint: unknown = Reflect.get(Object(app), "hint");
  const said = (key: string): string => String(Reflect.get(Object(hint), key));
  return {
    typeface: said("pdfTypeface"),
    missing: (codes: string[]) => said("pdfMissing").replace("{codes}", codes.join(marksOf(false).list)),
  };
}
