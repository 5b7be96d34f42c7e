/** What a person may say about assignments, and what may stand in the board's address. */
import { z } from "zod";
import { addressDay, addressText } from "@/lib/platform/address";

export const REASON_LIMIT = 500;

const day = addressDay();
const reason = z.string().trim().min(2).max(REASON_LIMIT);
const rowVersion = z.coerce.number().int().min(1);

/** `id` is made with the form: sending it twice makes one assignment. */
export const assignInput = z.object({
  id: z.uuid(),
  observerId: z.uuid({ error: "required" }),
  unitId: z.uuid({ error: "required" }),
  startsOn: day,
  reason,
});
export type AssignInput = z.output<typeof assignInput>;

export const endInput = z.object({ assignmentId: z.uuid(), rowVersion, endsOn: day, reason });

export const reassignInput = z.object({
  /** of the new assignment */
  id: z.uuid(),
  /** the present one; ends the day before `startsOn` */
  assignmentId: z.uuid(),
  rowVersion,
  observerId: z.uuid({ error: "required" }),
  startsOn: day,
  /** of the present observer; the day before `startsOn` when left empty */
  lastDay: z.preprocess((value) => (value === "" ? undefined : value), day.optional()),
  reason,
});

export const overrideInput = z.object({
  observerId: z.uuid(),
  unitId: z.uuid(),
  expiresOn: day,
  reason,
});

export const VIEWS = ["units", "observers", "recusals"] as const;
/** `any`: whatever needs a look; `rotation`: soon and over together. */
export const WARNING_FILTERS = ["any", "uncovered", "gapAhead", "recusal", "rotation"] as const;
export const LOAD_FILTERS = ["below", "two", "three", "over"] as const;
const SAVED = ["assigned", "ended", "reassigned", "overridden"] as const;

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** The board's address; what cannot be read is left out, so that an old or mistyped link still opens. */
export const boardFilter = z.object({
  view: z.enum(VIEWS).catch("units").default("units"),
  /** the board as of this day; today when absent */
  on: optional(addressDay()),
  type: optional(addressText(20).pipe(z.string().min(1))),
  observer: optional(z.uuid()),
  warning: optional(z.enum(WARNING_FILTERS)),
  load: optional(z.enum(LOAD_FILTERS)),
  /** at most one panel stands beside the board; the first of these that is set */
  assign: optional(z.uuid()),
  end: optional(z.uuid()),
  reassign: optional(z.uuid()),
  override: optional(z.uuid()),
  unit: optional(z.uuid()),
  person: optional(z.uuid()),
  saved: optional(z.enum(SAVED)),
});
export type BoardFilter = z.output<typeof boardFilter>;
