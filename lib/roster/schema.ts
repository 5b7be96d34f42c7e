/** What a roster says of a person, field by field, and the answers of the import. Runs in the browser too. */
import { z } from "zod";
import { addressText } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";
import { DOCUMENT_RULES } from "./lrmx/schema";

/** In the order of a roster; the words stand under `field` in messages/<locale>/roster.json. */
export const FIELDS = [
  "unit",
  "name",
  "gender",
  "bornOn",
  "idNumber",
  "ethnicity",
  "nativePlace",
  "birthPlace",
  "joinedPartyOn",
  "startedWorkOn",
  "title",
  "level",
  "tier",
  "postStartsOn",
  "education",
  "speciality",
  "fullTimeEducation",
  "fullTimeDegree",
  "fullTimeEducationSchool",
  "fullTimeDegreeSchool",
  "inServiceEducation",
  "inServiceDegree",
  "inServiceEducationSchool",
  "inServiceDegreeSchool",
  "health",
  "technicalTitle",
  "skills",
  "resume",
  "rewards",
  "appraisalText",
] as const;
export type Field = (typeof FIELDS)[number];
export const isField = (text: string): text is Field => FIELDS.some((field) => field === text);

/** Fields that stand in cadre_sheets. */
export const SHEET_FIELDS = [
  "birthPlace",
  "fullTimeEducation",
  "fullTimeDegree",
  "fullTimeEducationSchool",
  "fullTimeDegreeSchool",
  "inServiceEducation",
  "inServiceDegree",
  "inServiceEducationSchool",
  "inServiceDegreeSchool",
  "health",
  "technicalTitle",
  "skills",
  "resume",
  "rewards",
  "appraisalText",
] as const satisfies readonly Field[];
export type SheetField = (typeof SHEET_FIELDS)[number];

/** Text or value by field; what the file does not say is not there. */
export type Values = Partial<Record<Field, string>>;

export const LIMITS = {
  fileBytes: 5 * 1024 * 1024,
  rows: 5_000,
  columns: 80,
  cellLength: 20_000,
  undoDays: 30,
} as const;

const FILE_KINDS = ["XLSX", "CSV", "LRMX"] as const;
/**
 * Of grades (lib/roster/grades), xlsx or csv. Without a file: a change for many (lib/roster/bulk), what a merger of units moves (lib/units/register), and one person
 * entered or changed by hand (lib/roster/facts).
 */
export const KINDS = [...FILE_KINDS, "GRADES", "BULK", "MERGER", "HAND"] as const;
export type Kind = (typeof KINDS)[number];
export const hasFile = (kind: Kind): boolean => kind === "GRADES" || FILE_KINDS.some((one) => one === kind);
export const STATES = ["PREVIEWED", "CONFIRMED", "UNDONE", "DISCARDED"] as const;
export type State = (typeof STATES)[number];
export const VERDICTS = ["NEW", "CHANGED", "SAME", "DOUBTFUL", "FAULTY"] as const;
export type Verdict = (typeof VERDICTS)[number];
/** Tabs of the preview: the verdicts, and who is not in the file. */
export const VIEWS = ["ALL", ...VERDICTS, "MISSING"] as const;
export type View = (typeof VIEWS)[number];
export const CHOICES = ["NEW", "CADRE", "SKIP"] as const;
export type Choice = (typeof CHOICES)[number];

/** Which rule a cell breaks; the words stand under `reason.rule`. */
export const RULES = [
  "required",
  "nameForm",
  "identityForm",
  "identityDigit",
  "identityNumeric",
  "identityTwice",
  "identityBirth",
  "identityGender",
  "dateUnreadable",
  "dateAmbiguous",
  "dateAhead",
  "bornOutOfRange",
  "workTooYoung",
  "partyTooYoung",
  "postBeforeWork",
  "postNotLater",
  "unknownWord",
  "unknownUnit",
  "ambiguousUnit",
  "unitEnded",
  "cellError",
  "textTooLong",
  "cadreTwice",
  "ownCadre",
  ...DOCUMENT_RULES,
] as const;
export type Rule = (typeof RULES)[number];

export type Fault = {
  field: Field;
  rule: Rule;
  params?: Record<string, string | number>;
};
/** Of an lrmx, beside the fields: relatives, the photo, and elements that are no field. */
export type DocumentField = "family" | "photo" | "document";
export type Difference = {
  field: Field | DocumentField;
  old: string;
  new: string;
  /** told, and never written */
  isNoted?: boolean;
};
/** How sure it is that a known cadre is the one of the row. */
export type Candidate = { id: string; name: string; hint: string; isLikely: boolean };

const id = z.uuid();
/** From the address. */
export const batchId = id;
const rowVersion = z.coerce.number<unknown>().int().min(1);
const day = z.iso.date({ error: "notADay" });

const cells = z.array(z.string().max(LIMITS.cellLength)).max(2_000);
/** Sheets as the reader gave them; whether they are a roster is asked by rules. */
export const uploadInput = z.object({
  id,
  kind: z.enum(["XLSX", "CSV"]),
  fileName: requiredText(200),
  bodyHash: z.string().regex(/^[0-9a-f]{64}$/),
  sheets: z
    .array(
      z.object({
        name: z.string(),
        isHidden: z.boolean(),
        rows: z.array(cells).max(LIMITS.rows * 3),
        merges: z
          .array(z.object({ top: z.int(), left: z.int(), bottom: z.int(), right: z.int() }))
          .max(20_000),
      }),
    )
    .max(50),
});

export const correctInput = z.object({
  batchId: id,
  rowId: id,
  field: z.enum(FIELDS),
  value: z.string().max(LIMITS.cellLength, { error: "tooLong" }),
  /** in every row where the same stands in this column */
  everywhere: z
    .literal("yes")
    .optional()
    .transform((word) => word !== undefined),
});
/** Somebody known, somebody new, nobody; OPEN takes the answer back. */
export const chooseInput = z.object({
  batchId: id,
  rowId: id,
  pick: z.union([z.enum(["NEW", "SKIP", "OPEN"]), id], { error: "required" }),
});
export const acceptInput = z.object({ batchId: id });
export const remapInput = z.object({
  batchId: id,
  mapping: z.array(z.string().max(40)).max(LIMITS.columns),
  effectiveOn: day,
});
export const leaverInput = z.object({ batchId: id, cadreId: id, endsOn: z.union([day, z.literal("")]) });
export const batchInput = z.object({ batchId: id, rowVersion });
export const confirmInput = z.object({
  id,
  batchId: id,
  rowVersion,
  scope: z.enum(["ALL", "CHOSEN"]),
  rowIds: z
    .union([z.array(id), id.transform((one) => [one])])
    .default([])
    .refine((list) => list.length <= LIMITS.rows, { error: "tooLarge" }),
});
/** What the job takes along: identifiers alone. */
export const confirmJobInput = confirmInput.omit({ id: true });
export type ConfirmJobInput = z.output<typeof confirmJobInput>;

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** The preview's address. */
export const previewFilter = z.object({
  view: z.enum(VIEWS).catch("ALL").default("ALL"),
  q: addressText(40).catch("").default(""),
  page: z.coerce.number().int().min(1).max(500).catch(1).default(1),
  open: optional(z.enum(["columns"])),
  /** a confirmation under way */
  job: optional(id),
  /** a doubtful row, and whom somebody looks for in its place */
  row: optional(id),
  who: optional(addressText(40)),
});
export type PreviewFilter = z.output<typeof previewFilter>;
