import { z } from "zod";
import { addressDay } from "@/lib/platform/address";

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The page's address: the last day of the twelve months. */
export const calibrationFilter = z.object({ to: optional(addressDay()) });
