import { getTranslations } from "next-intl/server";
import type { FieldLocale, FieldText, FieldWords } from "@/components/field/field-words";
import type { MeetingWords } from "@/components/field/unit-meetings";
import { env } from "@/lib/platform/env";
import { marksOf } from "@/lib/platform/marks";
import { loadMessages } from "@/lib/platform/messages";
import type liaisonText from "@/messages/zh-CN/liaison.json";
import { draftWords } from "./drafts";
import { entryWords } from "./entry-words";
import { followUpWords } from "./follow-up-words";
import { formMessages } from "./form-messages";
import { noticeWords } from "./notice-words";
import { outboxWords } from "./outbox-words";
import { signOutWords } from "./sign-out-words";

const meetingWords = ({ title, status }: typeof liaisonText): MeetingWords => ({
  title: title.coming,
  kinds: status.meeting,
  isOpen: status.open,
  isClosed: status.closed,
});

/** The phone's words in one language: for a page of the server, and for the kit that a phone keeps. */
export async function fieldWords(locale: FieldLocale): Promise<FieldWords> {
  const t = await getTranslations({ locale, namespace: "observations.action" });
  const { field, export: exported, liaison } = await loadMessages(locale);
  // the type of the Chinese file, which a test holds the English one to
  const text = field as FieldText;
  const [entry, messages, drafts, outbox, signOut, inbox, followUps] = await Promise.all([
    entryWords("new", t("toUnits"), locale),
    formMessages("observations", locale),
    draftWords(locale),
    outboxWords(locale),
    signOutWords(locale),
    noticeWords(locale),
    followUpWords(locale),
  ]);
  return {
    text,
    banner: env().DEMO
      ? `${text.hint.banner}${marksOf(locale === "en").gap}${text.hint.demo}`
      : text.hint.banner,
    entry,
    messages,
    drafts,
    inbox,
    followUps,
    outbox,
    meetings: meetingWords(liaison as typeof liaisonText),
    exports: exported as FieldWords["exports"],
    settings: {
      title: text.title.settings,
      largeText: text.action.largeText,
      language: text.action.language,
    },
    signOut: { label: text.action.signOut, ...signOut },
  };
}
