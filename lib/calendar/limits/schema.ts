/** Limits that an office sets from a day on; what they may be at most is a rule (product.md, rules 1 and 2). */
import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";

const REASON_LIMIT = 500;

/** In the order of the page. */
export const LIMIT_STEPS = [
  "ROTATION_MONTHS",
  "ROTATION_WARNING_MONTHS",
  "UNITS_LEAST",
  "UNITS_MOST",
  "SILENT_DAYS",
] as const;
export type LimitStep = (typeof LIMIT_STEPS)[number];
export type LimitUnit = "months" | "units" | "days";

/** The check deadline_settings_amount_in_reach says the same. `delivered` stands for days before any setting. */
export const LIMIT_REACH: Record<
  LimitStep,
  { least: number; most: number; delivered: number; unit: LimitUnit }
> = {
  ROTATION_MONTHS: { least: 6, most: 24, delivered: 24, unit: "months" },
  ROTATION_WARNING_MONTHS: { least: 3, most: 23, delivered: 21, unit: "months" },
  UNITS_LEAST: { least: 2, most: 3, delivered: 2, unit: "units" },
  UNITS_MOST: { least: 2, most: 3, delivered: 3, unit: "units" },
  SILENT_DAYS: { least: 30, most: 365, delivered: 90, unit: "days" },
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
