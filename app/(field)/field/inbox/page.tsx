import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { noticeWords } from "@/app/_shared/notice-words";
import { NoticeList } from "@/components/notice/notice-list";
import { noticeNews } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { FieldFrame } from "../_components/field-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notices.title");
  return { title: t("page") };
}

export default async function FieldInboxPage() {
  const viewer = await pageViewer("observations.log");
  const { unread, notices } = await read(viewer, (db) => noticeNews(db, viewer.id));
  const t = await getTranslations("notices.title");
  return (
    <FieldFrame title={t("page")} back="/field" tab="units">
      <NoticeList
        viewer={{ id: viewer.id, unitIds: viewer.unitIds }}
        notices={notices}
        unread={unread}
        words={await noticeWords(viewer.locale)}
        isEnglish={viewer.locale === "en"}
        place="phone"
      />
    </FieldFrame>
  );
}
