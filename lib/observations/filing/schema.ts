/** 归档 of many, and back: the address of the look, and the change. */
import { z } from "zod";
import { chosenIds, confirmedIds, MANY_LIMITS } from "@/lib/platform/many";
import { requiredText } from "@/lib/platform/text";

export const FILING_DEEDS = ["ARCHIVE", "REOPEN"] as const;
export type FilingDeed = (typeof FILING_DEEDS)[number];

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
/** `all`: whatever the list's filter finds; `less`: but those that cannot. */
export const filingLook = z.object({
  records: chosenIds,
  all: optional(z.literal("1")),
  less: optional(z.literal("1")),
  deed: optional(z.enum(FILING_DEEDS)),
});
export const filingInput = z.object({
  id: z.uuid(),
  records: confirmedIds,
  /** digest of what was shown */
  seen: z.string().max(64),
  deed: z.enum(FILING_DEEDS),
  reason: requiredText(MANY_LIMITS.reason).refine((text) => text.length >= 2, { error: "tooShort" }),
});
export const undoFilingInput = z.object({ id: z.uuid() });
export const filingsFilter = z.object({ id: optional(z.uuid()) });
