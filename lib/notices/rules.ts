/** Where a notice leads. Its row only names things; what may no longer be seen leads nowhere. */
import type { Day } from "@/lib/platform/clock";
import type { NoticeKind } from "./schema";

export type Notice = {
  id: string;
  kind: NoticeKind;
  createdAt: string;
  isRead: boolean;
  /** of the assignment's begin or end, or of the follow-up */
  day: Day | null;
  unitId: string | null;
  unitName: string | null;
  /** null where there is none, or where it is no longer the reader's to see */
  record: {
    id: string;
    startedOn: Day;
    methodName: string;
    methodNameEn: string;
    observerName: string | null;
    /** of the return */
    reason: string | null;
    /** submitted again since it was returned */
    isRewritten: boolean;
  } | null;
  followUp: {
    id: string;
    title: string;
    isDone: boolean;
    dueOn: Day | null;
    otherName: string | null;
  } | null;
  /** by what it fell: a word of the product or of a person; null where the reader does not see the source */
  claim: { id: string; claim: string; state: string; fellBy: string | null } | null;
  /** which the reader was named to observe */
  task: { id: string; name: string } | null;
  /** its sentence names nobody */
  concern: { id: string } | null;
  correction: { id: string } | null;
  /** 事项, also of its follow-ups */
  matter: { id: string; number: string; title: string } | null;
  /** 交接单 */
  transferId: string | null;
  /** 任用研判 that asks for the reader's look */
  reviewId: string | null;
  /** 容错: its title stays out of it */
  tolerance: { id: string; number: string } | null;
  /** 协调会, and the step that is told */
  meeting: {
    id: string;
    title: string;
    startsAt: string | null;
    step: string | null;
    reason: string | null;
  } | null;
  handover: {
    id: string;
    occurredOn: Day;
    authorName: string;
    state: "WAITING" | "ADMITTED" | "DECLINED";
  } | null;
};

/** The reader may no longer see what it is about: then it is told in general words. */
export function isOutOfSight(notice: Notice): boolean {
  switch (notice.kind) {
    case "RETURNED":
    case "WITNESS_ASKED":
      return notice.record === null;
    case "FOLLOW_UP_DUE":
    case "FOLLOW_UP_ASKED":
    case "FOLLOW_UP_CLOSED":
      return notice.followUp === null;
    case "CLAIM_FELL":
    case "CLAIM_CARRIED":
    case "CLAIM_RESTORED":
      return notice.claim === null;
    case "TASK_NAMED":
      return notice.task === null;
    case "CASE_OPENED":
    case "CASE_RAISED":
    case "CASE_DUE":
    case "CASE_SETTLED":
    case "CASE_CLOSED":
    case "CASE_REOPENED":
      return notice.matter === null;
    case "TOLERANCE_STEP":
    case "TOLERANCE_RETURNED":
    case "TOLERANCE_DECIDED":
    case "TOLERANCE_STOPPED":
    case "TOLERANCE_APPEALED":
    case "TOLERANCE_DUE":
    case "TOLERANCE_CONVERTED":
      return notice.tolerance === null;
    case "CONCERN_FELL":
      return notice.concern === null;
    case "CORRECTION_ASKED":
    case "CORRECTION_ANSWERED":
      return notice.correction === null;
    case "MEETING_REQUESTED":
    case "MEETING_INVITED":
    case "MEETING_CHANGED":
    case "MEETING_SIGN_ASKED":
    case "MEETING_SIGNED":
    case "MEETING_ADDED":
      return notice.meeting === null;
    case "HANDOVER_ARRIVED":
    case "HANDOVER_SETTLED":
      return notice.handover === null;
    case "COMPLAINT_ANSWERED":
    case "RECUSAL_ASKED":
    case "RECUSAL_RETURNED":
    // nothing of it is said but that it waits
    case "PLAN_PROPOSED":
    case "EXCEPTION_ASKED":
      // one's own
      return false;
    default:
      return notice.unitName === null;
  }
}

/** What a notice opens, in the desk or on the phone; null where nothing is there to open. */
export function noticeHref(
  notice: Notice,
  place: "desk" | "phone",
  viewer: { unitIds: readonly string[] },
): string | null {
  if (isOutOfSight(notice)) return null;
  const isOwnUnit = notice.unitId !== null && viewer.unitIds.includes(notice.unitId);
  const unit = place === "phone" && isOwnUnit ? `/field/units/${notice.unitId}` : `/units/${notice.unitId}`;
  switch (notice.kind) {
    case "RETURNED":
    case "WITNESS_ASKED":
      return `/observations/${notice.record?.id}`;
    case "CASE_OPENED":
    case "CASE_RAISED":
    case "CASE_DUE":
    case "CASE_SETTLED":
    case "CASE_CLOSED":
    case "CASE_REOPENED":
      return `/cases/${notice.matter?.id}`;
    case "TOLERANCE_STEP":
    case "TOLERANCE_RETURNED":
    case "TOLERANCE_DECIDED":
    case "TOLERANCE_STOPPED":
    case "TOLERANCE_APPEALED":
    case "TOLERANCE_DUE":
    case "TOLERANCE_CONVERTED":
      return `/tolerance/${notice.tolerance?.id}`;
    case "TASK_NAMED":
      return `/central-tasks/${notice.task?.id}`;
    case "CLAIM_FELL":
    case "CLAIM_CARRIED":
    case "CLAIM_RESTORED":
      return `/achievements/${notice.claim?.id}`;
    case "FOLLOW_UP_CLOSED":
      if (notice.matter) return `/cases/${notice.matter.id}#follow-ups`;
      if (notice.claim) return `/achievements/${notice.claim.id}`;
      return notice.record ? `/observations/${notice.record.id}` : "/observations/follow-ups";
    case "FOLLOW_UP_DUE":
    case "FOLLOW_UP_ASKED":
      if (notice.matter) return `/cases/${notice.matter.id}#follow-ups`;
      return place === "phone" && isOwnUnit ? `${unit}#follow-ups` : "/observations/follow-ups";
    case "HANDOVER_ARRIVED":
    case "HANDOVER_SETTLED":
      return `/handovers?id=${notice.handover?.id}`;
    case "CONCERN_FELL":
      return `/concerns/${notice.concern?.id}`;
    case "CORRECTION_ASKED":
    case "CORRECTION_ANSWERED":
      return `/corrections/${notice.correction?.id}`;
    case "MEETING_REQUESTED":
    case "MEETING_INVITED":
    case "MEETING_CHANGED":
    case "MEETING_SIGN_ASKED":
    case "MEETING_SIGNED":
    case "MEETING_ADDED":
      return `/meetings/${notice.meeting?.id}`;
    case "COMPLAINT_ANSWERED":
      return "/complaints";
    case "RECUSAL_ASKED":
    case "RECUSAL_RETURNED":
      return "/recusals";
    case "RECUSAL_WARNED":
      return "/recusals/review";
    case "TRANSFER_OPENED":
    case "TRANSFER_HANDED":
    case "TRANSFER_ASKED_BACK":
    case "TRANSFER_TAKEN":
      return notice.transferId ? `/transfers/${notice.transferId}` : null;
    case "REVIEW_ASKED":
      return notice.reviewId ? `/reviews/${notice.reviewId}` : null;
    case "PLAN_PROPOSED":
      return "/assignments/plans";
    case "EXCEPTION_ASKED":
      return "/accounts/exceptions";
    case "TRIAL_DUE":
      return "/reviews/outcomes";
    default:
      return unit;
  }
}
