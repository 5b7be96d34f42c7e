/** 交接单: what who goes writes, and what who comes says to it. */
import { z } from "zod";

export const LIMITS = { note: 2000, question: 500 } as const;
export const STATES = ["OPEN", "HANDED", "TAKEN"] as const;

const sheet = { sheetId: z.uuid(), rowVersion: z.coerce.number().int().min(1) };

export const handInput = z.object({
  ...sheet,
  promises: z.string().trim().min(1, { error: "required" }).max(LIMITS.note),
  cautions: z.string().trim().max(LIMITS.note).default(""),
});
export const takeInput = z.object(sheet);
export const askBackInput = z.object({ ...sheet, question: z.string().trim().min(2).max(LIMITS.question) });

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const transferFilter = z.object({
  state: optional(z.enum(STATES)),
  saved: optional(z.enum(["handed", "taken", "askedBack"])),
});
