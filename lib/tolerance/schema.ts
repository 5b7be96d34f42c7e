/** 容错: what an application names, what is weighed, and the steps it goes. */
import { z } from "zod";
import { addressDay, addressText } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";

/** 事前报备, 事后认定 */
export const TOLERANCE_KINDS = ["PRE", "POST"] as const;
export type ToleranceKind = (typeof TOLERANCE_KINDS)[number];
export const TOLERANCE_STATES = [
  "APPLIED",
  "RETURNED",
  "REFUSED",
  "WITHDRAWN",
  "ACCEPTED",
  "VERIFIED",
  "DETERMINED",
  "FED_BACK",
  "APPEALED",
  "STOPPED",
  "CLOSED",
] as const;
export type ToleranceState = (typeof TOLERANCE_STATES)[number];
/** 受理, 退回补正, 不予受理, 重新报送, 撤回, 核实, 退回核实, 认定, 反馈, 申诉, 办结, 转事后认定: in the order of the page. */
export const TOLERANCE_STEPS = [
  "ACCEPT",
  "VERIFY",
  "DETERMINE",
  "FEED_BACK",
  "RESUBMIT",
  "APPEAL",
  "CLOSE",
  "CONVERT",
  "SEND_BACK",
  "RETURN",
  "REFUSE",
  "WITHDRAW",
] as const;
export type ToleranceStep = (typeof TOLERANCE_STEPS)[number];
export const OUTCOMES = ["RECORDED", "NOT_RECORDED", "TOLERATED", "PARTLY", "NOT_TOLERATED"] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** 动机态度 客观条件 程序方法 性质程度 后果影响 挽回损失 */
export const FACTORS = ["MOTIVE", "CONDITIONS", "PROCEDURE", "NATURE", "CONSEQUENCE", "REMEDY"] as const;
export type Factor = (typeof FACTORS)[number];
/** 有利, 不利, 存疑 */
export const FINDINGS = ["FOR", "AGAINST", "OPEN"] as const;
export type Finding = (typeof FINDINGS)[number];
/** 重大安全责任事故, 谋取私利, 违反纪律法律, 严重损害群众利益, 明知故犯 */
export const EXCLUSIONS = ["SAFETY", "GAIN", "DISCIPLINE", "HARM", "DEFIANCE"] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export const LIMITS = {
  title: 100,
  account: 4000,
  text: 2000,
  words: 4000,
  reason: 500,
  risk: 300,
  factor: 1000,
  part: 200,
  name: 200,
  number: 100,
  lines: 10,
} as const;

const id = z.uuid({ error: "notAnId" });
export const toleranceId = id;
const atLeast = (limit: number, minimum: number) =>
  requiredText(limit).refine((text) => [...text].length >= minimum, {
    error: "tooShort",
    params: { minimum },
  });
const emptyIsNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const rowVersion = z.coerce.number().int().min(1);
const isChecked = z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false);
/** A line each, as they are typed. */
const lines = z
  .string({ error: "required" })
  .transform((text) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  )
  .refine((list) => list.length >= 1, { error: "required" })
  .refine((list) => list.length <= LIMITS.lines, { error: "tooMany" })
  .refine((list) => list.every((line) => [...line].length >= 2 && line.length <= LIMITS.risk), {
    error: "lineTooLong",
    params: { maximum: LIMITS.risk },
  });

const told = {
  title: atLeast(LIMITS.title, 4),
  account: atLeast(LIMITS.account, 4),
};
/** What a 事前报备 names (product.md). */
const pre = {
  ruleGap: atLeast(LIMITS.text, 2),
  publicPurpose: atLeast(LIMITS.text, 2),
  isWithoutGain: isChecked.refine((value) => value, { error: "required" }),
  collectiveDecision: atLeast(LIMITS.text, 2),
};
const application = {
  id,
  ...told,
  unitId: id,
  cadreIds: z.array(id).min(1, { error: "required" }).max(20, { error: "tooMany" }),
  caseId: emptyIsNone(id),
  procedures: z.preprocess((value) => (value === "" ? undefined : value), lines.optional()),
};
export const applyInput = z.discriminatedUnion("kind", [
  z.object({
    ...application,
    kind: z.literal("PRE"),
    ...pre,
    risks: lines,
    stops: lines,
    witnessId: z.uuid({ error: "required" }),
  }),
  z.object({ ...application, kind: z.literal("POST") }),
]);

const step = { id, rowVersion };
const reason = atLeast(LIMITS.reason, 2);
const words = atLeast(LIMITS.words, 2);
export const stepInput = z.discriminatedUnion("step", [
  z.object({ ...step, step: z.literal("ACCEPT") }),
  z.object({ ...step, step: z.literal("VERIFY"), words }),
  z.object({
    ...step,
    step: z.literal("DETERMINE"),
    words,
    outcome: z.enum(OUTCOMES, { error: "required" }),
  }),
  z.object({ ...step, step: z.enum(["FEED_BACK", "APPEAL"]), words }),
  z.object({ ...step, step: z.literal("CLOSE"), words, isWithoutLoss: isChecked }),
  z.object({ ...step, step: z.enum(["RETURN", "REFUSE", "WITHDRAW", "SEND_BACK", "CONVERT"]), reason }),
  // completed while it was returned: of a PRE application all that it names again
  z.object({
    ...step,
    step: z.literal("RESUBMIT"),
    account: told.account,
    ruleGap: optionalText(LIMITS.text),
    publicPurpose: optionalText(LIMITS.text),
    collectiveDecision: optionalText(LIMITS.text),
  }),
]);
export type StepInput = z.output<typeof stepInput>;

export const factorInput = z.object({
  toleranceId: id,
  factor: z.enum(FACTORS),
  finding: z.enum(FINDINGS, { error: "required" }),
  text: atLeast(LIMITS.factor, 2),
});
export const exclusionInput = z.object({
  toleranceId: id,
  exclusion: z.enum(EXCLUSIONS),
  text: atLeast(LIMITS.reason, 2),
});
export const liftInput = z.object({ toleranceId: id, exclusion: z.enum(EXCLUSIONS) });
export const stopInput = z.object({ id, how: atLeast(LIMITS.reason, 2) });
export const exportInput = z.strictObject({ id, trace: z.string().regex(/^[0-9a-f]{12}$/) });
export const approvalInput = z.object({ id, number: atLeast(LIMITS.number, 2), on: addressDay() });
export const evidenceInput = z.union([
  z.object({
    id,
    toleranceId: id,
    factor: emptyIsNone(z.enum(FACTORS)),
    observationId: id,
    note: optionalText(LIMITS.reason),
  }),
  z.object({
    id,
    toleranceId: id,
    factor: emptyIsNone(z.enum(FACTORS)),
    title: atLeast(LIMITS.name, 2),
    number: optionalText(LIMITS.number),
    on: emptyIsNone(addressDay()),
    note: optionalText(LIMITS.reason),
  }),
]);

/** 办理中, 已超期, 在案观察, 已停止, 已办结, 其他 */
export const TOLERANCE_VIEWS = ["open", "overdue", "watched", "stopped", "closed", "ended"] as const;
export type ToleranceView = (typeof TOLERANCE_VIEWS)[number];
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
export const toleranceFilter = z.object({
  view: optional(z.enum(TOLERANCE_VIEWS)),
  kind: optional(z.enum(TOLERANCE_KINDS)),
  outcome: optional(z.enum(OUTCOMES)),
  factor: optional(z.enum(FACTORS)),
  finding: optional(z.enum(FINDINGS)),
  unit: optional(z.uuid()),
  q: optional(addressText(40).transform((text) => text || undefined)),
});
export type ToleranceFilter = z.output<typeof toleranceFilter>;
export const newFilter = z.object({
  kind: optional(z.enum(TOLERANCE_KINDS)),
  unit: optional(z.uuid()),
  case: optional(z.uuid()),
});
