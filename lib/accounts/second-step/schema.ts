import { z } from "zod";

/** The code only where a device is in use already. */
export const proofInput = z.object({
  password: z.string().min(1).max(200),
  code: z.string().max(40).default(""),
});
export const confirmInput = z.object({ code: z.string().min(1).max(40) });
export const resetInput = z.object({ userId: z.uuid(), reason: z.string().trim().min(5).max(300) });
