import { z } from "zod";
import { addressText } from "@/lib/platform/address";
import { ROLES } from "@/lib/platform/rights";

const secret = z.string().min(1).max(200);

export const signInInput = z.object({
  account: z.string().trim().toLowerCase().min(1).max(40),
  password: secret,
});

export const passwordChangeInput = z.object({ current: secret, next: secret, repeated: secret });

export const localeInput = z.object({ locale: z.enum(["zh-CN", "en"]) });
/** What a phone was told about its looks. */
export const displayInput = z
  .strictObject({
    locale: localeInput.shape.locale.optional(),
    text: z.enum(["normal", "large"]).optional(),
  })
  .refine(({ locale, text }) => locale !== undefined || text !== undefined, { error: "required" });

export const newAccountInput = z.object({
  account: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{2,39}$/, { error: "accountForm" }),
  name: z.string().trim().min(1).max(40),
  department: z.string().trim().min(1).max(60),
  password: secret,
});

export const accountInput = z.object({ userId: z.uuid() });
export const accountStateInput = z.object({ userId: z.uuid(), isActive: z.stringbool() });
export const passwordResetInput = z.object({ userId: z.uuid(), password: secret });
export const roleInput = z.object({ userId: z.uuid(), role: z.enum(ROLES) });

const text = addressText(40).catch("").default("");
const cursor = z
  .string()
  .regex(/^[a-z0-9._-]{1,40}$/)
  .optional()
  .catch(undefined);

export const ACCOUNT_STATES = ["active", "disabled", "locked"] as const;

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
