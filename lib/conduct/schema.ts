/** 双十条: what may be set, and what may stand in a page's address. */
import * as z from "zod";
import { addressCursor, addressDay } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";

export const CONDUCT_LISTS = ["POSITIVE", "NEGATIVE"] as const;
export type ConductList = (typeof CONDUCT_LISTS)[number];
/** Each list has ten places. */
export const PLACES = 10;
export const LIMITS = { text: 200, reason: 500 } as const;

const reason = requiredText(LIMITS.reason).refine((text) => text.length >= 2, {
  error: "tooShort",
  params: { minimum: 2 },
});

/** A wording for a place: it follows the one that stands there, or fills an empty place. */
export const wordingInput = z.object({
  list: z.enum(CONDUCT_LISTS, { error: "notAnOption" }),
  position: z.coerce.number({ error: "notANumber" }).int().min(1).max(PLACES),
  text: requiredText(LIMITS.text).refine((text) => text.length >= 2, {
    error: "tooShort",
    params: { minimum: 2 },
  }),
  /** the Chinese wording stands in English pages too where this is empty */
  textEn: optionalText(LIMITS.text),
  startsOn: addressDay(),
  reason,
});

export const endInput = z.object({ id: z.uuid({ error: "notAnId" }), endsOn: addressDay(), reason });

export const withdrawInput = z.object({ id: z.uuid({ error: "notAnId" }), reason });

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
export const conductFilter = z.object({
  /** the lists as they stood on that day */
  on: optional(addressDay()),
  /** the place whose panel stands open, e.g. negative-4 */
  place: optional(z.string().regex(/^(positive|negative)-([1-9]|10)$/)),
  saved: optional(z.enum(["worded", "ended", "withdrawn"])),
});
export type ConductFilter = z.output<typeof conductFilter>;

export const conductItemFilter = z.object({ cursor: optional(addressCursor()) });
