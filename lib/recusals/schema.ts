/** What an observer declares, and what a leader and an administrator do about it. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";

export const KINDS = ["KIN", "FORMER_WORKPLACE", "OTHER", "NATIVE_TOWN"] as const;
export type RecusalKind = (typeof KINDS)[number];
export const RELATIONS = ["SPOUSE", "PARENT", "CHILD", "SIBLING", "IN_LAW", "OTHER"] as const;
export const LIMITS = { note: 500, name: 30 } as const;

const optionalDay = z.preprocess((value) => (value === "" ? undefined : value), addressDay().optional());
const text = (least: number) => z.string().trim().min(least).max(LIMITS.note);

/** `id` is made with the form: sending it twice declares once. */
export const declareInput = z
  .object({
    id: z.uuid(),
    kind: z.enum(KINDS, { error: "required" }),
    unitId: z.uuid({ error: "required" }),
    relation: z.enum(RELATIONS).or(z.literal("")).default(""),
    personName: z.string().trim().max(LIMITS.name).default(""),
    workedUntil: optionalDay,
    note: z.string().trim().max(LIMITS.note).default(""),
  })
  .superRefine((line, context) => {
    const missing = (path: string) =>
      context.addIssue({ code: "custom", message: "required", path: [path], input: "" });
    if (line.kind === "KIN" && line.relation === "") missing("relation");
    if (line.kind === "KIN" && line.personName === "") missing("personName");
    if (line.kind === "FORMER_WORKPLACE" && !line.workedUntil) missing("workedUntil");
    if (line.kind === "OTHER" && line.note.length < 2) missing("note");
  });
export type DeclareInput = z.output<typeof declareInput>;

export const askEndInput = z.object({ declarationId: z.uuid(), why: text(2) });

export const submitInput = z.object({
  id: z.uuid(),
  year: z.coerce.number().int().min(2020).max(2100),
  /** of the sheet as it was read; none for the first of the year */
  rowVersion: z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.coerce.number().int().min(1).optional(),
  ),
  isTrue: z.literal("yes", { error: "required" }),
  note: z.string().trim().max(LIMITS.note).default(""),
});

export const reviewInput = z
  .object({
    sheetId: z.uuid(),
    rowVersion: z.coerce.number().int().min(1),
    decision: z.enum(["ACCEPTED", "RETURNED"]),
    answer: z.string().trim().max(LIMITS.note).default(""),
  })
  .superRefine(({ decision, answer }, context) => {
    if (decision === "RETURNED" && answer.length < 2) {
      context.addIssue({ code: "custom", message: "required", path: ["answer"], input: answer });
    }
  });

export const settleInput = z.object({ warningId: z.uuid(), settlement: text(2) });
export const remindInput = z.object({ year: z.coerce.number().int().min(2020).max(2100) });

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const SAVED = ["declared", "endAsked", "submitted", "reviewed", "settled", "reminded"] as const;

export const recusalFilter = z.object({
  year: optional(z.coerce.number().int().min(2020).max(2100)),
  /** the declaration that is said to hold no more */
  end: optional(z.uuid()),
  saved: optional(z.enum(SAVED)),
});

export const reviewFilter = z.object({
  year: optional(z.coerce.number().int().min(2020).max(2100)),
  state: optional(z.enum(["MISSING", "SUBMITTED", "RETURNED", "ACCEPTED"])),
  /** the observer whose sheet is open */
  person: optional(z.uuid()),
  warning: optional(z.uuid()),
  saved: optional(z.enum(SAVED)),
});
export type ReviewFilter = z.output<typeof reviewFilter>;
