/** 意见箱: what a person may write, and what an answer is. */
import { z } from "zod";
import { requiredText } from "@/lib/platform/text";

export const COMPLAINT_KINDS = ["COMPLAINT", "SUGGESTION"] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];
export const COMPLAINT_STATES = ["RECEIVED", "ANSWERED"] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];
export const OUTCOMES = ["ADOPTED", "PARTLY", "EXPLAINED"] as const;
export type ComplaintOutcome = (typeof OUTCOMES)[number];
export const NAMINGS = ["NAMED", "WITHHELD"] as const;
/** The observers of the sender's own unit, whoever they are. */
export const ABOUT_UNIT = "unit";

export const LIMITS = { body: 2000, answer: 2000 } as const;

const atLeast = (limit: number, minimum: number) =>
  requiredText(limit).refine((text) => text.length >= minimum, { error: "tooShort", params: { minimum } });

/** `id` is made with the form: sending it twice makes one. */
export const complaintInput = z.object({
  id: z.uuid({ error: "notAnId" }),
  kind: z.enum(COMPLAINT_KINDS, { error: "required" }),
  body: atLeast(LIMITS.body, 5),
  about: z
    .union([
      z.literal("").transform(() => undefined),
      z.literal(ABOUT_UNIT),
      z.uuid({ error: "notAnOption" }),
    ])
    .optional(),
  naming: z.enum(NAMINGS, { error: "required" }),
});

export const answerInput = z.object({
  id: z.uuid({ error: "notAnId" }),
  outcome: z.enum(OUTCOMES, { error: "required" }),
  answer: atLeast(LIMITS.answer, 2),
});

export const seenInput = z.object({});

/** Unreadable values are dropped, so that an old link still opens. */
export const complaintFilter = z.object({
  id: z.uuid().optional().catch(undefined),
  state: z.enum(["open", "answered"]).catch("open").default("open"),
});
export type ComplaintFilter = z.output<typeof complaintFilter>;

/** One's own page: what was just sent is said there. */
export const boxFilter = z.object({ sent: z.literal("1").optional().catch(undefined) });
