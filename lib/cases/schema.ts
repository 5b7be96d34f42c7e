/** 事项: what is asked for, by whom it is carried, and the steps it goes. Its words are for the units that take part. */
import { z } from "zod";
import { addressDay, addressText } from "@/lib/platform/address";
import { AGES } from "@/lib/platform/ages";
import { optionalText, requiredText } from "@/lib/platform/text";
import { UNIT_TYPES } from "@/lib/units/schema";

/** 即办 → 单位牵头协商 → 联席协调会 → 上报攻坚 */
export const CASE_TIERS = ["IMMEDIATE", "UNIT_LED", "JOINT_MEETING", "ESCALATED"] as const;
export type CaseTier = (typeof CASE_TIERS)[number];
/** 办理中, 待销号, 已销号, 已撤回 */
export const CASE_STATES = ["OPEN", "SETTLED", "CLOSED", "WITHDRAWN"] as const;
export type CaseState = (typeof CASE_STATES)[number];
/** 提级, 延期, 办结, 核查, 确认, 退回, 重开, 撤回: in the order of the page. */
export const CASE_STEPS = [
  "RAISE",
  "EXTEND",
  "SETTLE",
  "CHECK",
  "CONFIRM",
  "SEND_BACK",
  "REOPEN",
  "WITHDRAW",
] as const;
export type CaseStep = (typeof CASE_STEPS)[number];

export const LIMITS = {
  title: 100,
  demand: 2000,
  outcome: 2000,
  reason: 500,
  act: 2000,
  contact: 50,
  part: 200,
  role: 50,
  initiative: 300,
  documentTitle: 200,
  documentNumber: 100,
  note: 500,
  followUp: 200,
  parties: 20,
} as const;

const id = z.uuid({ error: "notAnId" });
const atLeast = (limit: number, minimum: number) =>
  requiredText(limit).refine((text) => [...text].length >= minimum, {
    error: "tooShort",
    params: { minimum },
  });
const emptyIsNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const rowVersion = z.coerce.number().int().min(1);

/** `id` is made with the form, so that sending it twice makes one. */
export const openInput = z.object({
  id,
  title: atLeast(LIMITS.title, 4),
  demand: atLeast(LIMITS.demand, 4),
  unitId: id,
  tier: z.enum(["IMMEDIATE", "UNIT_LED"], { error: "required" }),
  /** without one, the working days of the tier */
  dueOn: emptyIsNone(addressDay()),
  /** others than the lead */
  partyIds: z.array(id).max(LIMITS.parties, { error: "tooMany" }).default([]),
  /** records that it came from */
  recordIds: z.array(id).max(20, { error: "tooMany" }).default([]),
});

const step = { id, rowVersion };
const reason = atLeast(LIMITS.reason, 2);
export const stepInput = z.discriminatedUnion("step", [
  z.object({
    ...step,
    step: z.literal("RAISE"),
    tier: z.enum(CASE_TIERS),
    reason,
    dueOn: emptyIsNone(addressDay()),
  }),
  z.object({ ...step, step: z.literal("EXTEND"), reason, dueOn: addressDay() }),
  z.object({ ...step, step: z.literal("SETTLE"), outcome: atLeast(LIMITS.outcome, 2) }),
  z.object({ ...step, step: z.literal("CHECK"), reason: atLeast(LIMITS.reason, 2) }),
  z.object({ ...step, step: z.literal("CONFIRM") }),
  z.object({ ...step, step: z.enum(["SEND_BACK", "REOPEN", "WITHDRAW"]), reason }),
]);
export type StepInput = z.output<typeof stepInput>;

export const actInput = z.object({ id, caseId: id, text: atLeast(LIMITS.act, 2) });
export const partyInput = z.object({
  id,
  caseId: id,
  unitId: id,
  part: optionalText(LIMITS.part),
  contact: optionalText(LIMITS.contact),
});
/** Who speaks for a unit: one of its liaisons, or a name in words. */
export const contactInput = z.object({
  id,
  contactId: emptyIsNone(id),
  contact: optionalText(LIMITS.contact),
  part: optionalText(LIMITS.part),
});
export const documentInput = z.object({
  id,
  caseId: id,
  title: atLeast(LIMITS.documentTitle, 2),
  number: optionalText(LIMITS.documentNumber),
  on: emptyIsNone(addressDay()),
  note: optionalText(LIMITS.note),
});
export const recordInput = z.object({ caseId: id, observationId: id });
export const cadreInput = z.object({
  id,
  caseId: id,
  cadreId: id,
  role: atLeast(LIMITS.role, 2),
  initiative: optionalText(LIMITS.initiative),
  decision: optionalText(LIMITS.initiative),
});
export const followUpInput = z.object({
  id,
  caseId: id,
  /** a person of a unit that takes part: unit and person in one choice */
  owner: z.string().regex(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/, { error: "required" }),
  title: atLeast(LIMITS.followUp, 2),
  dueOn: emptyIsNone(addressDay()),
});

/** 办理中, 已超期, 待销号, 已销号, 已撤回 */
export const CASE_VIEWS = ["open", "overdue", "settled", "closed", "withdrawn"] as const;
export type CaseView = (typeof CASE_VIEWS)[number];
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** As it stands in the address; what cannot be read is left out. */
export const caseFilter = z.object({
  view: optional(z.enum(CASE_VIEWS)),
  tier: optional(z.enum(CASE_TIERS)),
  /** as they were at the end of a past day */
  on: optional(addressDay()),
  /** since it was raised */
  age: optional(z.enum(AGES)),
  unit: optional(z.uuid()),
  /** 单位类型, of the lead */
  type: optional(z.enum(UNIT_TYPES)),
  q: optional(addressText(40).transform((text) => text || undefined)),
  page: optional(z.coerce.number().int().min(1).max(1000)),
});
export type CaseFilter = z.output<typeof caseFilter>;
/** 问题清单 or 成果清单 */
export const listFilter = caseFilter.extend({ of: optional(z.enum(["problems", "results"])) });
export const newFilter = z.object({ from: optional(z.uuid()), unit: optional(z.uuid()) });
