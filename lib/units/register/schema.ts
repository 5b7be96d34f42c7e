/** The register of units: names, types, and when a unit begins and ends. */
import { z } from "zod";
import { addressDay, addressText } from "@/lib/platform/address";
import { UNIT_TYPES } from "../schema";

export const LIMITS = { name: 60, shortName: 30, reason: 500 } as const;

const unit = { unitId: z.uuid(), rowVersion: z.coerce.number().int().min(1) };
const reason = z.string().trim().min(2).max(LIMITS.reason);
const named = {
  name: z.string().trim().min(2).max(LIMITS.name),
  shortName: z.string().trim().min(1, { error: "required" }).max(LIMITS.shortName),
  type: z.enum(UNIT_TYPES, { error: "required" }),
};

export const changeInput = z.object({
  ...unit,
  ...named,
  /** 更名: since when the new name holds, also a day to come; empty where it was entered wrongly */
  namedOn: z.preprocess((value) => (value === "" ? undefined : value), addressDay().optional()),
  /** 已核实 */
  isVerified: z
    .enum(["yes", ""])
    .optional()
    .transform((value) => value === "yes"),
  reason,
});
export const openInput = z.object({
  id: z.uuid(),
  ...named,
  startsOn: addressDay(),
  /** 拆分: the unit that it is split off from */
  fromId: z.preprocess((value) => (value === "" ? undefined : value), z.uuid().optional()),
  reason,
});
export const closeInput = z.object({
  ...unit,
  lastDay: addressDay(),
  /** 并入: its people go there the day after */
  intoId: z.preprocess((value) => (value === "" ? undefined : value), z.uuid().optional()),
  reason,
});

export const undoMergerInput = z.object({ ...unit, reason });

export const cancelRenameInput = z.object({ id: z.uuid(), reason });

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
export const REGISTER_STATES = ["live", "ended", "unverified"] as const;
export const registerFilter = z.object({
  q: optional(addressText(40)),
  type: optional(z.enum(UNIT_TYPES)),
  state: optional(z.enum(REGISTER_STATES)),
  unit: optional(z.uuid()),
  open: optional(z.literal("1")),
  /** the unit that the new one is split off from */
  from: optional(z.uuid()),
  /** a change whose earlier name and type the form begins with */
  back: optional(z.uuid()),
  saved: optional(z.enum(["changed", "opened", "closed", "undone", "reopened", "established", "cancelled"])),
});
export type RegisterFilter = z.output<typeof registerFilter>;
