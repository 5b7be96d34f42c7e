/** A grade is a fact of its period: corrected with a reason, never overwritten. */
import { addDays, addMonths, type Day } from "@/lib/platform/clock";
import { type Refusal, refuse } from "@/lib/platform/result";
import type { Grade } from "./schema";

export type AppraisalReason =
  | "appraisals.reason.periodOpen"
  | "appraisals.reason.sameGrade"
  | "appraisals.reason.needsReason"
  | "appraisals.reason.changedMeanwhile"
  | "appraisals.reason.notInOffice"
  | "appraisals.reason.ownGrade";

type Period = { year: number; quarter: number | null };

function lastDayOf({ year, quarter }: Period): Day {
  if (quarter === null) return `${year}-12-31`;
  const first = `${year}-${String(quarter * 3 - 2).padStart(2, "0")}-01`;
  return addDays(addMonths(first, 3), -1);
}

/** Grades are fixed shortly before a period ends; the database allows the same month. */
const EARLY_DAYS = 31;

export function appraisalRefusal(
  standing: { grade: Grade } | null,
  wanted: { grade: Grade; reason: string; period: Period },
  today: Day,
): Refusal<AppraisalReason> | null {
  if (lastDayOf(wanted.period) > addDays(today, EARLY_DAYS)) return refuse("appraisals.reason.periodOpen");
  if (standing?.grade === wanted.grade) return refuse("appraisals.reason.sameGrade");
  if (standing && wanted.reason.length < 2) return refuse("appraisals.reason.needsReason");
  return null;
}
