import { getLocale } from "next-intl/server";
import * as z from "zod";
import { type Gongwen, gongwenDocx } from "@/lib/platform/gongwen";
import { gongwenPdf } from "@/lib/platform/gongwen-pdf";
import { marksOf } from "@/lib/platform/marks";
import { type Locale, loadMessages } from "@/lib/platform/messages";
import { downloadAnswer } from "./download-answer";

export const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF_TYPE = "application/pdf";

const asked = z.enum(["docx", "pdf"]).catch("docx");
export type PaperForm = z.output<typeof asked>;
/** `?form=pdf`; a paper is a docx otherwise. */
export const formOf = (request: Request): PaperForm =>
  asked.parse(new URL(request.url).searchParams.get("form"));

/** A paper of ours as an answer; `at`: when its content was fixed, where that is kept; `language`: if not its reader's. */
export async function paperAnswer(
  paper: Gongwen,
  fileName: string,
  { form = "docx", at = null, language }: { form?: PaperForm; at?: Date | null; language?: Locale } = {},
): Promise<Response> {
  if (form === "docx") return downloadAnswer(await gongwenDocx(paper), DOCX_TYPE, `${fileName}.docx`);
  const spoken = language ?? ((await getLocale()) === "en" ? "en" : "zh-CN");
  const words = await pdfWords(spoken);
  return downloadAnswer(
    await gongwenPdf({ ...paper, language: spoken }, { at, words }),
    PDF_TYPE,
    `${fileName}.pdf`,
  );
}

async function pdfWords(language: Locale) {
  const { app } = await loadMessages(language);
  const hint: unknown = Reflect.get(Object(app), "hint");
  const said = (key: string): string => String(Reflect.get(Object(hint), key));
  return {
    typeface: said("pdfTypeface"),
    missing: (codes: string[]) =>
      said("pdfMissing").replace("{codes}", codes.join(marksOf(language === "en").list)),
  };
}
