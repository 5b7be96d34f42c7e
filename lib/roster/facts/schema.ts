/** 基本信息 of one cadre by hand: the same fields, limits and rules as a row of a roster (lib/roster/cells, checks). */
import { z } from "zod";
import { addressText } from "@/lib/platform/address";
import { MANY_LIMITS } from "@/lib/platform/many";
import { requiredText } from "@/lib/platform/text";
import { type Field, LIMITS, SHEET_FIELDS } from "../schema";

/** As the form has them: who somebody is, what they studied, what else a 任免审批表 knows. */
export const FACT_GROUPS = {
  person: [
    "name",
    "gender",
    "bornOn",
    "idNumber",
    "ethnicity",
    "nativePlace",
    "birthPlace",
    "joinedPartyOn",
    "startedWorkOn",
    "health",
  ],
  education: [
    "education",
    "speciality",
    "fullTimeEducation",
    "fullTimeEducationSchool",
    "fullTimeDegree",
    "fullTimeDegreeSchool",
    "inServiceEducation",
    "inServiceEducationSchool",
    "inServiceDegree",
    "inServiceDegreeSchool",
  ],
  more: ["technicalTitle", "skills", "resume", "rewards", "appraisalText"],
} as const satisfies Record<string, readonly Field[]>;
export const FACT_FIELDS = [...FACT_GROUPS.person, ...FACT_GROUPS.education, ...FACT_GROUPS.more] as const;
export type FactField = (typeof FACT_FIELDS)[number];
export type Facts = Record<FactField, string>;

/** Of somebody new: the post they hold. Later posts are another page's (/cadres/posts, /cadres/bulk). */
export const POST_FIELDS = [
  "unit",
  "title",
  "level",
  "tier",
  "postStartsOn",
] as const satisfies readonly Field[];

/** Without these nobody stands in the roster. */
export const NEEDED: readonly Field[] = ["name", "gender", "bornOn"];
/** Several lines. */
export const LONG: readonly Field[] = ["resume", "rewards", "appraisalText", "skills"];
export const isSheetField = (field: FactField): boolean => SHEET_FIELDS.some((one) => one === field);

/** What a cell says is judged with what is stored; a field that is not sent stays as it is. */
const cell = z.string({ error: "notAText" }).max(LIMITS.cellLength, { error: "tooLong" }).optional();
const facts = {
  name: cell,
  gender: cell,
  bornOn: cell,
  idNumber: cell,
  ethnicity: cell,
  nativePlace: cell,
  birthPlace: cell,
  joinedPartyOn: cell,
  startedWorkOn: cell,
  health: cell,
  education: cell,
  speciality: cell,
  fullTimeEducation: cell,
  fullTimeEducationSchool: cell,
  fullTimeDegree: cell,
  fullTimeDegreeSchool: cell,
  inServiceEducation: cell,
  inServiceEducationSchool: cell,
  inServiceDegree: cell,
  inServiceDegreeSchool: cell,
  technicalTitle: cell,
  skills: cell,
  resume: cell,
  rewards: cell,
  appraisalText: cell,
} satisfies Record<FactField, typeof cell>;

const made = z.object({
  /** of the change itself: the same form sent twice is one */
  id: z.uuid(),
  reason: requiredText(MANY_LIMITS.reason).refine((text) => text.length >= 2, {
    error: "tooShort",
    params: { minimum: 2 },
  }),
});

export const changeFactsInput = made.extend(facts).extend({
  cadreId: z.uuid(),
  /** digest of what the form showed */
  seen: z.string().max(64),
});
export const enterCadreInput = made.extend(facts).extend({
  unit: cell,
  title: cell,
  level: cell,
  tier: cell,
  postStartsOn: cell,
  /** somebody of this name was shown, and is another person */
  isAnother: z
    .literal("yes")
    .optional()
    .catch(undefined)
    .transform((word) => word !== undefined),
});

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const factsFilter = z.object({
  cadre: optional(z.uuid()),
  /** a change whose earlier values the form begins with */
  back: optional(z.uuid()),
  saved: optional(z.enum(["1", "new"])),
});
/** A new cadre's unit, where the form was opened from a unit's list. */
export const entryFilter = z.object({ unit: addressText(60).catch("").default("") });
