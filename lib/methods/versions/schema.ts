/** What an administrator may settle of a method; its kind of source and what the minimum counts are not among it. */
import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { methodFields } from "../schema";

export const LIMITS = { name: 20, definition: 500, minimumText: 200, reason: 500, minimum: 99 } as const;
export const PERIODS = ["week", "quarter", "half_year", "year", "event"] as const;

const text = (most: number) => z.string().trim().min(1, { error: "required" }).max(most);

export const methodContent = z.object({
  name: text(LIMITS.name),
  nameEn: text(60),
  definition: text(LIMITS.definition),
  definitionEn: text(LIMITS.definition),
  defaultConfidentiality: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  isEvidenceAsked: z.boolean(),
  minimumCount: z.number().int().min(0).max(LIMITS.minimum),
  minimumPeriod: z.enum(PERIODS),
  minimumText: text(LIMITS.minimumText),
  isSample: z.boolean(),
  fields: methodFields,
});
export type MethodContent = z.output<typeof methodContent>;

/** A form sends it as text. */
const sentContent = z.preprocess((sent) => {
  if (typeof sent !== "string") return sent;
  try {
    return JSON.parse(sent);
  } catch {
    return null;
  }
}, methodContent);

const rowVersion = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z.coerce.number().int().min(1).optional(),
);

export const saveDraftInput = z.object({
  methodId: z.uuid(),
  /** none: there is no draft yet */
  rowVersion,
  content: sentContent,
});
export const discardDraftInput = z.object({ methodId: z.uuid(), rowVersion: z.coerce.number().int().min(1) });
export const publishInput = z.object({
  methodId: z.uuid(),
  rowVersion: z.coerce.number().int().min(1),
  effectiveFrom: addressDay(),
  reason: z.string().trim().min(2).max(LIMITS.reason),
});
export const restoreInput = z.object({
  versionId: z.uuid(),
  effectiveFrom: addressDay(),
  reason: z.string().trim().min(2).max(LIMITS.reason),
});

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const methodFilter = z.object({
  edit: optional(z.literal("1")),
  /** the version to go back to */
  back: optional(z.uuid()),
  saved: optional(z.enum(["draft", "discarded", "published", "restored"])),
});
