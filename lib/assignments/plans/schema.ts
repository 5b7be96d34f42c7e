/** 分工方案: what may be asked of a plan, and what stands in its addresses. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";

export const PLAN_STATES = ["DRAFT", "PROPOSED", "APPROVED", "PUBLISHED", "DISCARDED"] as const;
export type PlanState = (typeof PLAN_STATES)[number];
const ORIGINS = ["KEPT", "MOVED", "MANUAL"] as const;

export const LIMITS = { name: 60, reason: 500, pairs: 200, lines: 600, fileBytes: 900 * 1024 } as const;

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const pair = z.object({ observerId: z.uuid(), unitId: z.uuid() });
const pairs = z.array(pair).max(LIMITS.pairs).default([]);

/** Rules with the values that a plan is made by. Recusal has no value: it always stands (rule 2). */
export const planSettings = z
  .object({
    /** units of one observer */
    least: count(0, 3).default(2),
    most: count(1, 3).default(3),
    /** observers of one unit; more for some */
    observersPerUnit: count(1, 3).default(1),
    unitNeeds: z
      .array(z.object({ unitId: z.uuid(), observers: count(1, 3) }))
      .max(LIMITS.pairs)
      .default([]),
    /** never longer than the rule allows; may be tighter */
    rotationMonths: count(6, 24).default(24),
    rotationWarningMonths: count(3, 24).default(21),
    /** whose time runs out within so many months from the first day moves already then */
    rotationAhead: count(0, 12).default(0),
    /** how much more a broken wish may cost than one changed line (changes: 10) */
    balance: count(0, 20).default(2),
    types: count(0, 20).default(3),
    soon: count(0, 20).default(1),
    nativeTown: count(0, 20).default(4),
    wish: count(0, 20).default(3),
    fixedPairs: pairs,
    forbiddenPairs: pairs,
    wishes: pairs,
    /** not there for the time of the plan: no unit from it */
    absent: z.array(z.uuid()).max(LIMITS.pairs).default([]),
    /** of observers who differ from the rest */
    limits: z
      .array(z.object({ observerId: z.uuid(), least: count(0, 3), most: count(0, 3) }))
      .max(LIMITS.pairs)
      .default([]),
  })
  .refine(({ least, most }) => least <= most, { error: "mostBelowLeast", path: ["most"] });
export type PlanSettings = z.output<typeof planSettings>;

const id = z.uuid();
const rowVersion = z.coerce.number().int().min(1);
const reason = requiredText(LIMITS.reason).refine((text) => text.length >= 2, {
  error: "tooShort",
  params: { minimum: 2 },
});

/** `id` is made with the form: sending it twice makes one plan. */
export const startInput = z.object({ id, name: requiredText(LIMITS.name), startsOn: addressDay() });

const json = (text: unknown) => {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
export const settleInput = z.object({ id, rowVersion, settings: z.preprocess(json, planSettings) });

export const planLine = z.object({ unitId: z.uuid(), observerId: z.uuid(), origin: z.enum(ORIGINS) });
export type PlanLine = z.output<typeof planLine>;
export const arrangeInput = z.object({
  id,
  rowVersion,
  lines: z.preprocess(json, z.array(planLine).max(LIMITS.lines)),
});

export const stepInput = z.object({ id, rowVersion });
/** Back to a draft, or away: with a reason. */
export const endInput = z.object({ id, rowVersion, reason });
export const approvalRuleInput = z.object({ needsApproval: z.enum(["yes", "no"]), reason });

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const VIEWS = ["changes", "board", "rules", "compare"] as const;
export const planFilter = z.object({
  view: z.enum(VIEWS).catch("changes").default("changes"),
  with: optional(z.uuid()),
  open: optional(z.enum(["discard", "return", "upload"])),
  saved: optional(
    z.enum(["settled", "proposed", "approved", "published", "returned", "discarded", "arranged"]),
  ),
});
export type PlanFilter = z.output<typeof planFilter>;
export const plansFilter = z.object({
  open: optional(z.enum(["new", "approval", "absence"])),
  /** of an absence that is being entered */
  person: optional(z.uuid()),
  from: optional(addressDay()),
  saved: optional(z.enum(["discarded", "approval", "absence"])),
});
export type PlansFilter = z.output<typeof plansFilter>;
