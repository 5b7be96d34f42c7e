/** The sentence of a notice, made where it is shown: on the server for the desk, on the phone from its kit. */
import { isOutOfSight, type Notice } from "@/lib/notices/rules";
import type words from "@/messages/zh-CN/notices.json";
import { fill } from "../form/messages";

export type NoticeWords = typeof words;
const HANDOVERS = {
  WAITING: "handoverDetail",
  ADMITTED: "handoverAdmitted",
  DECLINED: "handoverDeclined",
} as const;

export type NoticeText = { text: string; detail: string };

export function noticeText(notice: Notice, { hint }: NoticeWords, isEnglish: boolean): NoticeText {
  if (isOutOfSight(notice)) return { text: hint.outOfSight, detail: hint.outOfSightDetail };
  const { kind, record, followUp, handover } = notice;
  const unit = notice.unitName ?? "";
  const day = notice.day ?? "";
  const method = (isEnglish ? record?.methodNameEn : record?.methodName) ?? "";
  const name = record?.observerName ?? handover?.authorName ?? "";
  const told = { unit, day, method, name, title: followUp?.title ?? "" };
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
      case "HANDOVER_ARRIVED":
      case "HANDOVER_SETTLED":
        return fill(hint[HANDOVERS[handover?.state ?? "WAITING"]], { day: handover?.occurredOn ?? "" });
      default:
        return hint.unitDetail;
    }
  }
}
