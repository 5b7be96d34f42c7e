import { z } from "zod";
import { UNIT_TYPES } from "@/lib/units/schema";

/** In the order in which they are offered; the first ones are chosen until somebody chooses. */
export const EXPORT_COLUMNS = [
  "unit",
  "name",
  "gender",
  "bornOn",
  "ethnicity",
  "nativePlace",
  "joinedPartyOn",
  "startedWorkOn",
  "education",
  "speciality",
  "title",
  "level",
  "tier",
  "since",
  "idNumber",
  "otherPosts",
  "unitType",
  "age",
  "birthPlace",
  "health",
  "technicalTitle",
  "skills",
  "fullTimeEducation",
  "fullTimeDegree",
  "fullTimeEducationSchool",
  "fullTimeDegreeSchool",
  "inServiceEducation",
  "inServiceDegree",
  "inServiceEducationSchool",
  "inServiceDegreeSchool",
  "resume",
  "rewards",
  "grades",
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];
/** Leaves only with a right of its own (cadres.identity). */
export const IDENTITY_COLUMN = "idNumber" satisfies ExportColumn;
export const COLUMNS_AT_FIRST: readonly ExportColumn[] = EXPORT_COLUMNS.slice(0, 14);

export const LAYOUTS = ["flat", "grouped"] as const;

const trace = z.string().regex(/^[0-9a-f]{12}$/);
/** A choice left open comes as an empty text. */
const orAll = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** Whom an export is about. What does not parse is refused: a download is never wider than what was asked for. */
export const exportScope = z.object({
  unit: orAll(z.uuid({ error: "notAnOption" })),
  type: orAll(z.enum(UNIT_TYPES, { error: "notAnOption" })),
});
export type ExportScope = z.output<typeof exportScope>;

/** A page without script: the columns as they are ticked, one step of one of them, or the usual ones again. */
export const exportSteps = z.object({
  column: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()).max(100))
    .catch([])
    .default([])
    .transform((list) =>
      EXPORT_COLUMNS.filter((one) => list.includes(one)).toSorted(
        (a, b) => list.indexOf(a) - list.indexOf(b),
      ),
    ),
  move: z.string().max(60).optional().catch(undefined),
  usual: z.literal("1").optional().catch(undefined),
  layout: z.enum(LAYOUTS).optional().catch(undefined),
});

const columns = z
  .array(z.enum(EXPORT_COLUMNS))
  .min(1, { error: "required" })
  .refine((list) => new Set(list).size === list.length, { error: "notAnOption" });

/** A download with a column that nobody knows is no download. */
export const exportInput = z.object({
  ...exportScope.shape,
  columns,
  layout: z.enum(LAYOUTS).catch("flat").default("flat"),
  trace,
});

/** Kept of a person: the columns they chose last, and how. */
export const exportChoice = z.object({ columns, layout: z.enum(LAYOUTS) });
export type ExportChoice = z.output<typeof exportChoice>;

export const scopedInput = z.object({ ...exportScope.shape, trace });
export const cadreInput = z.strictObject({ id: z.uuid(), trace });
