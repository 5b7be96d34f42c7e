import type { NoticeWords } from "@/components/notice/notice-text";
import { type Locale, loadMessages } from "@/lib/platform/messages";

/** The texts of notices as they stand in the file: the sentence is filled in where it is shown. */
export const noticeWords = async (locale: Locale): Promise<NoticeWords> =>
  (await loadMessages(locale)).notices as NoticeWords;
