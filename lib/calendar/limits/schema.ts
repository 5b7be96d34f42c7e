/** Limits that an office sets from a day on; what they may be at most is a rule (product.md, rules 1 and 2). */
import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";

const REASON_LIMIT = 500;

/** In the order of the page. */
export const LIMIT_STEPS = [
  "ROTATION_MONTHS",
  "ROTATION_WARNING_MONTHS",
  "BREAK_DAYS",
  "UNITS_LEAST",
  "UNITS_MOST",
  "OVERLAP_DAYS",
  "BACKDATE_DAYS",
  "SILENT_DAYS",
  "REQUEST_DAYS",
  "VISIT_DAYS",
  "EVIDENCE_METHODS",
  "EVIDENCE_RECORDERS",
  "LATE_DAYS",
  "LATE_MONTHS",
  "CONCERN_DAYS",
  "CONCERN_WARNING_DAYS",
  "TRIAL_WARNING_DAYS",
] as const;
export type LimitStep = (typeof LIMIT_STEPS)[number];
export type LimitUnit = "months" | "units" | "days" | "silence" | "workingDays" | "methods" | "recorders";

type Reach = { least: number; most: number; delivered: number; unit: LimitUnit };
/** The check deadline_settings_amount_in_reach says the same. `delivered` stands for days before any setting. */
export const LIMIT_REACH: Record<LimitStep, Reach> = {
  ROTATION_MONTHS: { least: 6, most: 24, delivered: 24, unit: "months" },
  ROTATION_WARNING_MONTHS: { least: 3, most: 23, delivered: 21, unit: "months" },
  // a shorter pause would make the two years of rule 2 longer
  BREAK_DAYS: { least: 31, most: 366, delivered: 31, unit: "days" },
  UNITS_LEAST: { least: 2, most: 3, delivered: 2, unit: "units" },
  UNITS_MOST: { least: 2, most: 3, delivered: 3, unit: "units" },
  OVERLAP_DAYS: { least: 0, most: 60, delivered: 60, unit: "days" },
  BACKDATE_DAYS: { least: 0, most: 31, delivered: 31, unit: "days" },
  SILENT_DAYS: { least: 30, most: 365, delivered: 90, unit: "silence" },
  REQUEST_DAYS: { least: 1, most: 30, delivered: 5, unit: "workingDays" },
  VISIT_DAYS: { least: 1, most: 90, delivered: 14, unit: "days" },
  // never thin under fewer than product.md says ("Light by rule")
  EVIDENCE_METHODS: { least: 3, most: 10, delivered: 3, unit: "methods" },
  EVIDENCE_RECORDERS: { least: 2, most: 10, delivered: 2, unit: "recorders" },
  // the longest stretch is shorter than the shortest span that it is compared with
  LATE_DAYS: { least: 14, most: 120, delivered: 60, unit: "days" },
  LATE_MONTHS: { least: 6, most: 24, delivered: 12, unit: "months" },
  CONCERN_DAYS: { least: 30, most: 366, delivered: 90, unit: "days" },
  CONCERN_WARNING_DAYS: { least: 7, most: 90, delivered: 30, unit: "days" },
  TRIAL_WARNING_DAYS: { least: 7, most: 90, delivered: 30, unit: "days" },
};

export const limitInput = z.object({
  step: z.enum(LIMIT_STEPS),
  amount: z.coerce.number({ error: "notANumber" }).int({ error: "notANumber" }),
  effectiveOn: addressDay(),
  reason: requiredText(REASON_LIMIT).refine((text) => text.length >= 2, {
    error: "tooShort",
    params: { minimum: 2 },
  }),
});
