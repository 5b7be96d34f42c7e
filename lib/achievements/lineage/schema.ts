import * as z from "zod";
import { requiredText } from "@/lib/platform/text";
import { cadreLine, id, LIMITS } from "../schema";

const given = { id, revisionNo: z.coerce.number().int().min(1), reason: requiredText(LIMITS.reason) };

/** 合并: `id` goes into `intoId`. Also from a form: numbers come as text. */
export const mergeInput = z
  .object({ ...given, intoId: z.uuid({ error: "required" }) })
  .refine((input) => input.id !== input.intoId, { error: "notAnOption", path: ["intoId"] });

const part = z.strictObject({
  id,
  claim: requiredText(LIMITS.claim).refine((text) => [...text].length >= 4, { error: "tooShort" }),
  cadres: z.array(cadreLine).min(1, { error: "required" }).max(30, { error: "tooMany" }),
  /** live sources of the whole that speak for this part */
  sourceIds: z.array(id).max(100, { error: "tooMany" }),
  /** the indicator with its numbers is of this part */
  hasFigures: z.boolean(),
});
export type Part = z.output<typeof part>;

export const MOST_PARTS = 4;
/** 拆分: into claims of their own, which begin anew; unit, level, period, task and confidentiality are those of the whole. */
export const splitInput = z.strictObject({
  ...given,
  parts: z.array(part).min(2, { error: "tooFew" }).max(MOST_PARTS, { error: "tooMany" }),
});

/** 撤销: of a claim that was merged or split. */
export const undoInput = z.object(given);
