import { z } from "zod";

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The page's address: the last day of the twelve months. */
export const calibrationFilter = z.object({ to: optional(z.iso.date()) });
