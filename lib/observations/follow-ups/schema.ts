import * as z from "zod";
import { addressCursor, addressDay } from "@/lib/platform/address";
import { AGES } from "@/lib/platform/ages";
import { requiredText } from "@/lib/platform/text";
import { UNIT_TYPES } from "@/lib/units/schema";
import { LIMITS } from "../schema";

export const OUTCOME_LIMIT = 1000;

const id = z.uuid({ error: "notAnId" });

/** 办结: what came of it, in words. */
export const closeInput = z.strictObject({ id, outcome: requiredText(OUTCOME_LIMIT) });

/** 加跟进 of a record that is there already; also from a form, where an empty day is none. */
export const addInput = z.object({
  id,
  observationId: id,
  title: requiredText(LIMITS.followUp),
  dueOn: z.preprocess((value) => value || undefined, addressDay().optional()),
});

/** 请观察员去一次: of a unit, where nothing was recorded yet. `id` is made with the form: sending it twice asks once. */
export const visitInput = z.object({
  id,
  unitId: id,
  ownerId: z.uuid({ error: "required" }),
  title: requiredText(LIMITS.followUp),
  dueOn: addressDay(),
});
/** What the form begins with: the gap that it was opened from. */
export const visitScope = z.object({ unit: z.uuid(), method: z.uuid().optional().catch(undefined) });

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const SCOPES = ["mine", "asked", "all"] as const;
export const DUE = ["overdue", "week", "later", "none"] as const;
/** The list's filter as it stands in the URL; unreadable values are dropped. */
export const followUpFilter = z.object({
  scope: optional(z.enum(SCOPES)),
  state: optional(z.enum(["open", "done"])),
  due: optional(z.enum(DUE)),
  of: optional(z.enum(["record", "claim", "case", "unit"])),
  /** as they were at the end of a past day */
  on: optional(addressDay()),
  /** since it was promised or asked */
  age: optional(z.enum(AGES)),
  /** 单位类型 */
  type: optional(z.enum(UNIT_TYPES)),
  unit: optional(z.uuid()),
  owner: optional(z.uuid()),
  cursor: optional(addressCursor()),
});
export type FollowUpFilter = z.output<typeof followUpFilter>;
/** Which of one's own is opened beside the list. */
export const openFollowUp = z.object({ open: optional(z.uuid()) });
