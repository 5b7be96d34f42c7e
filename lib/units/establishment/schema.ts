import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";
import { POST_LEVELS } from "../schema";

export const LIMITS = { posts: 200, reason: 500 } as const;

/** From a day on, by the paper that is named. */
export const establishInput = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  level: z.enum(POST_LEVELS, { error: "required" }),
  posts: z.coerce.number({ error: "notANumber" }).int().min(0).max(LIMITS.posts),
  startsOn: addressDay(),
  reason: requiredText(LIMITS.reason).refine((text) => [...text].length >= 2, {
    error: "tooShort",
    params: { minimum: 2 },
  }),
});
