import { z } from "zod";
import { UNIT_TYPES } from "@/lib/units/schema";

export const TIERS = ["TEAM", "MIDDLE", "STAFF"] as const;
export type Tier = (typeof TIERS)[number];

export const CADRE_SORTS = ["unit", "name"] as const;

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The list's address; what does not parse is dropped, so that an old link still opens. */
export const cadreFilter = z.object({
  q: z
    .string()
    .transform((text) => text.replaceAll("\u0000", "").toWellFormed().trim().slice(0, 40))
    .catch("")
    .default(""),
  unit: optional(z.uuid()),
  type: optional(z.enum(UNIT_TYPES)),
  tier: optional(z.enum(["team", "middle", "staff"])),
  sort: z.enum(CADRE_SORTS).catch("unit").default("unit"),
  /** the last cadre of the page before */
  after: optional(z.uuid()),
});
export type CadreFilter = z.output<typeof cadreFilter>;
