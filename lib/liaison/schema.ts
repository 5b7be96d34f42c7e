/** 会议安排 and 重点项目: what a liaison enters of the own unit. Nothing is ever required of a unit (light by rule). */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { optionalText, requiredText } from "@/lib/platform/text";

export const MEETING_KINDS = [
  "PARTY_COMMITTEE",
  "DEMOCRATIC_LIFE",
  "OFFICE",
  "SPECIAL",
  "STAFF",
  "OTHER",
] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];
export const PROJECT_KINDS = ["KEY", "LIVELIHOOD", "REFORM", "INVESTMENT", "OTHER"] as const;
export type ProjectKind = (typeof PROJECT_KINDS)[number];
export const PROJECT_STATES = ["PLANNED", "UNDERWAY", "DONE", "PAUSED"] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

/** `fileBytes` lies below what a server action takes. */
export const LIMITS = { title: 100, place: 100, lead: 50, rows: 500, fileBytes: 900 * 1024 } as const;

const id = z.uuid({ error: "notAnId" });
const title = requiredText(LIMITS.title).refine((text) => text.length >= 2, {
  error: "tooShort",
  params: { minimum: 2 },
});
const time = z.string({ error: "notATime" }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "notATime" });
const isChecked = z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false);
const noDay = z.preprocess((value) => (value === "" ? undefined : value), addressDay().optional());
/** absent: a new line */
const rowVersion = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z.coerce.number().int().min(1).optional(),
);

/** Of a form and of an uploaded sheet alike. */
const meeting = z.object({
  title,
  kind: z.enum(MEETING_KINDS, { error: "required" }),
  place: optionalText(LIMITS.place),
  /** wall clock in the city */
  day: addressDay(),
  time,
  isOpen: isChecked,
});
export type MeetingContent = z.output<typeof meeting>;
const project = z.object({
  name: title,
  kind: z.enum(PROJECT_KINDS, { error: "required" }),
  startsOn: addressDay(),
  endsOn: noDay,
  lead: optionalText(LIMITS.lead),
  state: z.enum(PROJECT_STATES, { error: "required" }),
});
export type ProjectContent = z.output<typeof project>;
const inOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn?: string }) =>
  endsOn === undefined || endsOn >= startsOn;
const ENDS_FIRST = { error: "endBeforeStart", path: ["endsOn"] };

export const meetingInput = meeting.extend({ id, rowVersion });
export const projectInput = project.extend({ id, rowVersion }).refine(inOrder, ENDS_FIRST);
export const withdrawInput = z.object({ id, rowVersion: z.coerce.number().int().min(1) });

export const meetingContent = meeting;
export const projectContent = project.refine(inOrder, ENDS_FIRST);
/** A workbook as read: everything of it, or nothing. */
export const planInput = z.object({
  meetings: z.array(meetingContent).max(LIMITS.rows),
  projects: z.array(projectContent).max(LIMITS.rows),
});
export type PlanInput = z.output<typeof planInput>;

/** The liaison's page; an unreadable value is left out. */
export const planFilter = z.object({
  view: z.enum(["meetings", "projects"]).catch("meetings").default("meetings"),
  id: z.uuid().optional().catch(undefined),
  open: z.enum(["new", "upload"]).optional().catch(undefined),
  saved: z.enum(["entered", "withdrawn", "imported"]).optional().catch(undefined),
});
export type PlanFilter = z.output<typeof planFilter>;
