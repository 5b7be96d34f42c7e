import type { NoticeWords } from "@/components/notice/notice-text";
import type { PushTexts } from "@/components/offline/push-worker";
import { type Locale, loadMessages } from "@/lib/platform/messages";

/** The texts of notices as they stand in the file: the sentence is filled in where it is shown. */
export const noticeWords = async (locale: Locale): Promise<NoticeWords> =>
  (await loadMessages(locale)).notices as NoticeWords;

/** For the service worker, which knows no session and so takes the device's language. */
export async function pushTexts(): Promise<PushTexts> {
  const [chinese, english] = await Promise.all([noticeWords("zh-CN"), noticeWords("en")]);
  const textOf = ({ title, hint }: NoticeWords) => ({ title: title.pushText, body: hint.pushText });
  return { "zh-CN": textOf(chinese), en: textOf(english) };
}
