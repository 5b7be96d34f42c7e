import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";

export const CONCERN_STATES = ["OPEN", "WATCHING", "REMINDED", "DISMISSED"] as const;
export type ConcernState = (typeof CONCERN_STATES)[number];
/** In the order of the page. Renewing is deciding the same again, for longer. */
export const DECISIONS = ["WATCH", "REMIND", "RENEW", "DISMISS", "REOPEN"] as const;
export type ConcernDecision = (typeof DECISIONS)[number];
/** What a paper may be; a unit's recommendation speaks for its own and is no source here. */
export const PAPER_KINDS = ["document", "data", "survey", "testimony"] as const;

export const LIMITS = {
  summary: 300,
  situation: 500,
  reason: 1000,
  note: 500,
  title: 200,
  number: 100,
} as const;

const id = z.uuid({ error: "notAnId" });
const atLeast = (limit: number, minimum: number) =>
  requiredText(limit).refine((text) => [...text].length >= minimum, {
    error: "tooShort",
    params: { minimum },
  });
const emptyIsNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** From records about one cadre; `id` is made with the form, so that sending it twice makes one. */
export const openInput = z.object({
  id,
  cadreId: id,
  summary: atLeast(LIMITS.summary, 4),
  situation: atLeast(LIMITS.situation, 2),
  conductItemId: emptyIsNone(id),
  recordIds: z.array(id).min(1, { error: "required" }).max(20, { error: "tooMany" }),
});

export const sourceInput = z.union([
  z.object({ id, concernId: id, observationId: id }),
  z.object({
    id,
    concernId: id,
    kind: z.enum(PAPER_KINDS, { error: "required" }),
    title: atLeast(LIMITS.title, 2),
    number: optionalText(LIMITS.number),
    on: emptyIsNone(addressDay()),
    note: optionalText(LIMITS.note),
  }),
]);
export const withdrawalInput = z.object({ id, reason: atLeast(LIMITS.note, 2) });

const decided = { id, rowVersion: z.coerce.number().int().min(1), reason: atLeast(LIMITS.reason, 2) };
export const decisionInput = z.discriminatedUnion("decision", [
  z.object({ ...decided, decision: z.enum(["WATCH", "REMIND", "RENEW"]), expiresOn: addressDay() }),
  z.object({ ...decided, decision: z.enum(["DISMISS", "REOPEN"]) }),
]);

/** 待决定, 生效中, 30 天内到期, 已到期, 不采信 */
export const CONCERN_VIEWS = ["open", "standing", "expiring", "expired", "dismissed"] as const;
export type ConcernView = (typeof CONCERN_VIEWS)[number];
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** Unreadable values are dropped, so that an old link still opens. */
export const concernFilter = z.object({
  view: optional(z.enum(CONCERN_VIEWS)),
  cadre: optional(z.uuid()),
});
export type ConcernFilter = z.output<typeof concernFilter>;
/** 提出需关注: about whom, and the record one came from. */
export const openFilter = z.object({ cadre: optional(z.uuid()), from: optional(z.uuid()) });
