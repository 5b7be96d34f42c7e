import type { Notice } from "@/lib/notices/rules";
import { NoticeList } from "../notice/notice-list";
import { PushSwitch } from "../notice/push-switch";
import type { FieldLocale, FieldWords } from "./field-words";

type Props = {
  viewer: { id: string; unitIds: readonly string[] };
  notices: Notice[];
  unread: number;
  words: FieldWords["inbox"];
  locale: FieldLocale;
};

/** 提醒 on the phone: from the server, or as the phone's kit knew them. */
export function InboxView({ viewer, notices, unread, words, locale }: Props) {
  return (
    <>
      <NoticeList
        viewer={viewer}
        notices={notices}
        unread={unread}
        words={words}
        isEnglish={locale === "en"}
        place="phone"
      />
      <PushSwitch viewerId={viewer.id} words={words} />
    </>
  );
}
