/** 批量调整账号: of the system administrator what an account can do, of the security administrator which roles it has. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { chosenIds, confirmedIds, MANY_LIMITS } from "@/lib/platform/many";
import { ROLES } from "@/lib/platform/rights";
import { requiredText } from "@/lib/platform/text";
import { clearanceInput } from "../schema";

export const ACCOUNT_DEEDS = ["DISABLE", "ENABLE", "UNLOCK", "VALIDITY", "SLIPS"] as const;
export const ROLE_DEEDS = ["GRANT", "TAKE_BACK"] as const;
/** Of the security administrator: roles, and how confidential a record one may read. */
export const GRANT_DEEDS = [...ROLE_DEEDS, "CLEARANCE"] as const;
export type AccountDeed = (typeof ACCOUNT_DEEDS)[number];
export type RoleDeed = (typeof ROLE_DEEDS)[number];
export type GrantDeed = (typeof GRANT_DEEDS)[number];

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
/** An empty day is "no end". */
const maybeDay = z.preprocess((value) => (value === "" ? undefined : value), addressDay().optional());

/** The page's address: whom, and what is looked at. `all`: everybody whom the list's filter finds; `less`: but who cannot. */
const lookFilter = z.object({
  accounts: chosenIds,
  all: optional(z.literal("1")),
  less: optional(z.literal("1")),
});
export const accountLookFilter = lookFilter.extend({
  deed: optional(z.enum(ACCOUNT_DEEDS)),
  day: optional(maybeDay),
});
export const roleLookFilter = lookFilter.extend({
  deed: optional(z.enum(GRANT_DEEDS)),
  // `role` is the list's own filter
  give: optional(z.enum(ROLES)),
  level: optional(clearanceInput.shape.clearance),
});

const made = z.object({
  id: z.uuid(),
  accounts: confirmedIds,
  /** digest of what was shown */
  seen: z.string().max(64),
  reason: requiredText(MANY_LIMITS.reason).refine((text) => text.length >= 2, { error: "tooShort" }),
});
export const changeAccountsInput = made.extend({ deed: z.enum(ACCOUNT_DEEDS), day: maybeDay });
export const changeRolesInput = made.extend({ deed: z.enum(ROLE_DEEDS), role: z.enum(ROLES) });
export const changeClearancesInput = made.extend({ level: clearanceInput.shape.clearance });
export const undoInput = z.object({ id: z.uuid() });

/** The list of what was changed, and whose lines stand beside it. */
export const changesFilter = z.object({ id: optional(z.uuid()) });
