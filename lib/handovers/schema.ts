import { z } from "zod";
import { requiredText } from "@/lib/platform/text";

export const HANDOVER_STATES = ["WAITING", "ADMITTED", "DECLINED"] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

export const LIMITS = { reason: 1000 } as const;

const id = z.uuid({ error: "notAnId" });

/** From a form: the button pressed is the decision. */
export const settlement = z.discriminatedUnion("decision", [
  // a reason typed and then not used says nothing
  z.object({ id, decision: z.literal("ADMIT") }),
  z.object({
    id,
    decision: z.literal("DECLINE"),
    reason: requiredText(LIMITS.reason).refine((text) => text.length >= 2, {
      error: "tooShort",
      params: { minimum: 2 },
    }),
  }),
]);

/** Unreadable values are dropped, so that an old link still opens. */
export const handoverFilter = z.object({
  id: z.uuid().optional().catch(undefined),
  state: z.enum(["waiting", "settled"]).catch("waiting").default("waiting"),
});
export type HandoverFilter = z.output<typeof handoverFilter>;
