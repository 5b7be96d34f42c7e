/** 考核等次 of many, as a file says them: the columns, which rule a cell breaks, and the answers of the import. */
import { z } from "zod";
import { LIMITS as GRADE_LIMITS } from "@/lib/appraisals/schema";
import { addressText } from "@/lib/platform/address";
import { optionalText } from "@/lib/platform/text";
import { confirmJobInput, uploadInput, VERDICTS } from "../schema";

/** In the order of the template; the words stand under `field.grade` in messages/<locale>/grades.json. */
export const GRADE_FIELDS = [
  "unit",
  "name",
  "idNumber",
  "period",
  "year",
  "quarter",
  "grade",
  "source",
  "reason",
] as const;
export type GradeField = (typeof GRADE_FIELDS)[number];
export const isGradeField = (text: string): text is GradeField =>
  GRADE_FIELDS.some((field) => field === text);

/** Text by field, as it came. */
export type GradeValues = Partial<Record<GradeField, string>>;

/** Which rule a cell breaks; the words stand under `reason.rule`. */
export const GRADE_RULES = [
  "required",
  "cellError",
  "nameForm",
  "identityForm",
  "identityDigit",
  "identityNumeric",
  "unknownUnit",
  "ambiguousUnit",
  "periodForm",
  "periodOpen",
  "periodTwice",
  "unknownGrade",
  "gradeOfOtherKind",
  "textTooLong",
  "unknownPerson",
  "notInOffice",
  "ownGrade",
] as const;
export type GradeRule = (typeof GRADE_RULES)[number];
export type GradeFault = {
  field: GradeField;
  rule: GradeRule;
  params?: Record<string, string | number>;
};

export const GRADE_VIEWS = ["ALL", ...VERDICTS] as const;

export const gradesUpload = uploadInput;
/** A person is chosen, or the row is left out; OPEN takes the answer back. Nobody is entered anew by a grade. */
export const gradeChoice = z.object({
  batchId: z.uuid(),
  rowId: z.uuid(),
  pick: z.union([z.enum(["SKIP", "OPEN"]), z.uuid()], { error: "required" }),
});
export const gradesConfirm = confirmJobInput.extend({
  /** for rows that name no paper of their own */
  source: optionalText(GRADE_LIMITS.source),
  /** why grades that stand are corrected, where a row does not say */
  reason: optionalText(GRADE_LIMITS.reason),
});

/** The preview's address. */
export const gradesFilter = z.object({
  view: z.enum(GRADE_VIEWS).catch("ALL").default("ALL"),
  q: addressText(40).catch("").default(""),
  page: z.coerce.number().int().min(1).max(500).catch(1).default(1),
});
export type GradesFilter = z.output<typeof gradesFilter>;
