import { z } from "zod";
import { ROLES } from "@/lib/platform/rights";

export const signInInput = z.object({
  account: z.string().trim().toLowerCase().min(1).max(40),
  password: z.string().min(1).max(200),
});

export const passwordChangeInput = z.object({
  current: z.string().min(1).max(200),
  next: z.string().min(1).max(200),
  repeated: z.string().min(1).max(200),
});

export const localeInput = z.object({ locale: z.enum(["zh-CN", "en"]) });

export const newAccountInput = z.object({
  account: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{2,39}$/, { error: "accountForm" }),
  name: z.string().trim().min(1).max(40),
  department: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
});

export const accountStateInput = z.object({ userId: z.uuid(), isActive: z.stringbool() });
export const passwordResetInput = z.object({ userId: z.uuid(), password: z.string().min(1).max(200) });
export const roleInput = z.object({ userId: z.uuid(), role: z.enum(ROLES) });

/** Text of the accounts list's search box. */
export const accountFilter = z.object({ q: z.string().trim().max(40).catch("").default("") });
