import { endpoint } from "@/app/_shared/endpoint";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { templateSheets } from "@/lib/roster/paper/rules";

/** The workbook to fill in: any other with known headings does as well. */
export const GET = endpoint("roster.import", async () => workbookAnswer(templateSheets(), "干部名册模板"));
