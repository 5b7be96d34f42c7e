/** 工作日历 and 时限: what an administrator may set, and what may stand in the page's address. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";
import { LIMIT_STEPS } from "./limits/schema";

export const DAY_KINDS = ["OFF", "WORK"] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** Each takes working days; who takes a step asks for its own. In the order of the page. */
export const DEADLINE_STEPS = [
  "TOLERANCE_ACCEPT",
  "TOLERANCE_VERIFY",
  "TOLERANCE_DETERMINE",
  "TOLERANCE_FEEDBACK",
  "TOLERANCE_APPEAL",
  "CASE_IMMEDIATE",
  "CASE_UNIT_LED",
  "CASE_JOINT_MEETING",
  "CASE_ESCALATED",
  "COMPLAINT_ANSWER",
  "CORRECTION_ANSWER",
] as const;
export type DeadlineStep = (typeof DEADLINE_STEPS)[number];

export const LIMITS = { name: 40, reason: 500, range: 31, days: 120 } as const;

const day = addressDay();
const reason = requiredText(LIMITS.reason).refine((text) => text.length >= 2, {
  error: "tooShort",
  params: { minimum: 2 },
});

/** A holiday or make-up days as announced: one range, one name. */
export const arrangeInput = z
  .object({
    from: day,
    /** a single day needs no end */
    until: z.preprocess((value) => (value === "" ? undefined : value), day.optional()),
    kind: z.enum(DAY_KINDS, { error: "required" }),
    name: requiredText(LIMITS.name),
    isProvisional: z
      .union([z.boolean(), z.enum(["on"]).transform(() => true)])
      .optional()
      .default(false),
    reason,
  })
  .transform(({ until, ...rest }) => ({ ...rest, until: until ?? rest.from }))
  .refine(({ from, until }) => until >= from, { error: "endBeforeStart", path: ["until"] });

export const removeInput = z.object({ id: z.uuid({ error: "notAnId" }), reason });

export const deadlineInput = z.object({
  step: z.enum(DEADLINE_STEPS),
  days: z.coerce.number({ error: "notANumber" }).int({ error: "notANumber" }).min(1).max(LIMITS.days),
  effectiveOn: day,
  reason,
});

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** What cannot be read is left out, so that an old link still opens. */
export const calendarFilter = z.object({
  year: optional(z.coerce.number().int().min(2000).max(2199)),
  /** at most one panel stands open; the first of these that is set */
  day: optional(day),
  step: optional(z.enum(DEADLINE_STEPS)),
  limit: optional(z.enum(LIMIT_STEPS)),
  /** what stood there before, to be set once more: a day's arrangement or a deadline */
  back: optional(z.uuid()),
  saved: optional(z.enum(["arranged", "removed", "settled", "limited"])),
});
export type CalendarFilter = z.output<typeof calendarFilter>;
