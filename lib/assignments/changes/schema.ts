/** 批量调整分工: several units handed on, ended, or given a second observer, in one go. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { chosenIds, confirmedIds, MANY_LIMITS } from "@/lib/platform/many";
import { requiredText } from "@/lib/platform/text";

export const ASSIGNMENT_DEEDS = ["HAND", "END", "JOIN"] as const;
export type AssignmentDeed = (typeof ASSIGNMENT_DEEDS)[number];
/** Nobody is named: for each unit whoever may have it and has the fewest. */
export const LIGHTEST = "LIGHTEST";

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const person = z.preprocess((value) => (value === "" ? undefined : value), z.uuid().optional());
const next = z.union([z.literal(LIGHTEST), z.uuid()]);

/** The page's address: which units, and what is looked at. `all`: all that the board's filter finds. */
export const assignmentLookFilter = z.object({
  units: chosenIds,
  all: optional(z.literal("1")),
  deed: optional(z.enum(ASSIGNMENT_DEEDS)),
  day: optional(addressDay()),
  /** of whom, where a unit has several */
  from: optional(person),
  to: optional(next),
  less: optional(z.literal("1")),
});

export const changeAssignmentsInput = z.object({
  id: z.uuid(),
  units: confirmedIds,
  /** digest of what was shown */
  seen: z.string().max(64),
  deed: z.enum(ASSIGNMENT_DEEDS),
  day: addressDay(),
  from: person,
  to: z.preprocess((value) => (value === "" ? undefined : value), next.optional()),
  reason: requiredText(MANY_LIMITS.reason).refine((text) => text.length >= 2, { error: "tooShort" }),
});
export type Asked = Pick<z.output<typeof changeAssignmentsInput>, "units" | "deed" | "day" | "from" | "to">;

export const undoInput = z.object({ id: z.uuid() });
export const changesFilter = z.object({ id: optional(z.uuid()) });
