import { type Gongwen, gongwenDocx } from "@/lib/platform/gongwen";
import { downloadAnswer } from "./download-answer";

export const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A paper of ours as an answer. */
export const docxAnswer = async (paper: Gongwen, fileName: string): Promise<Response> =>
  downloadAnswer(await gongwenDocx(paper), DOCX_TYPE, `${fileName}.docx`);
