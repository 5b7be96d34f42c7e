import * as z from "zod";
import { requiredText } from "@/lib/platform/text";

export const OUTCOME_LIMIT = 1000;

/** 办结: what came of it, in words. */
export const closeInput = z.strictObject({
  id: z.uuid({ error: "notAnId" }),
  outcome: requiredText(OUTCOME_LIMIT),
});
