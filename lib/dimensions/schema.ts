/** 德 能 勤 绩 廉: the codes that stay, and what may be said of them. */
import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";

/** In the order of every page. Records hold these, never a word. */
export const DIMENSIONS = ["VIRTUE", "ABILITY", "DILIGENCE", "PERFORMANCE", "INTEGRITY"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const LIMITS = {
  name: 20,
  shortName: 6,
  hint: 200,
  nameEn: 40,
  shortNameEn: 20,
  hintEn: 400,
  reason: 500,
} as const;

const reason = requiredText(LIMITS.reason).refine((text) => text.length >= 2, {
  error: "tooShort",
  params: { minimum: 2 },
});

export const wordDimensionInput = z.object({
  dimension: z.enum(DIMENSIONS, { error: "notAnOption" }),
  name: requiredText(LIMITS.name),
  shortName: requiredText(LIMITS.shortName),
  hint: optionalText(LIMITS.hint),
  /** English pages use the usual words where these are empty */
  nameEn: optionalText(LIMITS.nameEn),
  shortNameEn: optionalText(LIMITS.shortNameEn),
  hintEn: optionalText(LIMITS.hintEn),
  startsOn: addressDay(),
  reason,
});

export const restoreDimensionInput = z.object({
  wordingId: z.uuid({ error: "notAnId" }),
  startsOn: addressDay(),
  reason,
});

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const dimensionsFilter = z.object({
  /** the words as they stood on that day */
  on: optional(addressDay()),
  /** at most one panel stands open: a dimension's, or an earlier wording's */
  edit: optional(z.enum(DIMENSIONS)),
  back: optional(z.uuid()),
  saved: optional(z.enum(["worded", "restored"])),
});
