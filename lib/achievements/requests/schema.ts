import * as z from "zod";
import { LIMITS as RECORD_LIMITS } from "@/lib/observations/schema";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";
import { id } from "../schema";

/** 请人核实: one of the unit's observers is asked for a source, or the drafter takes it on. Also from a form. */
export const requestInput = z.object({
  id,
  achievementId: id,
  /** unit and owner as one choice: `unit:owner` */
  whom: z.string().regex(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/, { error: "required" }),
  title: requiredText(RECORD_LIMITS.followUp),
  dueOn: addressDay(),
});
