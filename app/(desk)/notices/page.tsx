import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { noticeWords } from "@/app/_shared/notice-words";
import { NoticeList } from "@/components/notice/notice-list";
import { PushSwitch } from "@/components/notice/push-switch";
import { PageHeader } from "@/components/ui/page-header";
import { SoftLinks } from "@/components/ui/soft-links";
import { noticeNews, SHOWN } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { pageViewer } from "@/lib/platform/request";
import { can } from "@/lib/platform/rights";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notices.title");
  return { title: t("page") };
}

export default async function NoticesPage() {
  const viewer = await pageViewer("notices.read");
  const { unread, notices } = await read(viewer, (db) => noticeNews(db, viewer.id));
  const t = await getTranslations("notices");
  const words = await noticeWords(viewer.locale);
  return (
    <>
      <PageHeader title={t("title.page")} subtitle={t("hint.page")} />
      <div className="max-w-[60rem]">
        <SoftLinks>
          <NoticeList
            viewer={{ id: viewer.id, unitIds: viewer.unitIds }}
            notices={notices}
            unread={unread}
            words={words}
            isEnglish={viewer.locale === "en"}
            place="desk"
          />
        </SoftLinks>
        {notices.length === SHOWN && (
          <p className="mt-3 text-sm text-ink-hint">{t("hint.latest", { count: SHOWN })}</p>
        )}
        {can(viewer, "observations.log") && <PushSwitch viewerId={viewer.id} words={words} />}
      </div>
    </>
  );
}
