/** 平时 / 年度考核: grades as they are given, and what a reviewer may enter. */
import * as z from "zod";
import { optionalText, requiredText } from "@/lib/platform/text";

export const ANNUAL_GRADES = ["优秀", "称职", "基本称职", "不称职"] as const;
export const ROUTINE_GRADES = ["好", "较好", "一般", "较差"] as const;
export type Grade = (typeof ANNUAL_GRADES)[number] | (typeof ROUTINE_GRADES)[number];
export const LIMITS = { source: 200, reason: 500 } as const;

/** "2025" or "2025-3" for its third quarter: a form has one field for both. */
const period = z
  .string()
  .trim()
  .regex(/^(19[9]\d|20\d\d|2100)(-[1-4])?$/, { error: "notAPeriod" })
  .transform((text) => {
    const [year = "", quarter] = text.split("-");
    return { year: Number(year), quarter: quarter ? Number(quarter) : null };
  });

export const appraisalInput = z
  .object({
    cadreId: z.uuid({ error: "notAnId" }),
    period,
    grade: z.enum([...ANNUAL_GRADES, ...ROUTINE_GRADES], { error: "required" }),
    /** the paper that says so */
    source: requiredText(LIMITS.source).refine((text) => text.length >= 2, {
      error: "tooShort",
      params: { minimum: 2 },
    }),
    /** why a grade that stands is corrected */
    reason: optionalText(LIMITS.reason),
  })
  .refine(
    ({ period: { quarter }, grade }) =>
      (quarter === null ? ANNUAL_GRADES : ROUTINE_GRADES).some((one) => one === grade),
    { error: "gradeOfOtherKind", path: ["grade"] },
  );
