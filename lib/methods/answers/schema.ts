/**
 * Answers to a method's fields. Messages of issues are stable codes that a form translates; none is text for
 * people. Nothing here knows a single method: only the closed set of field types.
 */
import * as z from "zod";

export const fieldTypes = [
  "text",
  "longtext",
  "integer",
  "number",
  "boolean",
  "date",
  "datetime",
  "daterange",
  "select",
  "multiselect",
  "cadre_list",
  "cadre_or_role",
  "unit",
  "user",
  "reference",
  "table",
  "task_list",
  "attachments",
] as const;
export type FieldType = (typeof fieldTypes)[number];

export const columnTypes = ["text", "longtext", "select", "integer", "number", "date", "cadre"] as const;
export type ColumnType = (typeof columnTypes)[number];

const limits = { text: 200, longtext: 5000, rows: 50, listed: 50, number: 1e12 } as const;

export type Reference = { text: string; id?: string };
export type CadreOrRole = { cadreId?: string; role?: string };
export type DateRange = { from: string; to: string };
export type CellValue = string | number;
export type TableRow = Record<string, CellValue>;
export type AnswerValue =
  | string
  | number
  | boolean
  | string[]
  | Reference
  | CadreOrRole
  | DateRange
  | TableRow[];
export type Answers = Record<string, AnswerValue>;

/** Every code that an issue of an answer can carry as its message. */
const answerIssues = [
  "required",
  "tooLong",
  "tooMany",
  "tooSmall",
  "tooLarge",
  "notAnOption",
  "notANumber",
  "notAnInteger",
  "notABoolean",
  "notAText",
  "notADate",
  "notADateTime",
  "notARange",
  "notAnId",
  "notAList",
  "notARow",
  "notAReference",
  "chosenTwice",
  "fromAfterTo",
  "cadreOrRole",
  "unknownKey",
] as const;
export type AnswerIssue = (typeof answerIssues)[number];

type Bounds = { min?: number; max?: number };
type Column = { key: string; type: ColumnType; required: boolean; options?: string[] };
type Field = Bounds & {
  key: string;
  type: FieldType;
  required: boolean;
  options?: string[];
  columns?: Column[];
};

const orRequired = (code: AnswerIssue) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? "required" : code),
});
const shape = (code: AnswerIssue) => ({
  error: (issue: { code?: string; input?: unknown }) =>
    issue.code === "unrecognized_keys" ? "unknownKey" : issue.input === undefined ? "required" : code,
});
const text = (max: number) => z.string(orRequired("notAText")).trim().min(1, "required").max(max, "tooLong");
const id = () => z.uuid(orRequired("notAnId"));
const day = () => z.iso.date(orRequired("notADate"));
const number = ({ min = -limits.number, max = limits.number }: Bounds) =>
  z.number(orRequired("notANumber")).min(min, "tooSmall").max(max, "tooLarge");
const list = <T>(item: z.ZodType<T>) =>
  z
    .array(item, orRequired("notAList"))
    .min(1, "required")
    .max(limits.listed, "tooMany")
    .refine(isDistinct, "chosenTwice");

export function cellTo(column: Column & Bounds): z.ZodType<CellValue> {
  switch (column.type) {
    case "text":
      return text(limits.text);
    case "longtext":
      return text(limits.longtext);
    case "select":
      return z.enum(column.options ?? [], orRequired("notAnOption"));
    case "integer":
      return number(column).int("notAnInteger");
    case "number":
      return number(column);
    case "date":
      return day();
    case "cadre":
      return id();
  }
}

export function answerTo(field: Field): z.ZodType<AnswerValue> {
  switch (field.type) {
    case "text":
    case "longtext":
    case "select":
    case "integer":
    case "number":
    case "date":
      return cellTo({ ...field, type: field.type });
    case "boolean":
      return z.boolean(orRequired("notABoolean"));
    case "datetime":
      return z.iso.datetime({ offset: true, ...orRequired("notADateTime") });
    case "daterange":
      return z
        .strictObject({ from: day(), to: day() }, shape("notARange"))
        .refine((range) => range.from <= range.to, "fromAfterTo");
    case "multiselect":
      return list(z.enum(field.options ?? [], { error: "notAnOption" }));
    case "cadre_list":
      return list(id());
    case "cadre_or_role":
      return z.preprocess(
        withoutEmpty,
        z
          .strictObject(
            { cadreId: id().optional(), role: text(limits.text).optional() },
            shape("cadreOrRole"),
          )
          .refine((who) => who.cadreId !== undefined || who.role !== undefined, "required"),
      );
    case "unit":
    case "user":
      return id();
    case "reference":
      return z.preprocess(
        withoutEmpty,
        z.strictObject({ text: text(limits.text), id: id().optional() }, shape("notAReference")),
      );
    case "table":
      return z.preprocess(
        (rows) => (Array.isArray(rows) ? rows.filter((row) => !isEmpty(row)) : rows),
        z
          .array(answersTo(field.columns ?? [], cellTo, "notARow"), orRequired("notAList"))
          .min(1, "required")
          .max(limits.rows, "tooMany"),
      );
    case "task_list":
    case "attachments":
      return z.never("unknownKey"); // always bound to a shared fact: parseFields sees to it
  }
}

/** Unknown keys are refused; an empty answer counts as none, so that a form may send all its fields. */
export function answersTo<F extends { key: string; required: boolean }, T>(
  fields: F[],
  schemaOf: (field: F) => z.ZodType<T>,
  otherwise: AnswerIssue = "notARow",
): z.ZodType<Record<string, T>> {
  const known = new Set(fields.map((field) => field.key));
  const schemas = fields.map((field) => {
    const schema = schemaOf(field);
    return [field.key, field.required ? schema : schema.optional()] as const;
  });
  return z.preprocess(
    (given) => withoutEmpty(given, known),
    z.strictObject(Object.fromEntries(schemas), shape(otherwise)).transform(given),
  );
}

function given<T>(row: Record<string, T | undefined>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function withoutEmpty(value: unknown, known?: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // an unknown key stays even when empty, so that it is refused rather than swallowed
  const mayGo = (name: string) => !(known instanceof Set) || known.has(name);
  return Object.fromEntries(Object.entries(value).filter(([name, each]) => !(mayGo(name) && isEmpty(each))));
}

/** `false` and 0 are answers; blank text, an empty list and an object of empty values are none. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

function isDistinct(values: unknown[]): boolean {
  return new Set(values).size === values.length;
}
