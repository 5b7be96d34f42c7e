import { z } from "zod";
import { addressDay } from "@/lib/platform/address";

export const CASE_KINDS = ["open", "overdue", "inTime", "late"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
export const TRAITS = ["age", "gender", "education", "speciality", "term"] as const;
export type Trait = (typeof TRAITS)[number];

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The page's address; what does not parse is dropped. */
export const teamFilter = z.object({
  on: optional(addressDay()),
  /** members with one trait: what a number of the structure opens */
  trait: optional(z.enum(TRAITS)),
  value: optional(z.string().max(60)),
  cases: optional(z.enum(CASE_KINDS)),
});
export type TeamFilter = z.output<typeof teamFilter>;
