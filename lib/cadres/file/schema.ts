import { z } from "zod";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import type { Polarity } from "@/lib/observations/schema";
import { addressCursor, addressDay } from "@/lib/platform/address";

export const POLARITY_ORDER = ["POSITIVE", "NEUTRAL", "ATTENTION"] as const satisfies Polarity[];
/** SourceClass of lib/methods, in the order of nearness to what happened; schemas import no rules. */
const SOURCE_ORDER = ["direct_observation", "testimony", "document", "data", "survey", "synthesis"] as const;

const lower = <T extends string>(values: readonly T[]) =>
  values.map((value) => value.toLowerCase()) as Lowercase<T>[];
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** The file's address: the day it is shown as of, and which of its records are listed. */
export const cadreFileFilter = z.object({
  /** the file as it stood on that day: posts held then, records until then */
  on: optional(addressDay()),
  method: optional(z.uuid()),
  dimension: optional(z.enum(lower(DIMENSIONS))),
  polarity: optional(z.enum(lower(POLARITY_ORDER))),
  observer: optional(z.uuid()),
  source: optional(z.enum(SOURCE_ORDER)),
  task: optional(z.uuid()),
  /** of 双十条 */
  item: optional(z.uuid()),
  /** records from this day on */
  from: optional(addressDay()),
  /** of the last record shown: moment and id */
  cursor: optional(addressCursor()),
});
export type CadreFileFilter = z.output<typeof cadreFileFilter>;

export const cadreId = z.uuid();

/** Of the last line shown. */
export const readingFilter = z.object({
  before: optional(z.string().regex(/^\d{1,18}$/)),
});
