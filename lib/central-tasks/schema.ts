/** What a person may say about central tasks, and what may stand in the addresses of their pages. */
import * as z from "zod";
import { addressCursor, addressDay, addressText } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";

export const KINDS = ["LAND_CLEARANCE", "KEY_PROJECT", "RESCUE", "OTHER"] as const;
export type TaskKind = (typeof KINDS)[number];
/** 主战场 is counted within so many months (docs/adr/0051). */
export const FRONT_MONTHS = 24;
export const LIMITS = { name: 60, post: 60, part: 200, reason: 500 } as const;

const id = z.uuid({ error: "notAnId" });
const day = addressDay();
/** A form sends an empty text for a day that was left out. */
const dayOrNone = z.preprocess((given) => (given === "" ? undefined : given), day.optional());
const atLeastTwo = (max: number) =>
  requiredText(max).refine((text) => [...text].length >= 2, { error: "tooShort" });
const reason = atLeastTwo(LIMITS.reason);
const version = z.coerce.number().int().min(1);

const content = {
  name: atLeastTwo(LIMITS.name),
  kind: z.enum(KINDS, { error: "notAnOption" }),
  leadUnitId: z.uuid({ error: "required" }),
  startsOn: day,
  endsOn: dayOrNone,
  /** 主战场 from this day; none where it is none */
  battlefieldFrom: dayOrNone,
  battlefieldTo: dayOrNone,
};
type Dates = { startsOn: string; endsOn?: string; battlefieldFrom?: string; battlefieldTo?: string };
const endInOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn?: string }): boolean =>
  !endsOn || endsOn >= startsOn;
const endBeforeStart = { error: "endBeforeStart", path: ["endsOn"] };
/** 主战场 lies inside the task. */
const battlefieldStartsInside = ({ startsOn, endsOn, battlefieldFrom }: Dates): boolean =>
  !battlefieldFrom || (battlefieldFrom >= startsOn && (!endsOn || battlefieldFrom <= endsOn));
const battlefieldEndsInside = ({ endsOn, battlefieldFrom, battlefieldTo }: Dates): boolean =>
  !battlefieldTo ||
  (battlefieldFrom !== undefined && battlefieldTo >= battlefieldFrom && (!endsOn || battlefieldTo <= endsOn));
const outsideFrom = { error: "battlefieldOutside", path: ["battlefieldFrom"] };
const outsideTo = { error: "battlefieldOutside", path: ["battlefieldTo"] };

/** `id` is made with the form: sending it twice opens one task. */
export const openInput = z
  .object({ id, ...content })
  .refine(endInOrder, endBeforeStart)
  .refine(battlefieldStartsInside, outsideFrom)
  .refine(battlefieldEndsInside, outsideTo);
export const amendInput = z
  .object({ id, revisionNo: version, reason, ...content })
  .refine(endInOrder, endBeforeStart)
  .refine(battlefieldStartsInside, outsideFrom)
  .refine(battlefieldEndsInside, outsideTo);
export type TaskContent = Omit<z.output<typeof openInput>, "id">;
export const closeInput = z.object({ id, revisionNo: version, endsOn: day, reason });

const part = { id, taskId: id, startsOn: day, endsOn: dayOrNone };
export const memberInput = z
  .object({ ...part, cadreId: z.uuid({ error: "required" }), post: requiredText(LIMITS.post) })
  .refine(endInOrder, endBeforeStart);
export const partyInput = z
  .object({ ...part, unitId: z.uuid({ error: "required" }), part: requiredText(LIMITS.part) })
  .refine(endInOrder, endBeforeStart);
export const observerInput = z
  .object({ ...part, observerId: z.uuid({ error: "required" }), reason })
  .refine(endInOrder, endBeforeStart);
/** Of a member, a party or a named observer. */
export const endPartInput = z.object({ id, taskId: id, rowVersion: version, endsOn: day, reason });

/* ---------------------------------------------------------------- addresses; what cannot be read is left out */

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const KIND_WORDS = ["land_clearance", "key_project", "rescue", "other"] as const;
export const STATE_WORDS = ["running", "ended", "planned"] as const;

export const taskFilter = z.object({
  state: optional(z.enum(STATE_WORDS)),
  kind: optional(z.enum(KIND_WORDS)),
  /** 主战场 only */
  battlefield: optional(z.literal("1")),
  /** leads, or is a party */
  unit: optional(z.uuid()),
  q: optional(addressText(60)),
  /** first day of the last row shown, and its id */
  cursor: optional(addressCursor()),
  /** the panel to open a task */
  open: optional(z.literal("1")),
});
export type TaskFilter = z.output<typeof taskFilter>;

const PANELS = ["amend", "close", "member", "party", "observer"] as const;
const SAVED = ["opened", "amended", "closed", "added", "ended"] as const;
export const taskPageFilter = z.object({
  /** the page as of this day; today when absent */
  on: optional(addressDay()),
  /** of the timeline */
  cursor: optional(addressCursor()),
  /** at most one panel stands beside the page */
  panel: optional(z.enum(PANELS)),
  /** the member, party or named observer to end */
  end: optional(z.uuid()),
  saved: optional(z.enum(SAVED)),
});
export type TaskPageFilter = z.output<typeof taskPageFilter>;
