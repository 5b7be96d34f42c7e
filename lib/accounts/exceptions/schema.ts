import { z } from "zod";
import { addressDay } from "@/lib/platform/address";

export const MOST_DAYS = 90;

export const askInput = z.object({
  userId: z.uuid({ error: "required" }),
  addedRole: z.enum(["SYSADMIN", "SECADMIN", "AUDITOR"], { error: "required" }),
  reason: z.string().trim().min(5).max(300),
  endsOn: addressDay(),
});
export const decideInput = z.object({ id: z.uuid(), isConfirmed: z.stringbool() });
export const endInput = z.object({ id: z.uuid() });
