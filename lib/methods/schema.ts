/**
 * Methods are data: a version's field list is checked here, and one schema built from it (answers/schema.ts)
 * checks every answer. The closed set of field types is what forms, checks and exports have to know.
 */
import * as z from "zod";
import {
  type Answers,
  type AnswerValue,
  answersTo,
  answerTo,
  cellTo,
  columnTypes,
  type FieldType,
  fieldTypes,
  type TableRow,
} from "./answers/schema";

export const methodCodes = [
  "regular_talk",
  "sit_in",
  "field_survey",
  "multi_verify",
  "critical_task",
  "stakeholder_visit",
  "unannounced_check",
  "democratic_assessment",
  "record_review",
  "achievement_review",
] as const;
export type MethodCode = (typeof methodCodes)[number];

/** The shared facts of an observation that a method may ask for in its own words. */
export const bindings = [
  "place",
  "fact",
  "cadres",
  "confidentiality",
  "startedAt",
  "duration",
  "followUps",
  "evidence",
] as const;
export type Binding = (typeof bindings)[number];

const bindable: Record<Binding, readonly FieldType[]> = {
  place: ["text"],
  fact: ["longtext"],
  cadres: ["cadre_list", "table"],
  confidentiality: ["select"],
  startedAt: ["datetime"],
  duration: ["integer"],
  followUps: ["task_list"],
  evidence: ["attachments"],
};

const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
const label = z.string().trim().min(1).max(100);
const choices = z.array(label).min(1).max(40);

const methodColumn = z
  .strictObject({
    key,
    label,
    labelEn: label,
    type: z.enum(columnTypes),
    required: z.boolean().default(false),
    options: choices.optional(),
    optionsEn: choices.optional(),
  })
  .refine(hasItsOptions, "optionsMismatch");
export type MethodColumn = z.infer<typeof methodColumn>;

const methodField = z
  .strictObject({
    key,
    label,
    labelEn: label,
    type: z.enum(fieldTypes),
    required: z.boolean(),
    help: z.string().max(300).optional(),
    helpEn: z.string().max(300).optional(),
    options: choices.optional(),
    optionsEn: choices.optional(),
    columns: z.array(methodColumn).min(1).max(12).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    binds: z.enum(bindings).optional(),
    // its form is checked below, against the field it belongs to
    default: z.custom<AnswerValue>().optional(),
  })
  .refine(hasItsOptions, "optionsMismatch")
  .refine((field) => (field.type === "table") === (field.columns !== undefined), "columnsMismatch")
  .refine((field) => !field.columns || hasDistinctKeys(field.columns), "keyTwice")
  .refine((field) => !field.binds || bindable[field.binds].includes(field.type), "bindingMismatch")
  // three options, because the observation has three levels and the answer is the position
  .refine((field) => field.binds !== "confidentiality" || field.options?.length === 3, "bindingMismatch")
  // files and follow-ups have tables of their own, so they cannot be answers
  .refine((field) => field.type !== "attachments" || field.binds === "evidence", "bindingMissing")
  // light by rule: a photo or a written reason, never a file that must be there
  .refine(
    (field) => field.type !== "attachments" || (!field.required && field.min === undefined),
    "fileRequired",
  )
  .refine((field) => field.type !== "task_list" || field.binds === "followUps", "bindingMissing")
  .refine(
    (field) => field.default === undefined || answerTo(field).safeParse(field.default).success,
    "badDefault",
  );
export type MethodField = z.infer<typeof methodField>;

export const methodFields = z
  .array(methodField)
  .max(60)
  .refine(hasDistinctKeys, "keyTwice")
  .refine((fields) => {
    const bound = fields.flatMap((field) => field.binds ?? []);
    return new Set(bound).size === bound.length;
  }, "boundTwice");

/** Checks a stored configuration; throws when it is not one, since only a broken deployment can cause that. */
export const parseFields = (json: unknown): MethodField[] => methodFields.parse(json);

function hasItsOptions(field: { type: string; options?: string[]; optionsEn?: string[] }): boolean {
  const isChoice = field.type === "select" || field.type === "multiselect";
  if (!isChoice) return field.options === undefined && field.optionsEn === undefined;
  return field.options !== undefined && field.options.length === field.optionsEn?.length;
}

function hasDistinctKeys(keyed: { key: string }[]): boolean {
  return new Set(keyed.map((each) => each.key)).size === keyed.length;
}

/** Checks the answers to a version's own fields, without those that are shared facts of the observation. */
export const detailsSchema = builtOnce(
  (fields): z.ZodType<Answers> =>
    answersTo(
      fields.filter((field) => !field.binds),
      answerTo,
    ),
);

/** Checks what is said of one cadre: the columns of the field that stands for the cadres; often none. */
export const cadreLineSchema = builtOnce(
  (fields): z.ZodType<TableRow> => answersTo(cadreColumns(fields), cellTo),
);

/** A field list is one object a process and version, and building its schema costs more than a hundred checks. */
function builtOnce<T>(build: (fields: MethodField[]) => T): (fields: MethodField[]) => T {
  const built = new WeakMap<MethodField[], T>();
  return (fields) => {
    let schema = built.get(fields);
    if (!schema) {
      schema = build(fields);
      built.set(fields, schema);
    }
    return schema;
  };
}

export function cadreColumns(fields: MethodField[]): MethodColumn[] {
  return fields.find((field) => field.binds === "cadres")?.columns ?? [];
}
