import { z } from "zod";
import { addressText } from "@/lib/platform/address";
import { ROLES } from "@/lib/platform/rights";

const secret = z.string().min(1).max(200);

export const signInInput = z.object({
  account: z.string().trim().toLowerCase().min(1).max(40),
  password: secret,
  /** one-time or recovery code; asked for once the password is right */
  code: z.string().max(40).default(""),
});

export const passwordChangeInput = z.object({ current: secret, next: secret, repeated: secret });

export const localeInput = z.object({ locale: z.enum(["zh-CN", "en"]) });
export const keysInput = z.object({ keys: z.enum(["on", "off"]) });
/** What a phone was told about its looks. */
export const displayInput = z
  .strictObject({
    locale: localeInput.shape.locale.optional(),
    text: z.enum(["normal", "large"]).optional(),
  })
  .refine(({ locale, text }) => locale !== undefined || text !== undefined, { error: "required" });

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .optional()
    .transform((text) => text || undefined);

export const newAccountInput = z.object({
  account: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{2,39}$/, { error: "accountForm" }),
  name: z.string().trim().min(1).max(40),
  department: z.string().trim().min(1).max(60),
  /** a liaison's unit, by its name or short name */
  unit: line(60),
  /** the unit in which the person is a cadre today, by name; the file is found by the person's own name */
  cadreUnit: line(60),
  /** tells two cadres of one name in one unit apart */
  bornIn: z
    .string()
    .trim()
    .optional()
    .transform((text) => text || undefined)
    .pipe(
      z
        .string()
        .regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/, { error: "notAMonth" })
        .optional(),
    ),
});
export type NewAccount = z.output<typeof newAccountInput>;

export const MOST_AT_ONCE = 300;
export const newAccountsInput = z.object({ people: z.array(newAccountInput).min(1).max(MOST_AT_ONCE) });

export const activationInput = z.object({ code: z.string().min(1).max(80), next: secret, repeated: secret });

export const accountInput = z.object({ userId: z.uuid() });
export const cadreLinkInput = z.object({
  userId: z.uuid(),
  unit: z.string().trim().min(1).max(60),
  bornIn: newAccountInput.shape.bornIn,
});
export const unitLinkInput = z.object({ userId: z.uuid(), unit: z.string().trim().min(1).max(60) });
export const clearanceInput = z.object({
  userId: z.uuid(),
  clearance: z.coerce.number().int().min(1).max(3),
});
export const accountStateInput = z.object({ userId: z.uuid(), isActive: z.stringbool() });
export const roleInput = z.object({ userId: z.uuid(), role: z.enum(ROLES) });

const text = addressText(40).catch("").default("");
const cursor = z
  .string()
  .regex(/^[a-z0-9._-]{1,40}$/)
  .optional()
  .catch(undefined);

export const ACCOUNT_STATES = ["active", "waiting", "disabled", "expired", "locked"] as const;

/** The accounts list: text, state, the page after this account, and whose panel is open. */
export const accountFilter = z.object({
  q: text,
  state: z.enum(ACCOUNT_STATES).optional().catch(undefined),
  after: cursor,
  id: z.uuid().optional().catch(undefined),
  new: z.literal("1").optional().catch(undefined),
});
export type AccountFilter = z.output<typeof accountFilter>;

export const roleFilter = z.object({
  q: text,
  role: z
    .enum([...ROLES, "NONE"])
    .optional()
    .catch(undefined),
  after: cursor,
  id: z.uuid().optional().catch(undefined),
});
export type RoleFilter = z.output<typeof roleFilter>;
