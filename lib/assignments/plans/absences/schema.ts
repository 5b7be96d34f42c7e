/** 请假与代理: who is away from when to when, and who stands in, unit by unit. */
import { z } from "zod";
import { addressDay } from "@/lib/platform/address";
import { requiredText } from "@/lib/platform/text";

export const REASON_LIMIT = 300;

/** "unit observer" of a form's list; an empty one is a unit without a deputy. */
const deputy = z
  .string()
  .transform((text) => {
    const [unitId = "", observerId = ""] = text.split(" ");
    return { unitId, observerId };
  })
  .pipe(z.object({ unitId: z.uuid(), observerId: z.uuid() }));

/** `lastDay`: the last one away */
export const endAbsenceInput = z.object({ id: z.uuid(), lastDay: addressDay() });

export const absenceInput = z
  .object({
    /** made with the form: sending it twice enters one absence */
    id: z.uuid(),
    observerId: z.uuid({ error: "required" }),
    from: addressDay(),
    until: addressDay(),
    reason: requiredText(REASON_LIMIT).refine((text) => text.length >= 2, {
      error: "tooShort",
      params: { minimum: 2 },
    }),
    deputies: z
      .array(z.string())
      .default([])
      .transform((all) => all.filter((one) => one !== ""))
      .pipe(z.array(deputy).max(6)),
  })
  .refine(({ from, until }) => until >= from, { error: "endBeforeStart", path: ["until"] });
