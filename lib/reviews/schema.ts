import * as z from "zod";
import { FRONT_MONTHS } from "@/lib/central-tasks/schema";
import { addressDay } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";
import { POST_LEVELS, UNIT_TYPES } from "@/lib/units/schema";

export const BATCH_STATES = ["OPEN", "CLOSED", "CANCELLED"] as const;
export type BatchState = (typeof BATCH_STATES)[number];
export const POSITION_STATES = ["LISTING", "PREPARING", "DECIDED", "CANCELLED"] as const;
export type PositionState = (typeof POSITION_STATES)[number];
export const STAGES = ["LONG", "SHORT", "DROPPED"] as const;
export type Stage = (typeof STAGES)[number];
export const RECUSAL_KINDS = ["KIN", "COLLEAGUE", "OWN_UNIT", "OTHER"] as const;
export type RecusalKind = (typeof RECUSAL_KINDS)[number] | "SELF";
export const MARKS = ["AGREE", "QUESTION", "SKIP"] as const;
export type Mark = (typeof MARKS)[number];
export const PARTS = ["CHAIR", "MEMBER", "GUEST", "ABSENT"] as const;
export type Part = (typeof PARTS)[number];
export const DECISIONS = ["APPOINT", "NOT_NOW", "DEFER"] as const;
export type Decision = (typeof DECISIONS)[number];
export const FINDINGS = ["UNFOUNDED", "NO_EFFECT", "UPHELD"] as const;
export type Finding = (typeof FINDINGS)[number];
export const TRIAL_RESULTS = ["PASSED", "EXTENDED", "FAILED"] as const;
export type TrialResult = (typeof TRIAL_RESULTS)[number];

/** Lowest to highest; what a roster writes is read by its words (lib/reviews/pool/rules). */
export const EDUCATIONS = ["COLLEGE", "BACHELOR", "MASTER"] as const;
export type Education = (typeof EDUCATIONS)[number];
export const TIERS = ["TEAM", "MIDDLE", "STAFF"] as const;

export const LIMITS = {
  title: 100,
  reason: 500,
  opinion: 1000,
  name: 40,
  answer: 1000,
  contact: 200,
} as const;

const id = z.uuid({ error: "notAnId" });
const atLeast = (limit: number, minimum = 2) =>
  requiredText(limit).refine((text) => [...text].length >= minimum, {
    error: "tooShort",
    params: { minimum },
  });
const emptyIsNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" || value === undefined ? null : value), schema.nullable());
const whole = (most: number) => z.coerce.number({ error: "notANumber" }).int().min(0).max(most);
const rowVersion = z.coerce.number().int().min(1);

const experience = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("BATTLEFIELD"), months: whole(240) }),
  z.object({ kind: z.literal("UNIT_TYPE"), unitType: z.enum(UNIT_TYPES), months: whole(240) }),
  z.object({ kind: z.literal("TIER"), tier: z.enum(TIERS), months: whole(240) }),
]);

/** What the post asks for. Counted on one day; a year is twelve months by the month. */
export const requirementsSchema = z.object({
  countedOn: addressDay(),
  /** the present level is one of these */
  levels: z.array(z.enum(POST_LEVELS)).min(1, { error: "required" }).max(POST_LEVELS.length),
  maxAge: whole(70).nullable().default(null),
  education: z.enum(EDUCATIONS).nullable().default(null),
  workYears: whole(50).nullable().default(null),
  levelYears: whole(50).nullable().default(null),
  experience: z.array(experience).max(3).default([]),
});
export type Requirements = z.output<typeof requirementsSchema>;

export const batchInput = z.object({
  id,
  title: atLeast(LIMITS.title),
  meetingOn: emptyIsNone(addressDay()),
});
export const batchStepInput = z.object({
  id,
  rowVersion,
  step: z.enum(["CLOSE", "CANCEL"]),
  reason: optionalText(LIMITS.reason),
});
export const meetingDayInput = z.object({ id, rowVersion, meetingOn: addressDay() });

/** As a form sends it: one field for each part of the rule, empty where nothing is asked. */
const positionFields = z.object({
  id,
  unitId: id,
  title: atLeast(LIMITS.title),
  level: z.enum(POST_LEVELS, { error: "required" }),
  tier: z.enum(TIERS, { error: "required" }),
  places: z.coerce.number({ error: "notANumber" }).int().min(1).max(20).default(1),
  countedOn: addressDay(),
  levels: z.array(z.enum(POST_LEVELS)).min(1, { error: "required" }),
  maxAge: emptyIsNone(whole(70)),
  education: emptyIsNone(z.enum(EDUCATIONS)),
  workYears: emptyIsNone(whole(50)),
  levelYears: emptyIsNone(whole(50)),
  /** counted are the last 24 (docs/adr/0051); a rule of before that may ask for more */
  battlefieldMonths: emptyIsNone(whole(FRONT_MONTHS)),
  unitType: emptyIsNone(z.enum(UNIT_TYPES)),
  unitTypeMonths: emptyIsNone(whole(240)),
  heldTier: emptyIsNone(z.enum(TIERS)),
  heldTierMonths: emptyIsNone(whole(240)),
});
export type PositionInput = z.output<typeof positionFields>;
export const positionInput = positionFields.extend({ batchId: id });
export const positionChangeInput = positionFields.extend({ rowVersion, reason: atLeast(LIMITS.reason) });
export const redrawInput = z.object({ id, rowVersion });
export const positionStepInput = z.object({
  id,
  rowVersion,
  step: z.enum(["PREPARE", "BACK", "CANCEL"]),
  reason: optionalText(LIMITS.reason),
});

/** One or several people of the pool, with one reason. */
export const nameInput = z.object({
  positionId: id,
  cadreIds: z.array(id).min(1, { error: "unchosen" }).max(50),
  reason: atLeast(LIMITS.reason),
});
export const moveInput = z.object({ id, rowVersion, stage: z.enum(STAGES), reason: atLeast(LIMITS.reason) });

export const recusalInput = z.object({
  id,
  candidateId: id,
  userId: id,
  kind: z.enum(RECUSAL_KINDS, { error: "required" }),
  reason: atLeast(LIMITS.reason),
});
export const liftInput = z.object({ id, reason: atLeast(LIMITS.reason) });

export const opinionInput = z
  .object({
    id,
    candidateId: id,
    mark: z.enum(MARKS, { error: "required" }),
    reason: optionalText(LIMITS.opinion),
  })
  .refine(({ mark, reason }) => mark !== "QUESTION" || [...reason].length >= 2, {
    path: ["reason"],
    error: "required",
  });

/** Who has an account is called as it says; a name is typed for who has none. */
export const attendeeInput = z
  .object({
    id,
    batchId: id,
    name: optionalText(LIMITS.name),
    userId: emptyIsNone(id),
    part: z.enum(PARTS, { error: "required" }),
  })
  .refine(({ name, userId }) => userId !== null || [...name].length >= 2, {
    path: ["name"],
    error: "required",
  });
export const strikeInput = z.object({ id });

export const decisionInput = z.object({
  id,
  candidateId: id,
  decision: z.enum(DECISIONS, { error: "required" }),
  decidedOn: addressDay(),
  reason: atLeast(LIMITS.opinion),
  /** of the evidence that stood on the page */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

export const noticeInput = z.object({
  id,
  batchId: id,
  number: atLeast(LIMITS.title),
  startsOn: addressDay(),
  endsOn: addressDay(),
  contact: atLeast(LIMITS.contact),
  candidateIds: z.array(id).min(1, { error: "unchosen" }).max(50),
});
export const objectionInput = z.object({
  id,
  noticeId: id,
  candidateId: id,
  receivedOn: addressDay(),
  text: atLeast(LIMITS.answer),
});
export const answerInput = z.object({
  id,
  finding: z.enum(FINDINGS, { error: "required" }),
  answer: atLeast(LIMITS.answer),
});
export const outcomeInput = z.object({
  id,
  candidateId: id,
  startedOn: addressDay(),
  document: optionalText(200),
  hasTrial: z.preprocess((value) => value === "on" || value === true, z.boolean()),
});
export const trialInput = z.object({
  id,
  result: z.enum(TRIAL_RESULTS, { error: "required" }),
  reason: atLeast(LIMITS.reason),
  until: emptyIsNone(addressDay()),
});

export const EXPORT_FORMS = ["docx", "pdf", "xlsx"] as const;
/** `?position=`: of one post alone; `?notice=`: the notice itself, as it is put up. */
export const exportAddress = z.object({ id, position: id.optional(), notice: id.optional() });
export const exportInput = exportAddress.extend({
  form: z.enum(EXPORT_FORMS),
  trace: z.string().regex(/^[0-9a-f]{12}$/),
});

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** 符合, 差一点, 不符合 of the pool, one cause of it, and the page. */
export const POOL_VIEWS = ["fit", "almost", "excluded"] as const;
export const poolFilter = z.object({
  pool: z.enum(POOL_VIEWS).catch("fit").default("fit"),
  why: optional(z.string().regex(/^[a-zA-Z]{2,20}$/)),
  page: z.coerce.number().int().min(1).max(100).catch(1).default(1),
});
export type PoolFilter = z.output<typeof poolFilter>;
export const OUTCOME_VIEWS = ["all", "trial", "due"] as const;
export const outcomeFilter = z.object({
  view: z.enum(OUTCOME_VIEWS).catch("all").default("all"),
  batch: optional(z.uuid()),
  page: z.coerce.number().int().min(1).max(100).catch(1).default(1),
});
export type OutcomeFilter = z.output<typeof outcomeFilter>;
