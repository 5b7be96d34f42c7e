import * as z from "zod";
import { COMPARED } from "@/lib/comparison/schema";
import { addressMonth } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";

/** Of a quarter. */
export const PERIODIC_KINDS = ["QUARTERLY", "COVERAGE", "DUTY", "OUTSTANDING", "TRACE"] as const;
export const REPORT_KINDS = [...PERIODIC_KINDS, "COMPARISON"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
export const REPORT_STATES = ["FREEZING", "DRAFT", "FINAL", "SIGNED", "DISCARDED"] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export const CITATION_KINDS = [
  "TABLE",
  "RECORD",
  "ACHIEVEMENT",
  "PAPER",
  "CASE",
  "MEETING",
  "TOLERANCE",
  "TOLERANCE_PRE",
  "CONCERN",
] as const;
export type CitationKind = (typeof CITATION_KINDS)[number];

export const LIMITS = { title: 100, text: 6000, reason: 500, note: 500 } as const;

export const reportId = z.uuid({ error: "notAnId" });
const id = reportId;
const rowVersion = z.coerce.number().int().min(1);

const cadresText = z
  .string()
  .transform((text) => [...new Set(text.toLowerCase().split(",").filter(Boolean))])
  .pipe(
    z
      .array(z.uuid({ error: "notAnId" }))
      .min(COMPARED.least)
      .max(COMPARED.most),
  );
const optionalCadres = z.preprocess((value) => (value === "" ? undefined : value), cadresText.optional());

/** The quarter by its first month; made with the form, so that sending it twice makes one. */
export const startInput = z.object({
  id,
  kind: z.enum(REPORT_KINDS, { error: "required" }),
  quarter: addressMonth(),
  /** 内部, 限定, 严控: nothing above it goes in */
  confidentiality: z.coerce.number().int().min(1).max(3),
  /** of a comparison: who is compared, as on its page */
  cadres: optionalCadres,
});

/** A paragraph anew; an empty text takes it out. `version` is the one that was read. */
export const writeInput = z.object({
  id,
  position: z.coerce.number().int().min(1),
  version: z.coerce.number().int().min(1),
  text: optionalText(LIMITS.text),
  reason: optionalText(LIMITS.reason),
});
/** A paragraph of one's own at the end of a section. */
export const addInput = z.object({
  id,
  section: z.string().regex(/^[a-z][a-zA-Z]{2,30}$/),
  text: requiredText(LIMITS.text),
});

export const stepInput = z.object({ id, rowVersion });
export const discardInput = z.object({ id, rowVersion, note: requiredText(LIMITS.note) });
export const signInput = z.object({ id, rowVersion, note: optionalText(LIMITS.note) });
export const exportInput = z.strictObject({ id, form: z.enum(["docx", "pdf"]).default("docx") });

const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** Unreadable values are dropped, so that an old link still opens. */
export const reportFilter = z.object({
  view: optional(z.enum(["drafts", "final", "discarded"])),
  kind: optional(z.enum(REPORT_KINDS)),
  panel: optional(z.literal("new")),
  /** whom the comparison that is to be made compares */
  cadres: optional(cadresText),
});
export type ReportFilter = z.output<typeof reportFilter>;
/** The paragraph that is open for writing, the section that gets another one. */
export const pageFilter = z.object({
  edit: optional(z.coerce.number().int().min(1)),
  add: optional(z.string().regex(/^[a-z][a-zA-Z]{2,30}$/)),
  history: optional(z.coerce.number().int().min(1)),
  saved: optional(z.coerce.number().int().min(1)),
});
