/** The words of the phone as plain text: they travel with the kit, so that no translation code is sent. */
import type { FormMessages } from "@/components/form/messages";
import type { DraftListWords } from "@/components/observation/form/draft-list";
import type { EntryWords } from "@/components/observation/form/entry-words";
import type { SignOutWords } from "@/components/observation/form/sign-out-words";
import type { FieldKit } from "@/lib/field/kit/rules";
import type text from "@/messages/zh-CN/field.json";
import type { FollowUpWords, SummaryWords } from "../follow-up/words";
import type { NoticeWords } from "../notice/notice-text";
import type { DisplayWords } from "./display-settings";
import type { ExportText } from "./export-items";
import type { OutboxWords } from "./outbox-words";
import type { MeetingWords } from "./unit-meetings";

export type FieldText = typeof text;
export type FieldLocale = "zh-CN" | "en";

export type FieldWords = {
  text: FieldText;
  banner: string;
  entry: EntryWords;
  messages: FormMessages;
  drafts: DraftListWords;
  inbox: NoticeWords;
  followUps: FollowUpWords & SummaryWords;
  outbox: OutboxWords;
  meetings: MeetingWords;
  settings: DisplayWords;
  exports: ExportText;
  signOut: SignOutWords & { label: string };
};

/** What GET /api/v1/field answers: both languages, so that the switch works without a network too. */
export type PhoneKit = FieldKit & {
  words: Record<FieldLocale, FieldWords>;
  /** stands in the watermark: which kit it was that somebody looked at */
  trace: string;
};
