import { getTranslations } from "next-intl/server";
import { Bell } from "@/components/notice/bell";
import { countUnread } from "@/lib/notices/queries";
import { read } from "@/lib/platform/db";
import { BY_PAGE_HEADER } from "@/lib/platform/request";
import type { Viewer } from "@/lib/platform/viewer";

/** The bell with what is unread now. */
export async function NoticeBell({ viewer }: { viewer: Viewer }) {
  const t = await getTranslations("notices.nav");
  const unread = await read(viewer, (db) => countUnread(db, viewer.id));
  return (
    <Bell
      unread={unread}
      header={BY_PAGE_HEADER}
      labels={{ none: t("bell"), count: String(t.raw("bellCount")) }}
    />
  );
}
