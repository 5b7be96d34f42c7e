import { z } from "zod";
import { addressDay } from "@/lib/platform/address";

export const CASE_KINDS = ["open", "overdue", "inTime", "late"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
export const TRAITS = ["age", "gender", "education", "speciality", "term"] as const;
export type Trait = (typeof TRAITS)[number];

/** Answers of 服务对象走访 as the method stores them, and under which word each is shown. */
export const SATISFACTION = {
  满意: "satisfied",
  基本满意: "largely",
  一般: "neutral",
  不满意: "dissatisfied",
  不了解: "doesNotKnow",
} as const;
/** Of whom the unit itself chose: told apart. */
export const RECOMMENDED = "单位推荐";

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The page's address; what does not parse is dropped. */
export const teamFilter = z.object({
  on: optional(addressDay()),
  /** members with one trait: what a number of the structure opens */
  trait: optional(z.enum(TRAITS)),
  value: optional(z.string().max(60)),
  cases: optional(z.enum(CASE_KINDS)),
  /** visits with one answer, or with people whom the unit recommended */
  visits: optional(z.string().max(20)),
});
export type TeamFilter = z.output<typeof teamFilter>;
