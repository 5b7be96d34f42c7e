import * as z from "zod";
import { DIMENSIONS } from "@/lib/dimensions/schema";
import { addressCursor, addressDay, addressText } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";
import { UNIT_TYPES } from "@/lib/units/schema";

export const POLARITIES = ["POSITIVE", "NEUTRAL", "ATTENTION"] as const;
export type Polarity = (typeof POLARITIES)[number];
export const STATES = ["SUBMITTED", "RETURNED", "ACCEPTED", "ARCHIVED"] as const;
export type ObservationState = (typeof STATES)[number];

export const LIMITS = {
  fact: 5000,
  judgement: 2000,
  place: 200,
  evidenceNote: 500,
  reason: 1000,
  followUp: 200,
  fileName: 120,
} as const;
/** Of one file, as sent. */
export const FILE_BYTES = 25 * 1024 * 1024;

const moment = z.iso
  .datetime({ offset: true, error: "notAMoment" })
  // PostgreSQL knows no year 0
  .refine((text) => text >= "1900", { error: "notAMoment" })
  .transform((text) => new Date(text));

const cadreLine = z.strictObject({
  cadreId: z.uuid({ error: "notAnId" }),
  roleInEvent: optionalText(60),
  /** the method's own columns for a cadre; checked against the method's version */
  details: z.record(z.string(), z.unknown()).default({}),
});

const followUp = z.strictObject({
  title: requiredText(LIMITS.followUp),
  dueOn: addressDay().optional(),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: "notAHash" });
/** A file announced with the text; it may arrive later, and only this very file is taken then. */
export const announcedFile = z.strictObject({
  id: z.uuid({ error: "notAnId" }),
  name: requiredText(LIMITS.fileName),
  size: z.int().min(1).max(FILE_BYTES, { error: "fileTooLarge" }),
  /** of the bytes that will be sent */
  sha256,
  /** of the file as it was taken, before it was made smaller */
  captureSha256: sha256,
});
export type AnnouncedFile = z.output<typeof announcedFile>;

const ids = z
  .array(z.uuid({ error: "notAnId" }))
  .max(10, { error: "tooMany" })
  .refine((list) => new Set(list).size === list.length, { error: "chosenTwice" });

const content = {
  startedAt: moment,
  endedAt: moment,
  place: optionalText(LIMITS.place),
  /** what happened */
  fact: requiredText(LIMITS.fact),
  /** what the observer thinks of it */
  judgement: optionalText(LIMITS.judgement),
  cadres: z
    .array(cadreLine)
    .max(30, { error: "tooMany" })
    .refine((lines) => new Set(lines.map((line) => line.cadreId)).size === lines.length, {
      error: "chosenTwice",
    })
    .default([]),
  dimensions: z
    .array(z.enum(DIMENSIONS, { error: "notAnOption" }))
    .max(5)
    .default([]),
  polarity: z.enum(POLARITIES, { error: "notAnOption" }).default("NEUTRAL"),
  /** 1 内部 2 限定 3 严控; the method's own level where none is given */
  confidentiality: z.int().min(1).max(3).optional(),
  /** answers to the method's own fields; checked against the method's version */
  details: z.record(z.string(), z.unknown()).default({}),
  evidenceNote: optionalText(LIMITS.evidenceNote),
  secondObserverId: z.uuid({ error: "notAnId" }).optional(),
  centralTaskId: z.uuid({ error: "notAnId" }).optional(),
  followUps: z.array(followUp).max(10, { error: "tooMany" }).default([]),
  // no defaults below: a body that an older phone sent, and sends again after a release, must keep its hash
  evidence: z
    .array(announcedFile)
    .max(20, { error: "tooMany" })
    .refine((files) => new Set(files.map((file) => file.id)).size === files.length, { error: "chosenTwice" })
    .optional(),
  /** 双十条 */
  conductItemIds: ids.optional(),
  /** earlier records that this one goes on from; an amendment may add some */
  links: ids.optional(),
  /** the request of a reviewer that this record answers, and closes */
  answers: z.uuid({ error: "notAnId" }).optional(),
};

const timesInOrder = (entry: { startedAt: Date; endedAt: Date }): boolean => entry.endedAt >= entry.startedAt;
const endBeforeStart = { error: "endBeforeStart", path: ["endedAt"] };

/** A new record. `id` is made by the client and is the idempotency key. */
export const observationInput = z
  .strictObject({
    id: z.uuid({ error: "notAnId" }),
    unitId: z.uuid({ error: "required" }),
    methodId: z.uuid({ error: "required" }),
    /** the version the form was written in; the current one where none is given */
    methodVersionId: z.uuid({ error: "notAnId" }).optional(),
    /** the draft it was written in, as its device knows it: what another device wrote since stays a draft of its own */
    draft: z
      .strictObject({
        copyId: z.uuid({ error: "notAnId" }),
        version: z.int().min(1).nullish(),
        /** for the device alone: it goes on from here if the record is refused */
        serial: z.int().min(0).optional(),
      })
      .optional(),
    ...content,
    /** shared by the records of one visit that touched several units */
    visitId: z.uuid({ error: "notAnId" }).optional(),
  })
  .refine(timesInOrder, endBeforeStart);
export type ObservationInput = z.output<typeof observationInput>;

/** A returned record submitted again, or an accepted one corrected: a new revision with a reason. */
export const amendmentInput = z
  .strictObject({
    id: z.uuid({ error: "notAnId" }),
    /** the revision that was read; another one meanwhile is Stale */
    revisionNo: z.int().min(1),
    reason: requiredText(LIMITS.reason),
    ...content,
  })
  .refine(timesInOrder, endBeforeStart);
export type AmendmentInput = z.output<typeof amendmentInput>;
export type ObservationContent = Omit<AmendmentInput, "id" | "revisionNo" | "reason">;

/** Half a picture character and the zero byte are no text to PostgreSQL; a draft is saved as far as it can be. */
const storable = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === "string" ? part.replaceAll("\u0000", "").toWellFormed() : part,
  );

/** The form as typed: anything, but not endless. */
export const draftInput = z.strictObject({
  id: z.uuid({ error: "notAnId" }),
  unitId: z.uuid().nullish(),
  methodId: z.uuid().nullish(),
  /** set while an existing record is being rewritten */
  observationId: z.uuid().nullish(),
  /** the version that the text began from; none for a draft the server has not seen */
  baseVersion: z.int().min(1).nullish(),
  /** the copy on a device that this comes from, and how often it was written */
  copy: z
    .strictObject({ id: z.uuid({ error: "notAnId" }), serial: z.int().min(0).max(2_000_000_000) })
    .nullish(),
  /** 另一版本 of that draft: what was not chosen when two devices had written */
  otherVersionOf: z.uuid().nullish(),
  content: z
    .record(z.string(), z.unknown())
    .refine((value) => JSON.stringify(value).length <= 150_000, { error: "tooLong" })
    .transform(storable),
});
export const draftId = z.strictObject({ id: z.uuid({ error: "notAnId" }) });

const decided = { id: z.uuid({ error: "notAnId" }), revisionNo: z.coerce.number().int().min(1) };
/** Also from a form: numbers may come as text. */
export const reviewInput = z.discriminatedUnion("decision", [
  z.object({ ...decided, decision: z.literal("ACCEPT"), reason: optionalText(LIMITS.reason) }),
  z.object({ ...decided, decision: z.literal("RETURN"), reason: requiredText(LIMITS.reason) }),
]);

/** 归档, or open again. */
export const archiveInput = z.object({
  id: decided.id,
  revisionNo: decided.revisionNo,
  to: z.enum(["ARCHIVED", "ACCEPTED"]),
});

/* ---------------------------------------------------------------- the list's filter, as it stands in the URL */

const STATE_WORDS = ["submitted", "returned", "accepted", "archived", "counted"] as const;
const lower = <T extends string>(values: readonly T[]) =>
  values.map((value) => value.toLowerCase()) as Lowercase<T>[];
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

/** Unreadable values are dropped, so that an old link still opens. Days are inclusive. */
export const observationFilter = z.object({
  unit: optional(z.uuid()),
  /** 单位类型 */
  type: optional(z.enum(UNIT_TYPES)),
  method: optional(z.uuid()),
  cadre: optional(z.uuid()),
  observer: optional(z.uuid()),
  task: optional(z.uuid()),
  /** of 双十条 */
  item: optional(z.uuid()),
  visit: optional(z.uuid()),
  from: optional(addressDay()),
  to: optional(addressDay()),
  state: optional(z.enum(STATE_WORDS)),
  polarity: optional(z.enum(lower(POLARITIES))),
  dimension: optional(z.enum(lower(DIMENSIONS))),
  confidentiality: optional(z.coerce.number().int().min(1).max(3)),
  q: optional(addressText(60)),
  /** of the last row shown: moment and id */
  cursor: optional(addressCursor()),
});
export type ObservationFilter = z.output<typeof observationFilter>;

/** The same filter for the endpoint, with a page size. */
/** Members of a task that a form came without. */
export const membersAsked = z.object({ unit: z.uuid(), task: z.uuid() });

export const observationPage = observationFilter.extend({
  limit: z.coerce.number().int().min(1).max(100).catch(50).default(50),
});
