import { WORKBOOK_TYPE, writeWorkbook } from "@/lib/platform/workbook";
import { downloadAnswer } from "./download-answer";

/** A workbook to keep. */
export const workbookAnswer = async (
  sheets: Parameters<typeof writeWorkbook>[0],
  name: string,
): Promise<Response> =>
  downloadAnswer(new Uint8Array(await writeWorkbook(sheets)), WORKBOOK_TYPE, `${name}.xlsx`);
