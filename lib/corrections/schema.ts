import * as z from "zod";
import { announcedFile } from "@/lib/observations/schema";
import { optionalText, requiredText } from "@/lib/platform/text";

export const CORRECTION_KINDS = ["CORRECTION", "REPLY"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];
export const SUBJECTS = ["BASICS", "POST", "ACHIEVEMENT"] as const;
export type CorrectionSubject = (typeof SUBJECTS)[number];
export const CORRECTION_STATES = ["ASKED", "REVIEWING", "ANSWERED", "WITHDRAWN"] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];
export const OUTCOMES = ["ACCEPTED", "PARTLY", "REFUSED"] as const;
export type CorrectionOutcome = (typeof OUTCOMES)[number];

export const LIMITS = {
  body: 2000,
  answer: 2000,
  title: 200,
  number: 100,
  excerpt: 1000,
  reason: 500,
  /** the database keeps it too */
  files: 10,
} as const;

const id = z.uuid({ error: "notAnId" });
const atLeast = (limit: number, minimum: number) =>
  requiredText(limit).refine((text) => [...text].length >= minimum, {
    error: "tooShort",
    params: { minimum },
  });

/** What it is about as one choice: `basics`, `post:<id>`, `achievement:<id>`. */
const about = z
  .string({ error: "required" })
  .regex(/^(basics|(post|achievement):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, { error: "required" })
  .transform((text): { subject: CorrectionSubject; id: string | null } => {
    const [word, of = null] = text.split(":");
    return { subject: word === "post" ? "POST" : word === "achievement" ? "ACHIEVEMENT" : "BASICS", id: of };
  });

/** Files that will follow, from a form as text; what the browser knows of them beyond that stays there. */
const files = z
  .preprocess(
    (given) => (typeof given === "string" ? parsed(given) : given),
    z
      .array(z.object(announcedFile.shape))
      .max(LIMITS.files, { error: "tooMany" })
      .refine((list) => new Set(list.map((file) => file.id)).size === list.length, { error: "chosenTwice" }),
  )
  .default([]);
function parsed(text: string): unknown {
  if (text === "") return [];
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `id` is made with the form: sending it twice makes one. */
export const askInput = z.object({
  id,
  kind: z.enum(CORRECTION_KINDS, { error: "required" }),
  about,
  body: atLeast(LIMITS.body, 5),
  evidenceTitle: optionalText(LIMITS.title),
  evidenceNumber: optionalText(LIMITS.number),
  evidenceText: optionalText(LIMITS.excerpt),
  files,
});
export const addFilesInput = z.object({ id, files });
export const dropFileInput = z.object({ id, fileId: id });
export const takeInput = z.object({ id });
export const answerInput = z.object({
  id,
  outcome: z.enum(OUTCOMES, { error: "required" }),
  answer: atLeast(LIMITS.answer, 2),
});
export const withdrawInput = z.object({ id, reason: optionalText(LIMITS.reason) });

export const CORRECTION_VIEWS = ["open", "overdue", "answered", "withdrawn"] as const;
export type CorrectionView = (typeof CORRECTION_VIEWS)[number];
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** Unreadable values are dropped, so that an old link still opens. */
export const correctionFilter = z.object({
  view: optional(z.enum(CORRECTION_VIEWS)),
  cadre: optional(z.uuid()),
});
export type CorrectionFilter = z.output<typeof correctionFilter>;
export const askFilter = z.object({ about: optional(z.string().max(60)) });
