/** 批量调整: one change for many cadres, looked at before it is made. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";

export const BULK_LIMITS = { cadres: 500, reason: 200, days: 366 } as const;
/** 转到另一个单位, or 离开名册: what the roster keeps of a person beyond single facts */
export const DEEDS = ["MOVE", "LEAVE"] as const;
export type Deed = (typeof DEEDS)[number];

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const ids = z.array(z.uuid()).max(BULK_LIMITS.cadres);

/** The page's address: whom, and what is to be looked at. `all`: everybody whom the list's filter finds. */
export const bulkFilter = z.object({
  cadres: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), ids)
    .catch([])
    .default([]),
  all: optional(z.literal("1")),
  deed: optional(z.enum(DEEDS)),
  day: optional(addressDay()),
  into: optional(z.uuid()),
});
export type BulkFilter = z.output<typeof bulkFilter>;

/** `unit` is chosen where people move. */
export const bulkInput = z
  .object({
    id: z.uuid(),
    cadres: z
      .string()
      .transform((text) => text.split(","))
      .pipe(z.array(z.uuid()).min(1).max(BULK_LIMITS.cadres)),
    /** digest of what was shown */
    seen: z.string().max(64),
    deed: z.enum(DEEDS),
    day: addressDay(),
    into: z.preprocess((value) => (value === "" ? undefined : value), z.uuid().optional()),
    reason: requiredText(BULK_LIMITS.reason),
  })
  .refine(({ deed, into }) => deed === "LEAVE" || into !== undefined, { error: "required", path: ["into"] });
