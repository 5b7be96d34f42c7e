import * as z from "zod";

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

export const NEEDS = ["enough", "anySource", "secondSource", "otherKind", "otherOrigin"] as const;
export type Need = (typeof NEEDS)[number];
export const AGES = [14, 30, 90] as const;

/** 待印证 as a work list, as it stands in the URL; unreadable values are dropped. */
export const waitingFilter = z.object({
  need: optional(z.enum(NEEDS)),
  unit: optional(z.uuid()),
  /** waiting for at least so many days */
  age: optional(z.coerce.number().refine((days) => AGES.some((age) => age === days))),
  /** open: somebody was asked and has not answered; none: nobody was asked */
  asked: optional(z.enum(["open", "overdue", "none"])),
  /** once corroborated, and fallen since */
  fallen: optional(z.literal("1")),
  page: optional(z.coerce.number().int().min(1).max(1000)),
});
export type WaitingFilter = z.output<typeof waitingFilter>;
