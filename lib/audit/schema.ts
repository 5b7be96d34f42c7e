import { z } from "zod";
import { addressDay, addressText } from "@/lib/platform/address";

const day = addressDay().optional().catch(undefined);
const word = z
  .string()
  .regex(/^[A-Za-z]{1,60}$/)
  .optional()
  .catch(undefined);
const lineNumber = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().catch(undefined);

/** The auditor's list: who (name or account), what was done, to what, from day to day; `before` is the cursor. */
export const auditFilter = z.object({
  person: addressText(40).catch("").default(""),
  action: word,
  entity: word,
  id: addressText(80).catch("").default(""),
  from: day,
  to: day,
  before: lineNumber,
  /** asks for the whole chain instead of its newest part */
  check: z.literal("all").optional().catch(undefined),
});
export type AuditFilter = z.output<typeof auditFilter>;
