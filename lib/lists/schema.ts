/** 实绩突出 and 一线后备: the numbers of their written rule, and what may stand in the page's address. */
import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";
import { UNIT_TYPES } from "@/lib/units/schema";

export const LIST_VIEWS = ["outstanding", "reserve"] as const;
export type ListView = (typeof LIST_VIEWS)[number];

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Unreadable values are dropped, so that an old link still opens. */
export const listFilter = z.object({
  view: z.enum(LIST_VIEWS).catch("outstanding").default("outstanding"),
  type: optional(z.enum(UNIT_TYPES)),
  unit: optional(z.uuid()),
  task: optional(z.uuid()),
  /** as it stood on that day, by the rule of that day */
  on: optional(addressDay()),
  /** 一线后备: the last task force of the page before */
  after: optional(z.uuid()),
  edit: optional(z.literal("rule")),
  saved: optional(z.literal("rule")),
});
export type ListFilter = z.output<typeof listFilter>;

/** In the order of the form; each with what the database lets it be. */
export const RULE_NUMBERS = {
  periodMonths: { least: 6, most: 60 },
  achievements: { least: 1, most: 10 },
  methods: { least: 1, most: 10 },
  recorders: { least: 1, most: 10 },
  reserveDays: { least: 1, most: 1000 },
  reserveAchievements: { least: 0, most: 10 },
} as const;
export type RuleNumber = keyof typeof RULE_NUMBERS;
export const LIMITS = { reason: 500 } as const;

const numberOf = (name: RuleNumber) => {
  const { least, most } = RULE_NUMBERS[name];
  return z.coerce
    .number({ error: "notANumber" })
    .int({ error: "notANumber" })
    .min(least, { error: "notANumber" })
    .max(most, { error: "tooLarge" });
};

export const ruleInput = z.strictObject({
  periodMonths: numberOf("periodMonths"),
  achievements: numberOf("achievements"),
  methods: numberOf("methods"),
  recorders: numberOf("recorders"),
  reserveDays: numberOf("reserveDays"),
  reserveAchievements: numberOf("reserveAchievements"),
  effectiveOn: addressDay(),
  reason: requiredText(LIMITS.reason).refine((text) => [...text].length >= 2, {
    error: "tooShort",
    params: { minimum: 2 },
  }),
});

export const exportInput = z.strictObject({
  view: z.enum(LIST_VIEWS),
  trace: z.string().regex(/^[0-9a-f]{12}$/),
});
