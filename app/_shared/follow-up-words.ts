import { getTranslations } from "next-intl/server";
import type { DueWords, FollowUpWords, SummaryWords } from "@/components/follow-up/words";
import { formMessages } from "./form-messages";

/** Texts that are filled in where they are shown come as they stand in the file. */
async function dueWords(): Promise<DueWords> {
  const t = await getTranslations("observations.status");
  return {
    none: t("dueNone"),
    today: t("dueToday"),
    ahead: String(t.raw("dueAhead")),
    overdue: String(t.raw("dueOverdue")),
  };
}

export async function summaryWords(): Promise<SummaryWords> {
  const t = await getTranslations("observations.hint");
  return {
    due: await dueWords(),
    count: String(t.raw("followUpsOpen")),
  };
}

export async function followUpWords(): Promise<FollowUpWords> {
  const t = await getTranslations("observations");
  return {
    due: await dueWords(),
    from: String(t.raw("hint.followUpFrom")),
    day: String(t.raw("hint.followUpDay")),
    outcome: t("field.outcome"),
    outcomeHint: t("hint.outcome"),
    close: t("action.closeFollowUp"),
    confirm: t("action.confirmClose"),
    busy: t("action.closing"),
    record: t("action.followUpRecord"),
    closed: t("status.done"),
    empty: t("empty.openFollowUps"),
    emptyHint: t("empty.openFollowUpsHint"),
    messages: await formMessages("observations"),
  };
}
