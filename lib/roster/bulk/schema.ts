/** 批量调整: one change for many cadres, looked at before it is made. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { chosenIds, confirmedIds, MANY_LIMITS } from "@/lib/platform/many";
import { requiredText } from "@/lib/platform/text";

/** how far from today a post may change in this way */
export const BULK_DAYS = 366;
/** 转到另一个单位, or 离开名册: what the roster keeps of a person beyond single facts */
export const DEEDS = ["MOVE", "LEAVE"] as const;
export type Deed = (typeof DEEDS)[number];

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** The page's address: whom, and what is looked at. `all`: everybody whom the list's filter finds; `less`: but who cannot. */
export const bulkFilter = z.object({
  cadres: chosenIds,
  all: optional(z.literal("1")),
  less: optional(z.literal("1")),
  deed: optional(z.enum(DEEDS)),
  day: optional(addressDay()),
  into: optional(z.uuid()),
});
export type BulkFilter = z.output<typeof bulkFilter>;

/** `unit` is chosen where people move. */
export const bulkInput = z
  .object({
    id: z.uuid(),
    cadres: confirmedIds,
    /** digest of what was shown */
    seen: z.string().max(64),
    deed: z.enum(DEEDS),
    day: addressDay(),
    into: z.preprocess((value) => (value === "" ? undefined : value), z.uuid().optional()),
    reason: requiredText(MANY_LIMITS.reason),
  })
  .refine(({ deed, into }) => deed === "LEAVE" || into !== undefined, { error: "required", path: ["into"] });
