/** 更正任职: what was entered wrongly about a post is put right, with its reason. */
import { z } from "zod";
import { TIERS } from "@/lib/cadres/schema";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";

export const POST_LIMITS = { title: 60, level: 30, reason: 500 } as const;

export const correctPostInput = z.object({
  holdingId: z.uuid({ error: "notAnId" }),
  /** what the form showed */
  seen: z.string().max(300),
  title: requiredText(POST_LIMITS.title),
  level: requiredText(POST_LIMITS.level),
  tier: z.enum(TIERS, { error: "notAnOption" }),
  startsOn: addressDay(),
  /** empty: still held */
  endsOn: z.preprocess((value) => (value === "" ? undefined : value), addressDay().optional()),
  reason: requiredText(POST_LIMITS.reason).refine((text) => text.length >= 2, {
    error: "tooShort",
    params: { minimum: 2 },
  }),
});

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const postsFilter = z.object({
  cadre: optional(z.uuid()),
  /** the holding whose panel stands open */
  post: optional(z.uuid()),
  /** a correction whose earlier values the form begins with */
  back: optional(z.uuid()),
  saved: optional(z.literal("1")),
});
