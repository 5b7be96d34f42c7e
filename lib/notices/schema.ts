import * as z from "zod";

export const NOTICE_KINDS = [
  "RETURNED",
  "UNIT_ASSIGNED",
  "UNIT_ENDED",
  "TASK_NAMED",
  "WITNESS_ASKED",
  "HANDOVER_ARRIVED",
  "HANDOVER_SETTLED",
  "FOLLOW_UP_DUE",
  "FOLLOW_UP_ASKED",
  "FOLLOW_UP_CLOSED",
  "CLAIM_FELL",
  "CLAIM_CARRIED",
  "CLAIM_RESTORED",
  "COMPLAINT_ANSWERED",
  "CONCERN_FELL",
  "CORRECTION_ASKED",
  "CORRECTION_ANSWERED",
  "CASE_OPENED",
  "CASE_RAISED",
  "CASE_DUE",
  "CASE_SETTLED",
  "CASE_CLOSED",
  "CASE_REOPENED",
  "MEETING_REQUESTED",
  "MEETING_INVITED",
  "MEETING_CHANGED",
  "MEETING_SIGN_ASKED",
  "MEETING_SIGNED",
  "MEETING_ADDED",
  "TOLERANCE_STEP",
  "TOLERANCE_RETURNED",
  "TOLERANCE_DECIDED",
  "TOLERANCE_STOPPED",
  "TOLERANCE_APPEALED",
  "TOLERANCE_DUE",
  "TOLERANCE_CONVERTED",
  "RECUSAL_ASKED",
  "RECUSAL_RETURNED",
  "RECUSAL_WARNED",
  "TRANSFER_OPENED",
  "TRANSFER_HANDED",
  "TRANSFER_ASKED_BACK",
  "TRANSFER_TAKEN",
  "REVIEW_ASKED",
  "TRIAL_DUE",
  "PLAN_PROPOSED",
  "EXCEPTION_ASKED",
  "ASSIGNMENT_UNDONE",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Some, or all that had come when the list was made: what arrives meanwhile stays unread. */
export const readInput = z.union([
  z.strictObject({
    ids: z
      .array(z.uuid({ error: "notAnId" }))
      .min(1)
      .max(200),
  }),
  z.strictObject({ until: z.iso.datetime({ offset: true, error: "notAMoment" }) }),
]);
