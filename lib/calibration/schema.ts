import { z } from "zod";
import { addressDay, addressMonth } from "@/lib/platform/address";

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The page's address: the last month of the twelve, or a day of it as older links have. */
export const calibrationFilter = z.object({
  to: optional(addressDay().or(addressMonth().transform((month) => `${month}-01`))),
});
