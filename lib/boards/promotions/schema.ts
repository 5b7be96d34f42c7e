/** 任用去向: what its address may say. */
import { z } from "zod";
import { addressMonth } from "@/lib/platform/address";
import { UNIT_TYPES } from "@/lib/units/schema";

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Parts of the people, each opened by its number. */
export const PARTS = [
  "battlefield",
  "elsewhere",
  "verified0",
  "verified1",
  "verified2",
  "verified3",
  "timed",
  "within6",
  "within12",
  "over12",
] as const;
export type Part = (typeof PARTS)[number];

export const promotionFilter = z.object({
  /** first and last month of the decisions */
  from: optional(addressMonth()),
  to: optional(addressMonth()),
  /** of the unit that they came from, or of the new one where there was none */
  type: optional(z.enum(UNIT_TYPES)),
  /** who had part in this 中心工作 in the two years before */
  task: optional(z.uuid()),
  part: optional(z.enum(PARTS)),
});
export type PromotionFilter = z.output<typeof promotionFilter>;
