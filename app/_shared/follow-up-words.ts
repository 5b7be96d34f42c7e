import { getLocale, getTranslations } from "next-intl/server";
import type { FollowUpWords, SummaryWords } from "@/components/follow-up/words";
import type { Locale } from "@/lib/platform/messages";
import { formMessages } from "./form-messages";

/** What is counted in days is filled in where it is shown: those texts come as they stand in the file. */
export async function followUpWords(language?: Locale): Promise<FollowUpWords & SummaryWords> {
  const locale = language ?? ((await getLocale()) as Locale);
  const t = await getTranslations({ locale, namespace: "observations" });
  return {
    due: {
      none: t("status.dueNone"),
      today: t("status.dueToday"),
      ahead: String(t.raw("status.dueAhead")),
      overdue: String(t.raw("status.dueOverdue")),
    },
    count: String(t.raw("hint.followUpsOpen")),
    from: String(t.raw("hint.followUpFrom")),
    day: String(t.raw("hint.followUpDay")),
    asked: String(t.raw("hint.followUpAsked")),
    answer: t("action.followUpAnswer"),
    answers: String(t.raw("hint.answersRequest")),
    title: t("title.openFollowUps"),
    outcome: t("field.outcome"),
    outcomeHint: t("hint.outcome"),
    close: t("action.closeFollowUp"),
    confirm: t("action.confirmClose"),
    busy: t("action.closing"),
    record: t("action.followUpRecord"),
    closed: t("status.done"),
    empty: t("empty.openFollowUps"),
    emptyHint: t("empty.openFollowUpsHint"),
    messages: await formMessages("observations", locale),
  };
}
