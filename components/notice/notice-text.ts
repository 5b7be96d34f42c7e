/** The sentence of a notice, made where it is shown: on the server for the desk, on the phone from its kit. */

import { isOutOfSight, type Notice } from "@/lib/notices/rules";
import { momentText } from "@/lib/platform/clock";
import type words from "@/messages/zh-CN/notices.json";
import { fill } from "../form/messages";

export type NoticeWords = typeof words;
const HANDOVERS = {
  WAITING: "handoverDetail",
  ADMITTED: "handoverAdmitted",
  DECLINED: "handoverDeclined",
} as const;

/** By words of the product; a person's reason stands on the claim's own page. */
const FALLS: Record<string, "fellWithdrawn" | "fellCorrected" | "fellContradicted"> = {
  "@withdrawn": "fellWithdrawn",
  "@corrected": "fellCorrected",
  "@contradicted": "fellContradicted",
};

/** What has changed about a meeting. */
const STEPS: Record<string, "meetingCancelled" | "meetingDeclined" | "meetingObjected"> = {
  CANCELLED: "meetingCancelled",
  DECLINED: "meetingDeclined",
  OBJECTED: "meetingObjected",
};

export type NoticeText = { text: string; detail: string };

export function noticeText(notice: Notice, { hint }: NoticeWords, isEnglish: boolean): NoticeText {
  if (isOutOfSight(notice)) return { text: hint.outOfSight, detail: hint.outOfSightDetail };
  const { kind, record, followUp, handover, claim } = notice;
  const unit = notice.unitName ?? "";
  const day = notice.day ?? "";
  const method = (isEnglish ? record?.methodNameEn : record?.methodName) ?? "";
  const name = record?.observerName ?? handover?.authorName ?? "";
  const told = {
    unit,
    day,
    method,
    name: followUp?.otherName ?? name,
    title: followUp?.title ?? "",
    claim: claim?.claim ?? "",
    task: notice.task?.name ?? "",
    matter: notice.matter?.title ?? "",
    number: notice.tolerance?.number ?? "",
    meeting: notice.meeting?.title ?? "",
  };
  return { text: fill(hint[kind], told), detail: detail() };

  function detail(): string {
    switch (kind) {
      case "RETURNED":
        return record?.isRewritten
          ? fill(hint.rewritten, { day: record.startedOn })
          : fill(hint.returnedDetail, { day: record?.startedOn ?? "", reason: record?.reason ?? "" });
      case "WITNESS_ASKED":
        return fill(hint.recordDetail, { day: record?.startedOn ?? "" });
      case "FOLLOW_UP_DUE":
        return fill(followUp?.isDone ? hint.followUpDone : hint.followUpDetail, { unit, day });
      case "FOLLOW_UP_ASKED":
        return fill(followUp?.isDone ? hint.followUpDone : hint.followUpDetail, {
          unit,
          day: followUp?.dueOn ?? "",
        });
      case "FOLLOW_UP_CLOSED":
        return fill(hint.followUpClosedDetail, { unit });
      case "CLAIM_FELL":
        return fill(
          hint[claim?.state === "WAITING" ? (FALLS[claim.fellBy ?? ""] ?? "fellOtherwise") : "fellSettled"],
          {
            unit,
          },
        );
      case "CLAIM_CARRIED":
        return fill(claim?.state === "SPLIT" ? hint.claimSplit : hint.claimMerged, { unit });
      case "CLAIM_RESTORED":
        return fill(hint.claimRestored, { unit });
      case "TASK_NAMED":
        return hint.taskDetail;
      case "TOLERANCE_STEP":
      case "TOLERANCE_RETURNED":
      case "TOLERANCE_DECIDED":
      case "TOLERANCE_STOPPED":
      case "TOLERANCE_APPEALED":
      case "TOLERANCE_CONVERTED":
        return unit;
      case "TOLERANCE_DUE":
        return fill(hint.toleranceDueDetail, { unit, day });
      case "CASE_OPENED":
      case "CASE_RAISED":
      case "CASE_SETTLED":
      case "CASE_CLOSED":
      case "CASE_REOPENED":
        return fill(hint.caseDetail, { number: notice.matter?.number ?? "", unit });
      case "CASE_DUE":
        return fill(hint.caseDueDetail, { number: notice.matter?.number ?? "", unit, day });
      case "HANDOVER_ARRIVED":
      case "HANDOVER_SETTLED":
        return fill(hint[HANDOVERS[handover?.state ?? "WAITING"]], { day: handover?.occurredOn ?? "" });
      case "CONCERN_FELL":
        return hint.concernDetail;
      case "CORRECTION_ASKED":
        return hint.correctionAskedDetail;
      case "CORRECTION_ANSWERED":
        return hint.complaintDetail;
      case "MEETING_REQUESTED":
        return unit;
      case "MEETING_INVITED":
        return fill(hint.meetingAt, { at: momentText(notice.meeting?.startsAt ?? notice.createdAt) });
      case "MEETING_CHANGED":
        return fill(hint[STEPS[notice.meeting?.step ?? ""] ?? "meetingMoved"], {
          at: momentText(notice.meeting?.startsAt ?? notice.createdAt),
          reason: notice.meeting?.reason ?? "",
        });
      case "MEETING_SIGN_ASKED":
        return hint[notice.meeting?.step === "MINUTES_CHANGED" ? "meetingSignAgain" : "meetingSign"];
      case "MEETING_SIGNED":
        return hint.meetingSigned;
      case "MEETING_ADDED":
        return hint.meetingAdded;
      case "COMPLAINT_ANSWERED":
        return hint.complaintDetail;
      case "RECUSAL_ASKED":
        return hint.recusalAskedDetail;
      case "RECUSAL_RETURNED":
        return hint.complaintDetail;
      case "RECUSAL_WARNED":
        return hint.recusalWarnedDetail;
      case "TRANSFER_OPENED":
      case "TRANSFER_HANDED":
      case "TRANSFER_ASKED_BACK":
      case "TRANSFER_TAKEN":
        return hint.transferDetail;
      case "REVIEW_ASKED":
        return hint.reviewAskedDetail;
      case "PLAN_PROPOSED":
        return hint.planProposedDetail;
      case "EXCEPTION_ASKED":
        return hint.exceptionAskedDetail;
      case "TRIAL_DUE":
        return hint.trialDetail;
      default:
        return hint.unitDetail;
    }
  }
}
