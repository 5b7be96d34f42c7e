import { endpoint } from "@/app/_shared/endpoint";
import { workbookAnswer } from "@/app/_shared/workbook-answer";
import { gradeTemplate } from "@/lib/roster/grades/paper/rules";

/** The workbook to fill in: any other with known headings does as well. */
export const GET = endpoint("appraisals.record", async () => workbookAnswer(gradeTemplate(), "考核等次模板"));
