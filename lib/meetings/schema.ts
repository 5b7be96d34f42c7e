/** 协调会: what a unit's contact, an observer or the department may send about a coordination meeting. */
import * as z from "zod";
import { addressDay } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";

export const MEETING_STATES = [
  "REQUESTED",
  "CONVENED",
  "HELD",
  "SIGNING",
  "SIGNED",
  "CANCELLED",
  "DECLINED",
] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** What the log tells of; each is written by a trigger. */
export const MEETING_EVENTS = [
  "REQUESTED",
  "DECLINED",
  "CONVENED",
  "INVITATION_CHANGED",
  "CANCELLED",
  "HELD",
  "SIGN_ASKED",
  "MINUTES_CHANGED",
  "PARTY_SIGNED",
  "OBJECTED",
  "SIGNED",
  "ADDED",
] as const;
export type MeetingEventKind = (typeof MEETING_EVENTS)[number];

export const LIMITS = {
  title: 120,
  why: 1000,
  place: 100,
  chair: 60,
  /** lines of the agenda, and of the conditions */
  lines: 20,
  line: 300,
  attendees: 300,
  position: 2000,
  decision: 1000,
  owner: 60,
  note: 2000,
  reason: 500,
} as const;
/** The fewest who have something to coordinate. */
export const FEWEST_PARTIES = 2;

const id = z.uuid({ error: "notAnId" });
const rowVersion = z.coerce.number().int().min(1);
const atLeast = (limit: number, minimum = 2) =>
  requiredText(limit).refine((text) => [...text].length >= minimum, {
    error: "tooShort",
    params: { minimum },
  });
const emptyIsNone = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const time = z.string({ error: "notATime" }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "notATime" });
const isChecked = z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false);

/** One a line, as a person types a list; a number in front is the paper's, not the text's. */
const LINES_SIZE = LIMITS.lines * (LIMITS.line + 8);
const listed = z
  .union([
    z.string().max(LINES_SIZE, { error: "tooLong" }),
    z.array(z.string()).transform((all) => all.join("\n")),
  ])
  .default("")
  .transform((text) =>
    text
      .replaceAll("\u0000", "")
      .toWellFormed()
      .split(/\r?\n/)
      .map((line) => line.replace(/^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、]\s*/, "").trim())
      .filter((line) => line.length > 0),
  )
  .refine((lines) => lines.length <= LIMITS.lines, { error: "tooMany" })
  .refine((lines) => lines.every((line) => [...line].length <= LIMITS.line), {
    error: "tooLong",
    params: { maximum: LIMITS.line },
  });

export const requestInput = z.object({
  id,
  caseId: emptyIsNone(id),
  title: atLeast(LIMITS.title),
  why: atLeast(LIMITS.why, 4),
});

const invitation = z.object({
  id,
  title: atLeast(LIMITS.title),
  /** wall clock in the city */
  day: addressDay(),
  from: time,
  until: time,
  place: atLeast(LIMITS.place),
  agenda: listed.refine((lines) => lines.length > 0, { error: "required" }),
  unitIds: z.array(id).max(30, { error: "tooMany" }).default([]),
});
const inOrder = ({ from, until }: { from: string; until: string }) => until > from;
const ENDS_FIRST = { error: "endBeforeStart", path: ["until"] };
/** A request has a version; what is convened without one has none yet. */
export const conveneInput = invitation
  .extend({
    caseId: id,
    rowVersion: emptyIsNone(rowVersion),
    unitIds: z
      .array(id)
      .max(30, { error: "tooMany" })
      .refine((ids) => new Set(ids).size >= FEWEST_PARTIES, {
        error: "tooFew",
        params: { minimum: FEWEST_PARTIES },
      }),
  })
  .refine(inOrder, ENDS_FIRST);
export const changeInput = invitation.extend({ rowVersion }).refine(inOrder, ENDS_FIRST);

export const endInput = z.object({ id, rowVersion, reason: atLeast(LIMITS.reason) });
export const stepInput = z.object({ id, rowVersion });

const party = z.object({
  unitId: id,
  isPresent: isChecked,
  attendees: optionalText(LIMITS.attendees),
  position: optionalText(LIMITS.position),
});
/** Who came and what each party said: the whole sheet at once. */
export const minutesInput = z.object({
  id,
  rowVersion,
  chair: optionalText(LIMITS.chair),
  parties: z.array(party).min(1).max(30),
});

export const decisionInput = z.object({
  id,
  meetingId: id,
  rowVersion,
  text: atLeast(LIMITS.decision),
  conditions: listed,
  ownerUnitId: id,
  owner: optionalText(LIMITS.owner),
  dueOn: emptyIsNone(addressDay()),
});
export const witnessInput = z
  .object({
    id,
    meetingId: id,
    rowVersion,
    observerId: id,
    from: time,
    until: time,
    note: optionalText(LIMITS.note),
    observationId: emptyIsNone(id),
  })
  .refine(inOrder, ENDS_FIRST);
/** Of a decision or a witness. */
export const withdrawInput = z.object({ id, meetingId: id, rowVersion, reason: atLeast(LIMITS.reason) });

const minutesVersion = z.coerce.number().int().min(1);
export const signInput = z.object({ id, minutesVersion });
export const objectInput = z.object({ id, minutesVersion, note: atLeast(LIMITS.reason) });
export const addendumInput = z.object({
  id,
  meetingId: id,
  text: atLeast(LIMITS.note),
  reason: atLeast(LIMITS.reason),
});

export const MEETING_VIEWS = ["requested", "coming", "held", "signing", "signed", "ended"] as const;
export type MeetingView = (typeof MEETING_VIEWS)[number];
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
/** Unreadable values are dropped, so that an old link still opens. */
export const meetingFilter = z.object({
  view: optional(z.enum(MEETING_VIEWS)),
  case: optional(z.uuid()),
  unit: optional(z.uuid()),
});
export type MeetingFilter = z.output<typeof meetingFilter>;
/** 召集: for which case; 申请: from where. */
export const newFilter = z.object({ case: optional(z.uuid()), request: optional(z.uuid()) });
/** As it stands in an address. */
export const meetingId = z.uuid();
