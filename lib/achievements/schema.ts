import * as z from "zod";
import { addressCursor, addressDay, addressText } from "@/lib/platform/address";
import { AGES } from "@/lib/platform/ages";
import { optionalText, requiredText } from "@/lib/platform/text";
import { UNIT_TYPES } from "@/lib/units/schema";

export const LEVELS = ["UNIT", "CITY", "PROVINCE", "NATION"] as const;
export type Level = (typeof LEVELS)[number];
export const CONTRIBUTIONS = ["MAIN", "MAJOR", "GENERAL"] as const;
export type Contribution = (typeof CONTRIBUTIONS)[number];
export const ACHIEVEMENT_STATES = [
  "LEAD",
  "WAITING",
  "CORROBORATED",
  "DOUBTFUL",
  "REJECTED",
  "MERGED",
  "SPLIT",
] as const;
export type AchievementState = (typeof ACHIEVEMENT_STATES)[number];
export const CONFIDENCES = ["HIGH", "MEDIUM", "LOW"] as const;

export const LIMITS = {
  claim: 300,
  indicator: 100,
  measureUnit: 20,
  part: 200,
  reason: 1000,
  note: 500,
} as const;

export const id = z.uuid({ error: "notAnId" });
/** Of an indicator: 18 digits, 4 of them behind the point. */
const figure = z.number({ error: "notANumber" }).min(-99_999_999_999_999).max(99_999_999_999_999).optional();

export const cadreLine = z.strictObject({
  cadreId: id,
  /** 主要负责, 重要参与, 一般参与: a group's result is nobody's without it (rule 3) */
  contribution: z.enum(CONTRIBUTIONS, { error: "required" }),
  part: optionalText(LIMITS.part),
});

const content = {
  /** one sentence that can be checked */
  claim: requiredText(LIMITS.claim).refine((text) => [...text].length >= 4, { error: "tooShort" }),
  unitId: z.uuid({ error: "required" }),
  level: z.enum(LEVELS, { error: "notAnOption" }),
  startsOn: addressDay(),
  endsOn: addressDay(),
  centralTaskId: id.optional(),
  indicator: optionalText(LIMITS.indicator),
  measureUnit: optionalText(LIMITS.measureUnit),
  baseline: figure,
  target: figure,
  actual: figure,
  conductItemIds: z.array(id).max(10, { error: "tooMany" }).default([]),
  confidentiality: z.int().min(1).max(3).default(1),
  cadres: z
    .array(cadreLine)
    .min(1, { error: "required" })
    .max(30, { error: "tooMany" })
    .refine((lines) => new Set(lines.map((line) => line.cadreId)).size === lines.length, {
      error: "chosenTwice",
    }),
};
const inOrder = (claim: { startsOn: string; endsOn: string }): boolean => claim.endsOn >= claim.startsOn;
const endBeforeStart = { error: "endBeforeStart", path: ["endsOn"] };

/** Of a source that is stated with it: a record, or a paper. */
const said = {
  supports: z.boolean(),
  /** stated by who adds it; the database refuses what can't be independent */
  isIndependent: z.boolean(),
  independenceNote: optionalText(LIMITS.note),
  note: optionalText(LIMITS.note),
};
const recordSource = z.strictObject({ id, observationId: id, ...said });
const paperSource = z.strictObject({
  id,
  kind: z.enum(["document", "data", "survey", "testimony", "unit_recommendation"], { error: "notAnOption" }),
  title: requiredText(200),
  number: optionalText(100),
  on: addressDay().optional(),
  /** the unit whose paper it is; that of one of the claim's cadres is not independent (rule 3) */
  issuerUnitId: id.optional(),
  ...said,
});

/** A new claim, by hand or from records; `id` is made by the client and is the idempotency key. */
export const achievementInput = z
  .strictObject({
    id,
    ...content,
    /** 线索 until somebody asks for corroboration */
    state: z.enum(["LEAD", "WAITING"]).default("WAITING"),
    sources: z.array(recordSource).max(20, { error: "tooMany" }).default([]),
  })
  .refine(inOrder, endBeforeStart);

export const revisionInput = z
  .strictObject({ id, revisionNo: z.int().min(1), reason: requiredText(LIMITS.reason), ...content })
  .refine(inOrder, endBeforeStart);
export type AchievementContent = Omit<z.output<typeof revisionInput>, "id" | "revisionNo" | "reason">;

export const sourceInput = z.union([
  recordSource.extend({ achievementId: id }),
  paperSource.extend({ achievementId: id }),
]);
export const withdrawalInput = z.strictObject({ id, reason: requiredText(LIMITS.note) });
export const recordWithdrawalInput = z.strictObject({ observationId: id, reason: requiredText(LIMITS.note) });

/** Also from a form: numbers come as text, and fields of the other decisions beside them. */
const decided = { id, revisionNo: z.coerce.number().int().min(1) };
export const decisionInput = z.discriminatedUnion("decision", [
  z.object({ ...decided, decision: z.literal("SUBMIT"), reason: optionalText(LIMITS.reason) }),
  z.object({
    ...decided,
    decision: z.literal("CONFIRM"),
    confidence: z.enum(CONFIDENCES, { error: "required" }),
    reason: optionalText(LIMITS.reason),
  }),
  z.object({
    ...decided,
    decision: z.enum(["DOUBT", "REJECT", "REOPEN"]),
    reason: requiredText(LIMITS.reason),
  }),
]);
export type Decision = z.output<typeof decisionInput>["decision"];

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const STATE_WORDS = ["lead", "waiting", "corroborated", "doubtful", "rejected", "merged", "split"] as const;
/** The list's filter as it stands in the URL; unreadable values are dropped. */
export const achievementFilter = z.object({
  state: optional(z.enum(STATE_WORDS)),
  unit: optional(z.uuid()),
  /** 单位类型 */
  type: optional(z.enum(UNIT_TYPES)),
  /** since it was drafted */
  age: optional(z.enum(AGES)),
  cadre: optional(z.uuid()),
  task: optional(z.uuid()),
  from: optional(addressDay()),
  to: optional(addressDay()),
  /** as they were at the end of a past day */
  on: optional(addressDay()),
  /** ended or confirmed from the one day to the other: what a report of these days tells */
  doneFrom: optional(addressDay()),
  doneTo: optional(addressDay()),
  /** no more confidential than a report that cites the list */
  upTo: optional(z.coerce.number().int().min(1).max(3)),
  /** confirmed by the end of this day */
  confirmed: optional(addressDay()),
  q: optional(addressText(60)),
  cursor: optional(addressCursor()),
});
export type AchievementFilter = z.output<typeof achievementFilter>;
